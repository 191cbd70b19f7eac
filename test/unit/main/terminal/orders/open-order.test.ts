import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedCommandSchema, type SignedCommand } from '../../../../../contract/command.ts';
import { openOrder, type OrderReader, type Trusted } from '../../../../../main/terminal/orders/open-order.ts';
import { glanceAt, readPayload } from '../../../../../main/terminal/signed-payload.ts';
import { signedEnvelopeSchema } from '../../../../../contract/signed.ts';
import { CITY, newCity } from '../sign-as-city.ts';
import { configurationOf } from '../terminal-for-test.ts';
import { commandContent, signedCommand } from './command-for-test.ts';

const COMMAND: OrderReader<SignedCommand> = {
  read: (payload) => signedCommandSchema.safeParse(JSON.parse(payload.toString('utf8'))).data ?? null,
  maxBytes: 4096,
};
const NOW = Date.UTC(2026, 10, 18, 16);
const TRUSTED: Trusted = {
  addressee: { terminal: 'bibliothek-1', site: 'bibliothek', ring: 'early' },
  keys: [CITY.key],
  leastVersion: 5,
  now: NOW,
};
const LOCK = { act: 'lock', message: { de: 'Wir bauen um.' } };

const at = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();

/** The same envelope with other words in it. */
const tampered = (find: string, replace: string) => {
  const envelope = signedCommand(7, LOCK);
  const text = Buffer.from(envelope.payload, 'base64url').toString('utf8');
  expect(text).toContain(find);
  return { ...envelope, payload: Buffer.from(text.replace(find, replace)).toString('base64url') };
};

