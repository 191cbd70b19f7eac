import { randomBytes } from 'node:crypto';
import { renewalProof, type RenewalRequest } from '../../contract/enrolment.ts';
import type { EnrolmentLine } from '../link/city.ts';
import type { TokenKeeper } from '../link/authorized-fetch.ts';
import { refusalSchema, termsOfLife, type Identity, type IdentityRefusal } from './identity.ts';
import { signProof } from './sign-as-terminal.ts';
import type { StateStore } from './state.ts';

const NONCE_BYTES = 16;

/** A city that refuses this terminal is asked again, but not with every look at the rooms: it may have erred. */
const REFUSED_PAUSE_MS = 5 * 60_000;

export interface TokenKeeperPorts {
  readonly state: Pick<StateStore, 'read' | 'write'>;
  readonly line: Pick<EnrolmentLine, 'renew' | 'clockOffset'>;
  /** Milliseconds since 1970, in the machine's clock. */
  readonly now: () => number;
  /** The city refuses this terminal from now on, or, with null, takes it again. */
  readonly refused: (code: IdentityRefusal | null) => void;
}

/** Keeps the terminal's bearer token fresh: asks for the next one when a fifth of its life is left. */
export const keepToken = ({ state, line, now, refused }: TokenKeeperPorts): TokenKeeper => {
  let underWay: Promise<void> | null = null;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const requestOf = ({ terminal, generation, privateKey }: Identity, nonce: string): RenewalRequest => {
    const time = new Date(now() + line.clockOffset()).toISOString();
    const request = { terminal, generation, time, nonce };
    return { ...request, signature: signProof(privateKey, renewalProof(request)) };
  };

  const settle = (refusal: IdentityRefusal | null): void => {
    if (state.read().refusal === refusal) return;
    state.write({ refusal });
    refused(refusal);
  };

  const renew = async (): Promise<void> => {
    const { identity } = state.read();
    if (identity === null || now() < pausedUntil) return;
    const nonce = identity.nonce ?? randomBytes(NONCE_BYTES).toString('base64url');
    // Kept before it is sent: whatever happens to the answer, asking again is the same request.
    state.write({ identity: { ...identity, nonce } });
    let answer = await line.renew(requestOf(identity, nonce));
    // Now that the city was heard its time is known.
    if (!answer.ok && answer.code === 'clock-differs') answer = await line.renew(requestOf(identity, nonce));
    // Enrolled anew meanwhile: this answer is about another identity.
    if (state.read().identity?.privateKey !== identity.privateKey) return;
    if (answer.ok) {
      const { token, generation, lifeSeconds } = answer.value;
      const next = { token, generation, nonce: null, ...termsOfLife(lifeSeconds, now()) };
      state.write({ identity: { ...identity, ...next } });
      settle(null);
      return;
    }
    const refusal = refusalSchema.safeParse(answer.code);
    if (!refusal.success) return;
    pausedUntil = now() + REFUSED_PAUSE_MS;
    settle(refusal.data);
  };
  const renewOnce = (): Promise<void> => {
    underWay ??= renew().finally(() => {
      underWay = null;
    });
    return underWay;
  };

  let last: string | null = null;
  /** A terminal that is signed off tells what came before with the token that it had. */
  const current = (): string | null => (last = state.read().identity?.token ?? last);
  current();
  return {
    token: async () => {
      const { identity } = state.read();
      if (identity === null) return current();
      if (now() >= identity.expiresAt) await renewOnce();
      else if (now() >= identity.renewAt) void renewOnce();
      return current();
    },
    renewed: async (used) => {
      if (current() === used) await renewOnce();
      return current() === used ? null : current();
    },
  };
};
