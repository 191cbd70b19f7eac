import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { ACCOUNT_CALLS, type AccountAdmin } from './account-admin.ts';

/** Takes the command line's calls for accounts in the running server. */
export const accountCalls =
  (admin: AccountAdmin): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const { createFirstLink, add, list, remove } = ACCOUNT_CALLS;
    app.post(
      createFirstLink.path,
      { schema: { body: createFirstLink.request, response: { 200: createFirstLink.answer } } },
      async () => ({ token: await admin.createFirstLink() }),
    );
    app.post(add.path, { schema: { body: add.request, response: { 200: add.answer } } }, async ({ body }) => ({
      password: await admin.add(body),
    }));
    app.post(list.path, { schema: { body: list.request, response: { 200: list.answer } } }, async () => ({
      accounts: [...(await admin.list())],
    }));
    app.post(remove.path, { schema: { body: remove.request, response: { 200: remove.answer } } }, async ({ body }) => {
      await admin.remove(body);
      return {};
    });
    done();
  };
