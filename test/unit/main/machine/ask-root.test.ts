import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createRootHelper, type RootAnswer } from '../../../../main/machine/ask-root.ts';
import { systemForHelper } from '../../resources/lockdown/do-as-root-run.ts';

/** The terminal's side and root's side of one system; systemd between them is whoever calls `run`. */
const bothSides = (patienceMs = 10_000) => {
  const system = systemForHelper();
  return { ...system, helper: createRootHelper({ folder: system.requests, patienceMs }) };
};

/** As systemd's path unit does: starts the helper once something lies in the folder. */
const hearing = async ({ requests, run }: ReturnType<typeof bothSides>, answer: Promise<RootAnswer>) => {
  await vi.waitFor(() => expect(readdirSync(requests)).not.toEqual([]));
  const ran = run();
  return { ran, answer: await answer };
};

describe('a wish to root', () => {
  it.each([
    ['restart', '[systemctl][--no-block][restart][stadtfenster.service]'],
    ['reboot', '[systemctl][--no-block][reboot]'],
    ['display-on', '[ddcutil][setvcp][d6][1]'],
    ['display-off', '[ddcutil][setvcp][d6][4]'],
  ] as const)('is accepted once the helper has heard it: %s', async (verb, ran) => {
    const sides = bothSides();
    expect(await hearing(sides, sides.helper.request(verb))).toEqual({ ran: [ran], answer: 'accepted' });
  });

  it('may name a time zone', async () => {
    const sides = bothSides();
    expect(await hearing(sides, sides.helper.setTimeZone('Europe/Berlin'))).toEqual({
      ran: ['[timedatectl][set-timezone][Europe/Berlin]'],
      answer: 'accepted',
    });
  });

  it.each(['', 'Mars/Base', '../../etc/passwd', 'Europe/Berlin; reboot', 'Europe+Berlin'])(
    'names no zone that does not exist: %j',
    async (zone) => {
      const { helper, requests } = bothSides();
      expect(await helper.setTimeZone(zone)).toBe('unavailable');
      expect(readdirSync(requests)).toEqual([]);
    },
  );

  it('is unavailable where nothing is installed', async () => {
    const helper = createRootHelper({ folder: '/nowhere/requests', patienceMs: 10_000 });
    expect(await helper.request('reboot')).toBe('unavailable');
  });

  it('is taken back when nobody hears it in time', async () => {
    const { helper, requests } = bothSides(100);
    expect(await helper.request('reboot')).toBe('unavailable');
    expect(readdirSync(requests)).toEqual([]);
  });

  it('is heard once for two that wish the same', async () => {
    const sides = bothSides();
    const file = path.join(sides.requests, 'restart');
    writeFileSync(file, '');
    const { ran, answer } = await hearing(sides, sides.helper.request('restart'));
    expect([ran.length, answer, existsSync(file)]).toEqual([1, 'accepted', false]);
  });
});