describe('an order', () => {
  it.each([
    ['for this terminal', {}],
    ['for its site', { audience: { site: 'bibliothek' } }],
    ['for its ring', { audience: { ring: 'early' } }],
    ['for all', { audience: { all: true } }],
    ['of the lowest version', { version: 5 }],
    ['issued a moment later than our clock says', { issuedAt: at(60_000) }],
    ['that just lasts', { expiresAt: at(1) }],
  ])('%s is opened', (_what, change) => {
    const opened = openOrder(signedCommand(7, LOCK, change), COMMAND, TRUSTED);
    expect(opened).toMatchObject({ ok: true, value: { command: LOCK, ...change } });
  });

  it.each([
    ['changed on the way', () => tampered('Wir bauen um.', 'Geld her.'), 'forged'],
    ['turned to others', () => tampered('bibliothek-1', 'bibliothek-2'), 'forged'],
    ['made younger', () => tampered('"version":7', '"version":9'), 'forged'],
    ['with another signature', () => ({ ...signedCommand(7, LOCK), signature: 'A'.repeat(86) }), 'forged'],
    ['of another city', () => newCity().sign(commandContent(7, LOCK)), 'key-changed'],
    ['of another city under our key', () => ({ ...newCity().sign(commandContent(7, LOCK)), key: CITY.key }), 'forged'],
    ['for another terminal', () => signedCommand(7, LOCK, { audience: { terminal: 'saal-1' } }), 'foreign'],
    ['for another site', () => signedCommand(7, LOCK, { audience: { site: 'rathaus' } }), 'foreign'],
    ['for another ring', () => signedCommand(7, LOCK, { audience: { ring: 'standard' } }), 'foreign'],
    ['replayed', () => signedCommand(4, LOCK), 'outdated'],
    ['too late', () => signedCommand(7, LOCK, { expiresAt: at(0) }), 'expired'],
    ['from later', () => signedCommand(7, LOCK, { issuedAt: at(60_001) }), 'future'],
    ['too large', () => CITY.sign(commandContent(7, { act: 'lock', message: { de: 'x'.repeat(4096) } })), 'oversize'],
    ['of another kind', () => signedCommand(7, LOCK, { kind: 'configuration' }), 'malformed'],
    ['for everybody and somebody', () => signedCommand(7, LOCK, { audience: { all: true, ring: 'x' } }), 'malformed'],
    ['for nobody', () => signedCommand(7, LOCK, { audience: {} }), 'malformed'],
    ['with a program', () => signedCommand(7, { act: 'run', program: 'reboot' }), 'malformed'],
    ['with more than its act', () => signedCommand(7, { act: 'restart-app', arguments: ['-x'] }), 'malformed'],
    [
      'with markup that turns the text',
      () => signedCommand(7, { act: 'lock', message: { de: 'a\u202Eb' } }),
      'malformed',
    ],
    ['without an end', () => signedCommand(7, LOCK, { expiresAt: undefined }), 'malformed'],
    ['that is nothing', () => null, 'malformed'],
  ])('%s is refused', (_what, envelope, reason) => {
    expect(openOrder(envelope(), COMMAND, TRUSTED)).toMatchObject({ ok: false, reason });
  });

  it('is known by its id when only its number or its time is wrong, and else by nothing', () => {
    expect(openOrder(signedCommand(4, LOCK), COMMAND, TRUSTED)).toHaveProperty('value.id');
    expect(
      openOrder(signedCommand(7, LOCK, { audience: { all: true }, expiresAt: at(0) }), COMMAND, TRUSTED),
    ).toHaveProperty('value.id');
    const foreign = signedCommand(7, LOCK, { audience: { site: 'rathaus' } });
    expect(openOrder(foreign, COMMAND, TRUSTED)).not.toHaveProperty('value');
  });

  it('is refused whichever of its bytes is another one', () => {
    const envelope = signedCommand(7, LOCK);
    const bytes = Buffer.from(envelope.payload, 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(place) ^ flip, place);
        const payload = changed.toString('base64url');
        expect(openOrder({ ...envelope, payload }, COMMAND, TRUSTED)).toEqual({ ok: false, reason: 'forged' });
      }),
    );
  });

  it('is refused whatever of a good envelope is exchanged', () => {
    const envelope = signedCommand(7, LOCK);
    const key = fc.constantFrom('alg', 'key', 'payload', 'signature');
    const value = fc.oneof(fc.anything(), fc.string(), fc.constant(undefined));
    fc.assert(
      fc.property(key, value, (name, other) => {
        fc.pre(other !== Object.entries(envelope).find(([own]) => own === name)?.[1]);
        expect(openOrder({ ...envelope, [name]: other }, COMMAND, TRUSTED).ok).toBe(false);
      }),
    );
  });

  it('is never opened from any JSON or any bytes, and nothing of it throws', () => {
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    const likeEnvelope = fc.record({
      alg: fc.constant('Ed25519'),
      key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(text),
      payload: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 200 }).map(text),
        fc.jsonValue().map((value) => text(Buffer.from(JSON.stringify(value)))),
        fc.constant(text(Buffer.from(JSON.stringify(commandContent(7, LOCK))))),
      ),
      signature: fc.uint8Array({ minLength: 64, maxLength: 64 }).map(text),
    });
    fc.assert(
      fc.property(fc.oneof(likeEnvelope, fc.jsonValue(), fc.anything()), (given) => {
        expect(openOrder(given, COMMAND, { ...TRUSTED, keys: [] }).ok).toBe(false);
        const envelope = signedEnvelopeSchema.safeParse(given);
        if (envelope.success) glanceAt(envelope.data);
      }),
    );
  });

  it('of our own city is read by its kind alone, whatever is in it', () => {
    const content = fc.oneof(
      fc.jsonValue(),
      fc.record(
        { kind: fc.constant('command'), version: fc.anything(), command: fc.anything(), audience: fc.anything() },
        { requiredKeys: ['kind'] },
      ),
      fc.constant(configurationOf()),
    );
    fc.assert(
      fc.property(content, (value) => {
        const opened = openOrder(CITY.sign(JSON.parse(JSON.stringify(value))), COMMAND, TRUSTED);
        expect(opened.ok).toBe(false);
        readPayload(Buffer.from(JSON.stringify(value)));
      }),
    );
  });
});
