import { argon2id, argon2Verify } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import type { ServicePin } from '../../../../contract/service-pin.ts';
import { createPinCheck } from '../../../../main/service/pin-check.ts';

const MINUTE = 60_000;

const PINS: readonly ServicePin[] = [
  { role: 'librarian', hash: '111' },
  { role: 'operator', hash: '222' },
  { role: 'librarian', hash: '222' },
];

const start = (pins = PINS, verify = (pin: string, hash: string) => Promise.resolve(pin === hash)) => {
  const clock = { now: 1_000_000_000 };
  let kept = { count: 0, at: 0 };
  const open = () =>
    createPinCheck({
      pins: () => pins,
      wrongPins: { read: () => kept, write: (next) => (kept = next) },
      verify,
      now: () => clock.now,
    });
  return { clock, open, kept: () => kept };
};

const wrongs = async (check: (pin: string) => Promise<unknown>, count: number): Promise<void> => {
  for (let time = 0; time < count; time += 1) expect(await check('000')).toBe('wrong');
};

describe('a PIN', () => {
  it('tells who has come; who may do more is found first', async () => {
    const { check } = start().open();
    expect(await check('111')).toBe('librarian');
    expect(await check('222')).toBe('operator');
    expect(await check('333')).toBe('wrong');
  });

  it('is an argon2id hash', async () => {
    const salt = new Uint8Array(16).fill(7);
    const cost = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32 };
    const hash = await argon2id({ ...cost, password: '48151623', salt, outputType: 'encoded' });
    const { check } = start([{ role: 'operator', hash }], (password, of) =>
      argon2Verify({ password, hash: of }),
    ).open();
    expect(await check('48151624')).toBe('wrong');
    expect(await check('48151623')).toBe('operator');
  });

  it('may be wrong five times; then each one costs twice the wait, up to a quarter of an hour', async () => {
    const { clock, open } = start();
    const { check, waitUntil } = open();
    await wrongs(check, 5);
    for (const wait of [0.5, 1, 2, 4, 8, 15, 15, 15].map((minutes) => minutes * MINUTE)) {
      expect(waitUntil()).toBe(clock.now + wait);
      // The right one is not looked at either, and costs nothing.
      expect(await check('222')).toBe('wait');
      clock.now += wait - 1;
      expect(await check('222')).toBe('wait');
      clock.now += 1;
      expect(waitUntil()).toBeNull();
      await wrongs(check, 1);
    }
    clock.now += 15 * MINUTE;
    expect(await check('222')).toBe('operator');
    await wrongs(check, 4);
    expect(waitUntil()).toBeNull();
  });

  it('is waited for after a restart, too', async () => {
    const { clock, open } = start();
    await wrongs(open().check, 5);
    expect(open().waitUntil()).toBe(clock.now + 0.5 * MINUTE);
    expect(await open().check('222')).toBe('wait');
  });

  it('counts before it is looked at', async () => {
    const { open, kept } = start(PINS, () => new Promise(() => undefined));
    void open().check('222');
    expect(kept().count).toBe(1);
    await Promise.resolve();
  });

  it('is not waited for for ever when the clock was set back', async () => {
    const { clock, open } = start();
    const { check, waitUntil } = open();
    await wrongs(check, 5);
    clock.now -= 365 * 24 * 60 * MINUTE;
    expect(waitUntil()).toBe(clock.now + 0.5 * MINUTE);
    clock.now += 0.5 * MINUTE;
    expect(await check('222')).toBe('operator');
  });

  it('is forgiven after a day', async () => {
    const { clock, open } = start();
    const { check, waitUntil } = open();
    await wrongs(check, 5);
    clock.now += 24 * 60 * MINUTE + 1;
    await wrongs(check, 4);
    expect(waitUntil()).toBeNull();
  });
});
