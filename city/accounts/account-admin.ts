import { z } from 'zod';
import type { Database } from '../store/open-store.ts';
import {
  type Account,
  accountSchema,
  addAccount,
  createFirstLink,
  listAccounts,
  newAccountRequestSchema,
  type NewAccountRequest,
  removeAccount,
} from './accounts.ts';

/** What an operator does with the accounts of the dashboard at the command line. */
export interface AccountAdmin {
  /** Makes the token of a link for a first administrator; an earlier one stops working. */
  readonly createFirstLink: () => Promise<string>;
  /** @returns the account's password */
  readonly add: (request: NewAccountRequest) => Promise<string>;
  readonly list: () => Promise<readonly Account[]>;
  readonly remove: (account: { readonly name: string }) => Promise<void>;
}

/** What crosses the line between the command and the running server, per operation. */
export const ACCOUNT_CALLS = {
  createFirstLink: { path: '/accounts/first-link', request: z.object({}), answer: z.object({ token: z.string() }) },
  add: { path: '/accounts/add', request: newAccountRequestSchema, answer: z.object({ password: z.string() }) },
  list: { path: '/accounts', request: z.object({}), answer: z.object({ accounts: z.array(accountSchema) }) },
  remove: { path: '/accounts/remove', request: z.object({ name: z.string() }), answer: z.object({}) },
} as const;

/** The operations on a store that this process has open. */
export const accountAdminOf = (db: Database, now: () => number): AccountAdmin => ({
  createFirstLink: () => createFirstLink(db, now()),
  add: (request) => addAccount(db, request, now()),
  list: () => listAccounts(db),
  remove: ({ name }) => removeAccount(db, name, now()),
});

type Call = <T>(path: string, body: unknown, answerSchema: z.ZodType<T>) => Promise<T>;

/** The operations, done by the server that has the store open. @param call asks it */
export const remoteAccountAdmin = (call: Call): AccountAdmin => ({
  createFirstLink: async () => {
    const { path, answer } = ACCOUNT_CALLS.createFirstLink;
    return (await call(path, {}, answer)).token;
  },
  add: async (request) => (await call(ACCOUNT_CALLS.add.path, request, ACCOUNT_CALLS.add.answer)).password,
  list: async () => (await call(ACCOUNT_CALLS.list.path, {}, ACCOUNT_CALLS.list.answer)).accounts,
  remove: async (account) => {
    await call(ACCOUNT_CALLS.remove.path, account, ACCOUNT_CALLS.remove.answer);
  },
});
