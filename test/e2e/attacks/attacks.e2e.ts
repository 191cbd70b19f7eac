import { expect, test } from '../fixtures.ts';
import { ATTACKS } from './attacks.ts';
import { openHostileServer } from './hostile-server.ts';
import { openYard } from './open-yard.ts';
import { leaks } from './ways/leaks.ts';
import type { Lock } from './yard/main.ts';

/** Without rules each attack is real; with them it is refused; and it is its own rule that does it. */
const EXPECTED: Readonly<Record<Lock, 'succeeds' | 'is refused'>> = {
  'no rule': 'succeeds',
  'all rules': 'is refused',
  'all but its own': 'succeeds',
};
const LOCKS: readonly Lock[] = ['no rule', 'all rules', 'all but its own'];

/** In `npm test` every third, always the same ones; all with `npm run test:endurance -- attacks`. */
const EVERY = process.env['STADTFENSTER_ATTACKS'] === 'all' ? 1 : 3;

for (const [loss, all] of Object.entries(ATTACKS)) {
  const attacks = all.filter((_attack, index) => index % EVERY === 0);
  test(`${loss}: ${attacks.length} of ${all.length} attacks, each real, and stopped by its own rule`, async ({
    display,
  }) => {
    test.setTimeout(300_000);
    const hostile = await openHostileServer();
    const yard = await openYard(display, hostile);
    const wrong: string[] = [];
    for (const attack of attacks) {
      for (const lock of LOCKS) {
        const outcome = await yard.try(attack, lock).catch((error: unknown) => String(error).split('\n')[0]);
        if (outcome !== EXPECTED[lock]) wrong.push(`${attack.rule}/${attack.mechanism}: with ${lock} it ${outcome}`);
      }
    }
    await yard.close();
    await hostile.close();
    expect(wrong).toEqual([]);
  });
}

test(`traces: ${leaks.length} ways to be known again, each real, and ended by the wipe`, async ({ display }) => {
  test.setTimeout(300_000);
  const hostile = await openHostileServer();
  const yard = await openYard(display, hostile);
  const wrong: string[] = [];
  for (const leak of leaks) {
    const tell = (what: string): void => void wrong.push(`wipe/${leak.mechanism}: ${what}`);
    if ((await yard.tryLeak(leak, 'no rule', false)) !== 'succeeds') tell('not seen without rules and wipe');
    if ((await yard.tryLeak(leak, 'all rules', true)) !== 'is refused') tell('seen after the wipe');
  }
  await yard.close();
  await hostile.close();
  expect(wrong).toEqual([]);
});
