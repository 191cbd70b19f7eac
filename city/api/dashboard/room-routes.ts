import { z } from 'zod';
import type { AuditAct } from '../../../contract/dashboard.ts';
import {
  newCodeSchema,
  plannedRoomsSchema,
  ROOM_PATHS,
  roomChangeSchema,
  roomPlanSchema,
  shownCodeSchema,
} from '../../../contract/dashboard-rooms.ts';
import { roleSchema } from '../../../contract/role.ts';
import { roomIdSchema } from '../../../contract/room.ts';
import { audit } from '../../accounts/audit-log.ts';
import { createAccessCode, withdrawAccessCode } from '../../codes/access-codes.ts';
import { codeAsFields } from '../../codes/code-picture.ts';
import { OperatorProblem } from '../../operator-problem.ts';
import { Refusal } from '../../refusal.ts';
import { changeRoom, listPlannedRooms, makeRoom, removeRoom } from '../../rooms/planned-rooms.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/**
 * The rooms, what is planned in them, and their codes: `dashboard/api/rooms`. What changes is kept for the audit log in
 * the same transaction; terminals see it when they next look at the list.
 */
export const roomRoutes =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const ofRoom = z.object({ id: roomIdSchema });
    const ofCode = ofRoom.extend({ role: roleSchema });
    const nothing = { 204: z.null() };
    const changing = requireRole('change-rooms');
    const coding = requireRole('make-codes');

    /** Does something and keeps for the audit log who did it, or neither. */
    const act = <T>(account: string, kind: AuditAct, work: (tx: Database) => Promise<{ subject: string; result: T }>) =>
      db.transaction(async (tx) => {
        const { subject, result } = await work(tx);
        await audit(tx, { account, act: kind, subject }, now());
        return result;
      });

    app.get(
      `/${ROOM_PATHS.rooms}`,
      { onRequest: requireRole('see-rooms'), schema: { response: { 200: plannedRoomsSchema } } },
      () => listPlannedRooms(db, now()),
    );
    app.post(
      `/${ROOM_PATHS.rooms}`,
      { onRequest: changing, schema: { body: roomPlanSchema, response: { 200: ofRoom } } },
      (request) =>
        act(signedInOf(request).name, 'room-made', async (tx) => {
          const id = await makeRoom(tx, request.body);
          return { subject: id, result: { id } };
        }),
    );
    app.put(
      `/${ROOM_PATHS.room(':id')}`,
      { onRequest: changing, schema: { params: ofRoom, body: roomChangeSchema, response: nothing } },
      async (request, reply) => {
        const { id } = request.params;
        await act(signedInOf(request).name, 'room-changed', async (tx) => {
          await changeRoom(tx, id, request.body);
          return { subject: id, result: null };
        });
        return reply.status(204).send(null);
      },
    );
    app.delete(
      `/${ROOM_PATHS.room(':id')}`,
      { onRequest: changing, schema: { params: ofRoom, response: nothing } },
      async (request, reply) => {
        const { id } = request.params;
        await act(signedInOf(request).name, 'room-removed', async (tx) => {
          await removeRoom(tx, id);
          return { subject: id, result: null };
        });
        return reply.status(204).send(null);
      },
    );

    app.post(
      `/${ROOM_PATHS.codes(':id')}`,
      { onRequest: coding, schema: { params: ofRoom, body: newCodeSchema, response: { 200: shownCodeSchema } } },
      async (request) => {
        const wanted = { room: request.params.id, ...request.body };
        const code = await act(signedInOf(request).name, 'code-made', async (tx) => ({
          subject: `${wanted.room} (${wanted.role})`,
          result: await createAccessCode(tx, wanted, now()),
        })).catch((error: unknown) => {
          throw error instanceof OperatorProblem ? new Refusal('not-found', error.message) : error;
        });
        return { code, fields: codeAsFields(code) };
      },
    );
    app.delete(
      `/${ROOM_PATHS.code(':id', ':role')}`,
      { onRequest: coding, schema: { params: ofCode, response: nothing } },
      async (request, reply) => {
        const { id: room, role } = request.params;
        await act(signedInOf(request).name, 'code-withdrawn', async (tx) => {
          const wasThere = await withdrawAccessCode(tx, { room, role });
          if (!wasThere) throw new Refusal('not-found', 'This room has no code of this role.');
          return { subject: `${room} (${role})`, result: null };
        });
        return reply.status(204).send(null);
      },
    );
    done();
  };
