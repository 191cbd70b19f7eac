import { z } from 'zod';
import {
  DASHBOARD_PATHS,
  firstAccountSchema,
  passwordChangeSchema,
  type SignedIn,
  signedInSchema,
  signInSchema,
} from '../../../contract/dashboard.ts';
import { changePassword, useFirstLink } from '../../accounts/accounts.ts';
import { audit } from '../../accounts/audit-log.ts';
import { endSession, startSession } from '../../accounts/sessions.ts';
import type { SignIn } from '../../accounts/sign-in.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { addressOf, sessionCookie, sessionTokenOf } from './browser.ts';
import { signedInOf } from './require-account.ts';

interface SessionRouteParts {
  readonly db: Database;
  readonly signIn: SignIn;
  readonly now: () => number;
}

/** Ways in for whoever is not signed in yet: with name and password, or with the link of the first administrator. */
export const signInRoutes =
  ({ db, signIn, now }: SessionRouteParts): Routes =>
  (app, _options, done) => {
    const response = { 200: signedInSchema };
    const enter = async (account: SignedIn): Promise<string> => {
      const token = await startSession(db, account.name, now());
      await audit(db, { account: account.name, act: 'signed-in' }, now());
      return token;
    };
    app.post(`/${DASHBOARD_PATHS.session}`, { schema: { body: signInSchema, response } }, async (request, reply) => {
      const account = await signIn.check({ ...request.body, address: addressOf(request) });
      return reply.header('set-cookie', sessionCookie(request, await enter(account))).send(account);
    });
    app.post(
      `/${DASHBOARD_PATHS.firstAccount}`,
      { schema: { body: firstAccountSchema, response } },
      async (request, reply) => {
        const account = await useFirstLink(db, request.body, now());
        return reply.header('set-cookie', sessionCookie(request, await enter(account))).send(account);
      },
    );
    done();
  };

/** What everybody who is signed in may do with their own session and account. */
export const sessionRoutes =
  ({ db, signIn, now }: SessionRouteParts): Routes =>
  (app, _options, done) => {
    app.get(`/${DASHBOARD_PATHS.session}`, { schema: { response: { 200: signedInSchema } } }, signedInOf);
    app.delete(`/${DASHBOARD_PATHS.session}`, { schema: { response: { 204: z.null() } } }, async (request, reply) => {
      await endSession(db, sessionTokenOf(request) ?? '');
      await audit(db, { account: signedInOf(request).name, act: 'signed-out' }, now());
      return reply.header('set-cookie', sessionCookie(request, null)).status(204).send(null);
    });
    app.post(
      `/${DASHBOARD_PATHS.password}`,
      { schema: { body: passwordChangeSchema, response: { 200: signedInSchema } } },
      async (request, reply) => {
        const { name } = signedInOf(request);
        // As at a sign-in: a browser left open must not be a way to guess.
        const account = await signIn.check({ name, password: request.body.current, address: addressOf(request) });
        await changePassword(db, name, request.body.next, now());
        const token = await startSession(db, name, now());
        return reply.header('set-cookie', sessionCookie(request, token)).send(account);
      },
    );
    done();
  };
