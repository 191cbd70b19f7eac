import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ATTACK_TABLE, attackTable } from '../../scripts/attack-table.ts';
import { ATTACKS } from '../e2e/attacks/attacks.ts';
import { leaks } from '../e2e/attacks/ways/leaks.ts';

const attacks = Object.values(ATTACKS).flat();

it('there are at least 120 attacks, and no two are the same', () => {
  const names = [
    ...attacks.map(({ rule, mechanism }) => `${rule}/${mechanism}`),
    ...leaks.map(({ mechanism }) => `wipe/${mechanism}`),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(120);
});

it('the documents name every attack (npx tsx scripts/attack-table.ts)', async () => {
  expect(readFileSync(ATTACK_TABLE, 'utf8')).toBe(await attackTable());
});
