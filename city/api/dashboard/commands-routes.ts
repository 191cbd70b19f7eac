import { z } from 'zod';
import { ATTACHMENT_TYPES, orderIdSchema } from '../../../contract/command.ts';
import { DASHBOARD_PATHS } from '../../../contract/dashboard.ts';
import {
  commandRowsQuerySchema,
  commandRowsSchema,
  givenCommandSchema,
  mayCommand,
} from '../../../contract/dashboard-commands.ts';
import { roomIdSchema } from '../../../contract/room.ts';
import { audit } from '../../accounts/audit-log.ts';
import { OperatorProblem } from '../../operator-problem.ts';
import { readAttachment } from '../../orders/attachments.ts';
import { readCommandRows } from '../../orders/command-rows.ts';
import { addCommand } from '../../orders/command-store.ts';
import { commandSubject } from '../../orders/command-subject.ts';
import { Refusal } from '../../refusal.ts';
import type { Store } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/** What an operator may have got wrong is nothing that is there. */
const orNotFound = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof OperatorProblem ? new Refusal('not-found', error.message) : error;
  }
};

/**
 * `GET dashboard/api/commands`: the last commands and their results, of one terminal or of all.
 * `POST dashboard/api/commands`: gives one; those who are connected hear of it at once.
 * `GET dashboard/api/commands/:id/sent/:terminal`: the log or picture that a terminal has sent for one.
 */
export const commandsRoutes =
  ({ db, wake }: Pick<Store, 'db' | 'wake'>, now: () => number): Routes =>
  (app, _options, done) => {
    const path = `/${DASHBOARD_PATHS.commands}`;
    const response = { 200: commandRowsSchema };
    app.get(
      path,
      { onRequest: requireRole('see-fleet'), schema: { querystring: commandRowsQuerySchema, response } },
      async ({ query }) => ({ commands: await readCommandRows(db, query.terminal, now()) }),
    );

    app.post(
      path,
      {
        onRequest: requireRole('command'),
        schema: { body: givenCommandSchema, response: { 201: z.object({ id: orderIdSchema }) } },
      },
      async (request, reply) => {
        const { name, role } = signedInOf(request);
        const { audience, command } = request.body;
        if (!mayCommand(role, command.act)) {
          throw new Refusal('role-insufficient', 'The role of this account may not give this command.');
        }
        const { id } = await db.transaction(async (tx) => {
          const stored = await orNotFound(addCommand(tx, { ...request.body, by: name }, now()));
          const subject = commandSubject(command, audience);
          await audit(tx, { account: name, act: 'command-given', subject }, now());
          return stored;
        });
        await wake.tell('orders');
        return reply.status(201).send({ id });
      },
    );

    app.get(
      `/${DASHBOARD_PATHS.attachment(':id', ':terminal')}`,
      {
        onRequest: requireRole('see-attachments'),
        schema: { params: z.object({ id: orderIdSchema, terminal: roomIdSchema }) },
      },
      async (request, reply) => {
        const { id, terminal } = request.params;
        const { kind, body } = await orNotFound(readAttachment(db, { id, terminal }));
        await audit(db, { account: signedInOf(request).name, act: 'attachment-seen', subject: terminal }, now());
        return reply.type(ATTACHMENT_TYPES[kind]).send(Buffer.from(body, 'base64'));
      },
    );
    done();
  };
