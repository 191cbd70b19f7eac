import { describe, expect, it } from 'vitest';
import { trustConfiguration } from '../../../../main/terminal/trusted-configuration.ts';
import { openState, type StateStore } from '../../../../main/terminal/state.ts';
import { CITY, contentOf, newCity, signed } from './sign-as-city.ts';
import { configurationOf, identityAt, keptState } from './terminal-for-test.ts';

/** A Wednesday in November 2026. */
const NOW = Date.UTC(2026, 10, 18, 16);
const HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`;
const withPin = configurationOf({ servicePins: [{ role: 'operator', hash: HASH }] });

/** The same envelope with other words in it. */
const tampered = (find: string, replace: string) => {
  const envelope = signed(withPin);
  const text = Buffer.from(envelope.payload, 'base64url').toString('utf8');
  expect(text).toContain(find);
  return { ...envelope, payload: Buffer.from(text.replace(find, replace)).toString('base64url') };
};

const trustWith = (state: StateStore) => {
  const refusals: string[] = [];
  const trusted = trustConfiguration({
    terminal: 'bibliothek-1',
    state,
    now: () => NOW,
    refused: (code, amount) => refusals.push(amount === undefined ? code : `${code} ${amount}`),
  });
  return { trusted, refusals };
};

const storeWith = (kept: object): StateStore =>
  openState(keptState({ identity: identityAt('https://city.example/'), cityKeys: [CITY.key], ...kept }));

describe('what a terminal trusts', () => {
  it('is what is signed with the keys that came with the enrolment, and nothing else', () => {
    const state = storeWith({});
    const { trusted, refusals } = trustWith(state);
    expect(trusted.current()).toBeNull();
    expect(trusted.take(signed(withPin))).toBe(true);
    for (let time = 0; time < 3; time += 1) {
      expect(trusted.take(newCity().sign(contentOf(configurationOf({ city: 'Neustadt' }))))).toBe(false);
    }
    expect(trusted.current()?.city).toBe('Musterstadt');
    expect(state.read().signedConfiguration).toEqual(signed(withPin));
    // Told at the first, and how many there were when the city is believed again.
    expect(refusals).toEqual(['configuration-key-changed']);
    expect(trusted.take(signed(withPin, { version: 2 }))).toBe(true);
    expect(trusted.take(signed(withPin))).toBe(false);
    expect(trusted.take(newCity().sign({}))).toBe(false);
    const all = ['configuration-key-changed', 'configuration-key-changed 3'];
    expect(refusals).toEqual([...all, 'configuration-outdated', 'configuration-key-changed']);
  });

  it('looks at what lies on the disk as at what comes from the line', () => {
    const kept = { signedConfiguration: signed(withPin, { version: 3 }), cityKeys: [CITY.key] };
    const { trusted, refusals } = trustWith(storeWith(kept));
    expect(trusted.current()?.servicePins).toEqual([{ role: 'operator', hash: HASH }]);
    expect(trusted.take(signed(withPin, { version: 2 }))).toBe(false);
    expect(refusals).toEqual(['configuration-outdated']);
  });

  it.each([
    ['changed', { signedConfiguration: tampered('bbbb', 'cccc'), cityKeys: [CITY.key] }, 'configuration-forged'],
    ['without its key', { signedConfiguration: signed(withPin), cityKeys: [] }, 'configuration-key-changed'],
    [
      'of another city',
      { signedConfiguration: newCity().sign(contentOf(withPin)), cityKeys: [CITY.key] },
      'configuration-key-changed',
    ],
  ])('forgets a kept configuration that is %s', (_what, kept, code) => {
    const state = storeWith(kept);
    const { trusted, refusals } = trustWith(state);
    expect(trusted.current()).toBeNull();
    expect(state.read().signedConfiguration).toBeNull();
    expect(refusals).toEqual([code]);
  });

  it('takes none that is too late, too early or too large, and none for others; the last good one stays', () => {
    const { trusted, refusals } = trustWith(storeWith({}));
    expect(trusted.take(signed(withPin, { version: 2 }))).toBe(true);
    for (const wrong of [
      signed(withPin, { version: 3, expiresAt: '2026-11-18T16:00:00.000Z' }),
      signed(withPin, { version: 3, issuedAt: '2026-11-18T16:01:00.001Z' }),
      signed({ ...withPin, city: 'x'.repeat(1024 * 1024) }, { version: 3 }),
      signed(withPin, { version: 3, audience: { terminal: 'saal-1' } }),
      signed(withPin, { version: 3, audience: { site: 'pavillon' } }),
      signed(withPin, { version: 3, kind: 'command' }),
      signed(configurationOf({ timeZone: 'Mars/Olympus_Mons' }), { version: 3 }),
      CITY.sign('rubbish'),
      'no envelope at all',
    ]) {
      expect(trusted.take(wrong)).toBe(false);
    }
    expect(refusals).toEqual([
      'configuration-expired',
      'configuration-future',
      'configuration-oversize',
      'configuration-foreign',
      'configuration-malformed',
    ]);
    expect(trusted.current()?.servicePins).toEqual([{ role: 'operator', hash: HASH }]);
    // One for the site, and with the clocks not quite alike, is as good.
    const soon = { version: 3, issuedAt: '2026-11-18T16:01:00.000Z', audience: { site: 'bibliothek' } };
    expect(trusted.take(signed(withPin, soon))).toBe(true);
  });

  it('counts what it refuses, and tells the first, the tenth and the hundredth', () => {
    const { trusted, refusals } = trustWith(storeWith({}));
    for (let time = 0; time < 120; time += 1) trusted.malformed();
    expect(refusals).toEqual(['configuration-malformed', 'configuration-malformed 10', 'configuration-malformed 100']);
    expect(trusted.take(signed(withPin))).toBe(true);
    trusted.malformed();
    expect(refusals.slice(3)).toEqual(['configuration-malformed 120', 'configuration-malformed']);
  });

  it('works on with what it has for as long as the city is away', () => {
    const old = signed(withPin, { expiresAt: '2025-01-01T00:00:00.000Z' });
    const { trusted, refusals } = trustWith(storeWith({ signedConfiguration: old, cityKeys: [CITY.key] }));
    expect(trusted.current()?.city).toBe('Musterstadt');
    expect(refusals).toEqual([]);
    expect(trusted.take(old)).toBe(false);
    expect(refusals).toEqual(['configuration-expired']);
    expect(trusted.current()?.city).toBe('Musterstadt');
  });
});
