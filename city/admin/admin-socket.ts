import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { accountCalls } from '../accounts/account-calls.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { ADMIN_CALLS, type CityAdmin } from './admin.ts';

/** Seeds are the largest thing that comes this way. */
const BODY_MAX_BYTES = 8 * 1024 * 1024;

/** Addresses of UNIX sockets end after 107 bytes on Linux and 103 elsewhere (unix(7), sys/un.h). */
const SOCKET_PATH_MAX_BYTES = 103;

/** A folder that only this user can enter: the socket is never reachable by others, not even for a moment. */
const socketFolder = async (dir: string): Promise<string> => {
  const folder = join(dir, 'admin');
  if (Buffer.byteLength(join(folder, 'socket')) > SOCKET_PATH_MAX_BYTES)
    return mkdtemp(join(tmpdir(), 'stadtfenster-'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
};

/** A server for the operator's commands on the same machine. */
export interface AdminSocket {
  readonly path: string;
  readonly close: () => Promise<void>;
}

/** Lets other processes of the same user work on the store of this one. */
export const openAdminSocket = async (dir: string, admin: CityAdmin): Promise<AdminSocket> => {
  const {
    createDeviceToken,
    createAccessCode,
    createServicePin,
    listEvents,
    importSeed,
    listHelpCalls,
    answerHelpCall,
    listAudience,
    sendCommand,
    listCommands,
    readAttachment,
    backup,
  } = ADMIN_CALLS;
  const app = fastify({ logger: false, bodyLimit: BODY_MAX_BYTES }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof OperatorProblem ? error.message : 'The running city endpoint could not do this.';
    return reply.status(400).send({ message });
  });

  app.post(
    createDeviceToken.path,
    { schema: { body: createDeviceToken.request, response: { 200: createDeviceToken.answer } } },
    async ({ body }) => ({ token: await admin.createDeviceToken(body) }),
  );
  app.post(
    createAccessCode.path,
    { schema: { body: createAccessCode.request, response: { 200: createAccessCode.answer } } },
    async ({ body }) => ({ code: await admin.createAccessCode(body) }),
  );
  app.post(
    createServicePin.path,
    { schema: { body: createServicePin.request, response: { 200: createServicePin.answer } } },
    async ({ body }) => ({ pin: await admin.createServicePin(body) }),
  );
  app.post(
    listEvents.path,
    { schema: { body: listEvents.request, response: { 200: listEvents.answer } } },
    async ({ body }) => ({ events: [...(await admin.listEvents(body))] }),
  );
  app.post(
    importSeed.path,
    { schema: { body: importSeed.request, response: { 200: importSeed.answer } } },
    async ({ body }) => {
      await admin.importSeed(body);
      return {};
    },
  );
  app.post(
    listHelpCalls.path,
    { schema: { body: listHelpCalls.request, response: { 200: listHelpCalls.answer } } },
    async () => ({ calls: [...(await admin.listHelpCalls())] }),
  );
  app.post(
    answerHelpCall.path,
    { schema: { body: answerHelpCall.request, response: { 200: answerHelpCall.answer } } },
    ({ body }) => admin.answerHelpCall(body),
  );
  app.post(
    listAudience.path,
    { schema: { body: listAudience.request, response: { 200: listAudience.answer } } },
    async ({ body }) => ({ terminals: [...(await admin.listAudience(body))] }),
  );
  app.post(
    sendCommand.path,
    { schema: { body: sendCommand.request, response: { 200: sendCommand.answer } } },
    ({ body }) => admin.sendCommand(body),
  );
  app.post(
    listCommands.path,
    { schema: { body: listCommands.request, response: { 200: listCommands.answer } } },
    async ({ body }) => ({ commands: [...(await admin.listCommands(body))] }),
  );
  app.post(
    readAttachment.path,
    { schema: { body: readAttachment.request, response: { 200: readAttachment.answer } } },
    ({ body }) => admin.readAttachment(body),
  );
  app.post(backup.path, { schema: { body: backup.request, response: { 200: backup.answer } } }, async ({ body }) => ({
    rows: await admin.backup(body),
  }));
  await app.register(accountCalls(admin.accounts));

  const folder = await socketFolder(dir);
  const path = join(folder, 'socket');
  await app.listen({ path });
  await chmod(path, 0o600);
  return {
    path,
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
