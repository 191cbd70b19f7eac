import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedEnvelopeSchema } from '../../../../contract/signed.ts';
import { openConfiguration, type Trusted } from '../../../../main/terminal/signed-configuration.ts';
import { glanceAt } from '../../../../main/terminal/signed-payload.ts';
import { trustConfiguration } from '../../../../main/terminal/trusted-configuration.ts';
import { openState, type StateStore } from '../../../../main/terminal/state.ts';
import { CITY, contentOf, newCity, signed } from './sign-as-city.ts';
import { configurationOf, identityAt, keptState } from './terminal-for-test.ts';

const TRUSTED: Trusted = { terminal: 'bibliothek-1', keys: [CITY.key], version: 0 };
const HASH = `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}`;
const withPin = configurationOf({ servicePins: [{ role: 'operator', hash: HASH }] });

/** The same envelope with other words in it. */
const tampered = (find: string, replace: string) => {
  const envelope = signed(withPin);
  const text = Buffer.from(envelope.payload, 'base64url').toString('utf8');
  expect(text).toContain(find);
  return { ...envelope, payload: Buffer.from(text.replace(find, replace)).toString('base64url') };
};

describe('a signed configuration', () => {
  it('of the own city, for the own terminal, is opened', () => {
    const opened = openConfiguration(signed(withPin), TRUSTED);
    expect(opened).toMatchObject({ ok: true, value: { configuration: { city: 'Musterstadt' } } });
    // A city that changes its key has two for a while.
    expect(openConfiguration(signed(withPin), { ...TRUSTED, keys: [newCity().key, CITY.key] })).toEqual(opened);
    expect(openConfiguration(signed(withPin, { version: 7 }), { ...TRUSTED, version: 7 }).ok).toBe(true);
  });

  it.each([
    ['changed on the way', () => tampered('Musterstadt', 'Neustadt'), 'configuration-forged'],
    ['with a planted PIN', () => tampered('bbbb', 'cccc'), 'configuration-forged'],
    ['with another signature', () => ({ ...signed({}), signature: 'A'.repeat(86) }), 'configuration-forged'],
    ['of another city', () => newCity().sign(contentOf(withPin)), 'configuration-key-changed'],
    [
      'of another city under our key',
      () => ({ ...newCity().sign(contentOf(withPin)), key: CITY.key }),
      'configuration-forged',
    ],
    ['for another terminal', () => signed(withPin, { audience: 'saal-1' }), 'configuration-foreign'],
    ['older than the last', () => signed(withPin, { version: 6 }), 'configuration-outdated'],
    ['of another kind', () => signed(withPin, { kind: 'command' }), 'configuration-malformed'],
    [
      'with times that cannot be shown',
      () => signed(configurationOf({ timeZone: 'Mars/Olympus_Mons' })),
      'configuration-malformed',
    ],
    ['that is none', () => CITY.sign('rubbish'), 'configuration-malformed'],
  ])('%s is refused', (_what, envelope, code) => {
    expect(openConfiguration(envelope(), { ...TRUSTED, version: 7 })).toEqual({ ok: false, code });
  });

  it('is refused whichever of its bytes is another one', () => {
    const envelope = signed(withPin);
    const bytes = Buffer.from(envelope.payload, 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(place) ^ flip, place);
        const payload = changed.toString('base64url');
        expect(openConfiguration({ ...envelope, payload }, TRUSTED)).toEqual({
          ok: false,
          code: 'configuration-forged',
        });
      }),
    );
  });

  it('is never opened from what merely looks like an envelope, and nothing of it throws', () => {
    const likeBase64 = (length: number) =>
      fc.string({
        minLength: length,
        maxLength: length,
        unit: fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '_', '-'),
      });
    fc.assert(
      fc.property(
        fc.record({
          alg: fc.constant('Ed25519'),
          key: likeBase64(43),
          payload: fc.oneof(
            likeBase64(40),
            fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
          ),
          signature: likeBase64(86),
        }),
        (envelope) => {
          const parsed = signedEnvelopeSchema.parse(envelope);
          expect(openConfiguration(parsed, { ...TRUSTED, keys: [parsed.key] }).ok).toBe(false);
          glanceAt(parsed);
        },
      ),
    );
  });
});

const trustWith = (state: StateStore) => {
  const refusals: string[] = [];
  const trusted = trustConfiguration({ terminal: 'bibliothek-1', state, refused: (code) => refusals.push(code) });
  return { trusted, refusals };
};

const storeWith = (kept: object): StateStore =>
  openState(keptState({ identity: identityAt('https://city.example/'), cityKeys: [CITY.key], ...kept }));

describe('what a terminal trusts', () => {
  it('is what is signed with a key of the enrolment, and nothing else', () => {
    const state = storeWith({});
    const { trusted, refusals } = trustWith(state);
    expect(trusted.current()).toBeNull();
    expect(trusted.take(signed(withPin))).toBe(true);
    for (let time = 0; time < 3; time += 1) {
      expect(trusted.take(newCity().sign(contentOf(configurationOf({ city: 'Neustadt' }))))).toBe(false);
    }
    expect(trusted.current()?.city).toBe('Musterstadt');
    expect(state.read().signedConfiguration).toEqual(signed(withPin));
    // Told once, and again only after the city was believed again.
    expect(refusals).toEqual(['configuration-key-changed']);
    expect(trusted.take(signed(withPin, { version: 2 }))).toBe(true);
    expect(trusted.take(signed(withPin))).toBe(false);
    expect(trusted.take(newCity().sign({}))).toBe(false);
    expect(refusals).toEqual(['configuration-key-changed', 'configuration-outdated', 'configuration-key-changed']);
  });

  it('looks at what lies on the disk as at what comes from the line', () => {
    const kept = { signedConfiguration: signed(withPin, { version: 3 }) };
    const { trusted, refusals } = trustWith(storeWith(kept));
    expect(trusted.current()?.servicePins).toEqual([{ role: 'operator', hash: HASH }]);
    expect(trusted.take(signed(withPin, { version: 2 }))).toBe(false);
    expect(refusals).toEqual(['configuration-outdated']);
  });

  it.each([
    ['changed', { signedConfiguration: tampered('bbbb', 'cccc') }, 'configuration-forged'],
    ['without its key', { signedConfiguration: signed(withPin), cityKeys: [] }, 'configuration-key-changed'],
    ['of another city', { signedConfiguration: newCity().sign(contentOf(withPin)) }, 'configuration-key-changed'],
  ])('forgets a kept configuration that is %s', (_what, kept, code) => {
    const state = storeWith(kept);
    const { trusted, refusals } = trustWith(state);
    expect(trusted.current()).toBeNull();
    expect(state.read().signedConfiguration).toBeNull();
    expect(refusals).toEqual([code]);
  });
});
