import { accountNameSchema, type SignedIn } from '../../contract/dashboard.ts';
import { countAttempts } from '../codes/attempts.ts';
import { Refusal } from '../refusal.ts';
import { hashToken } from '../secrets/random-token.ts';
import type { Database } from '../store/open-store.ts';
import { findByPassword, isAccount } from './accounts.ts';
import { audit } from './audit-log.ts';

/** Beyond these each attempt costs a minute: a person who mistypes gets in, a machine that guesses gets nowhere. */
const PER_ACCOUNT_AND_ADDRESS = { free: 5, everySeconds: 60 };
/** From many addresses against one account. Whoever owns it may be kept out so, but not from an open session. */
const PER_ACCOUNT = { free: 30, everySeconds: 60 };
/** From one address against many accounts; a town hall may have only one. */
const PER_ADDRESS = { free: 20, everySeconds: 60 };
/** Each check takes 19 MiB and some 50 ms of the processor that serves the terminals too. */
const WAITING_MAX = 10;

/** What stands for a name that none can be: such are counted alike, and not remembered as they were typed. */
const NO_NAME = '?';

/** What is typed, and where. */
export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  /** Of the browser, as far as it is known. */
  readonly address: string;
}

export interface SignIn {
  /**
   * @throws Refusal `sign-in-wrong` for all that is wrong, after the same work; `sign-in-wait` before any of it
   */
  readonly check: (request: SignInRequest) => Promise<SignedIn>;
}

/** Checks names and passwords, one after the other. @param now milliseconds since 1970 */
export const createSignIn = (db: Database, now: () => number): SignIn => {
  const both = countAttempts(db, 'sign-in/both', PER_ACCOUNT_AND_ADDRESS, now);
  const accounts = countAttempts(db, 'sign-in/account', PER_ACCOUNT, now);
  const addresses = countAttempts(db, 'sign-in/address', PER_ADDRESS, now);

  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const oneAtATime = async <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };

  return {
    check: async ({ name, password, address }) => {
      if (waiting >= WAITING_MAX) throw new Refusal('sign-in-wait', 'Too many people sign in at once.', 1);
      const account = accountNameSchema.safeParse(name).data ?? NO_NAME;
      // What is counted is kept for a day: no address of anybody's is among it.
      const place = hashToken(address);
      const attempts = [
        { of: both, as: `${account} ${place}` },
        { of: accounts, as: account },
        { of: addresses, as: place },
      ];
      const taken: typeof attempts = [];
      for (const attempt of attempts) {
        const wait = await attempt.of.take(attempt.as);
        if (wait > 0) {
          // What was not tried is owed to nobody.
          for (const { of, as } of taken) await of.giveBack(as);
          throw new Refusal('sign-in-wait', 'There were too many wrong passwords.', wait);
        }
        taken.push(attempt);
      }
      const found = await oneAtATime(() => findByPassword(db, name, password));
      if (found === null) {
        // Only a name that is one is kept: people type their password into the wrong field.
        const subject = (await isAccount(db, account)) ? { subject: account } : {};
        await audit(db, { account: null, act: 'sign-in-refused', ...subject }, now());
        throw new Refusal('sign-in-wrong', 'Name and password do not fit.');
      }
      for (const { of, as } of taken) await of.giveBack(as);
      return found;
    },
  };
};
