import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renewalProof, type RenewalRequest, type TokenAnswer } from '../../../../contract/enrolment.ts';
import type { FailureCode } from '../../../../contract/failure.ts';
import type { Answer } from '../../../../main/link/city.ts';
import { keepToken } from '../../../../main/terminal/keep-token.ts';
import { openState } from '../../../../main/terminal/state.ts';
import { makeKeyPair } from '../../../../main/terminal/sign-as-terminal.ts';
import { START } from '../hand-clock.ts';
import { identityAt, keptState } from './terminal-for-test.ts';

const SECOND_TOKEN = `bibliothek-1.${'y'.repeat(43)}`;
const RENEWED: Answer<TokenAnswer> = {
  ok: true,
  value: { token: SECOND_TOKEN, generation: 2, lifeSeconds: 100 },
};
const refusing = (code: FailureCode): Answer<TokenAnswer> => ({ ok: false, code });

/** A terminal whose token ends in 100 seconds, and a city that says these things one after the other. */
const keeperWith = (answers: readonly Answer<TokenAnswer>[]) => {
  const key = makeKeyPair();
  const clock = { now: START };
  const first = { ...identityAt('https://city.example/'), privateKey: key.privateKey };
  const state = openState(keptState({ identity: { ...first, renewAt: START + 80_000, expiresAt: START + 100_000 } }));
  const asked: RenewalRequest[] = [];
  /** The nonce that was on the disk when the city was asked. */
  const kept: (string | null | undefined)[] = [];
  const refusals: (string | null)[] = [];
  let offset = 0;
  const keeper = keepToken({
    state,
    line: {
      renew: (request) => {
        asked.push(request);
        kept.push(state.read().identity?.nonce);
        const answer = answers[asked.length - 1] ?? refusing('city-unreachable');
        if (!answer.ok && answer.code === 'clock-differs') offset = 3_600_000;
        return Promise.resolve(answer);
      },
      clockOffset: () => offset,
    },
    now: () => clock.now,
    refused: (code) => refusals.push(code),
  });
  return { key, clock, first, state, asked, kept, refusals, keeper };
};

describe('the token of a terminal', () => {
  it('goes with every request until a fifth of its life is left; then the next one is asked for meanwhile', async () => {
    const { keeper, clock, first, asked, state } = keeperWith([RENEWED]);
    expect(await keeper.token()).toBe(first.token);
    expect(asked).toEqual([]);
    clock.now += 80_000;
    expect(await keeper.token()).toBe(first.token);
    await expect.poll(() => keeper.token()).toBe(SECOND_TOKEN);
    expect(asked).toHaveLength(1);
    expect(state.read().identity).toMatchObject({
      generation: 2,
      nonce: null,
      renewAt: clock.now + 80_000,
      expiresAt: clock.now + 100_000,
    });
  });

  it('is waited for when the old one has ended, once for all who wait', async () => {
    const { keeper, clock, asked } = keeperWith([RENEWED]);
    clock.now += 100_000;
    expect(await Promise.all([keeper.token(), keeper.token()])).toEqual([SECOND_TOKEN, SECOND_TOKEN]);
    expect(asked).toHaveLength(1);
  });

  it('is renewed at once when the city does not take it, but not for one that is old already', async () => {
    const { keeper, first, asked } = keeperWith([RENEWED]);
    expect(await keeper.renewed(first.token)).toBe(SECOND_TOKEN);
    expect(await keeper.renewed(first.token)).toBe(SECOND_TOKEN);
    expect(asked).toHaveLength(1);
  });

  it("is asked for with a signature over name, generation, the city's time and a nonce that is on the disk by then", async () => {
    const { keeper, first, asked, kept, key } = keeperWith([refusing('city-slow'), RENEWED]);
    expect(await keeper.renewed(first.token)).toBeNull();
    expect(await keeper.renewed(first.token)).toBe(SECOND_TOKEN);
    const [request, repeated] = asked;
    if (request === undefined) throw new Error('Nothing was asked.');
    expect(request).toMatchObject({ terminal: 'bibliothek-1', generation: 1, time: new Date(START).toISOString() });
    expect(kept).toEqual([request.nonce, request.nonce]);
    // An answer that was lost is asked for again with the very same request.
    expect(repeated).toEqual(request);
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
    const signature = Buffer.from(request.signature, 'base64url');
    expect(verify(null, Buffer.from(renewalProof(request)), publicKey, signature)).toBe(true);
  });

  it("is asked for once more when the city's time turns out to be another one", async () => {
    const { keeper, first, asked } = keeperWith([refusing('clock-differs'), RENEWED]);
    expect(await keeper.renewed(first.token)).toBe(SECOND_TOKEN);
    expect(asked.map(({ time }) => Date.parse(time) - START)).toEqual([0, 3_600_000]);
  });

  it.each(['terminal-refused', 'terminal-cloned'] as const)(
    'is none after %s: it is told once, kept, and asked again only after minutes',
    async (code) => {
      const { keeper, clock, first, asked, refusals, state } = keeperWith([refusing(code), refusing(code), RENEWED]);
      for (let time = 0; time < 3; time += 1) expect(await keeper.renewed(first.token)).toBeNull();
      expect(asked).toHaveLength(1);
      expect(state.read().refusal).toBe(code);
      clock.now += 5 * 60_000;
      await keeper.renewed(first.token);
      expect([asked.length, refusals]).toEqual([2, [code]]);
      clock.now += 5 * 60_000;
      expect(await keeper.renewed(first.token)).toBe(SECOND_TOKEN);
      expect(refusals).toEqual([code, null]);
      expect(state.read().refusal).toBeNull();
    },
  );

  it('belongs to the identity that it was asked for', async () => {
    const { keeper, first, state } = keeperWith([RENEWED]);
    const renewing = keeper.renewed(first.token);
    const other = identityAt('https://other.example/');
    state.write({ identity: { ...other, token: `saal-1.${'z'.repeat(43)}` } });
    await renewing;
    expect(state.read().identity?.token).toBe(`saal-1.${'z'.repeat(43)}`);
  });

  it('is the last one for what a terminal still has to tell that is signed off; no other is asked for', async () => {
    const { keeper, state, asked, first } = keeperWith([]);
    state.write({ identity: null });
    expect(await keeper.token()).toBe(first.token);
    expect(await keeper.renewed(first.token)).toBeNull();
    expect(asked).toEqual([]);
  });
});
