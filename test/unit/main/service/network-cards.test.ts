import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetworkCards } from '../../../../main/service/network-cards.ts';
import { ownFolder } from '../own-folder.ts';

describe('network cards', () => {
  it('are told with their state, those with a line first, without the one to the machine itself', () => {
    const folder = ownFolder();
    const states = { 'zz-cable': 'up', 'aa-radio': 'down', lo: 'unknown' };
    for (const [name, state] of Object.entries(states)) {
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, 'operstate'), `${state}\n`);
    }
    const cards = readNetworkCards(folder);
    expect(cards).toContainEqual({ name: 'zz-cable', isUp: true, addresses: [] });
    expect(cards).toContainEqual({ name: 'aa-radio', isUp: false, addresses: [] });
    expect(cards.map(({ name }) => name)).not.toContain('lo');
    const isUp = cards.map((card) => card.isUp);
    expect(isUp).toEqual([...isUp].sort((one, other) => Number(other) - Number(one)));
  });

  it('are those with an address where the system lists none', () => {
    expect(readNetworkCards('/nonexistent').every((card) => card.isUp && card.addresses.length > 0)).toBe(true);
  });
});
