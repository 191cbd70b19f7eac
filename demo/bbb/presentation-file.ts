import type { FastifyPluginCallback } from 'fastify';
import { PRESENTATION_FILE } from './wire.ts';

/** A file to take home, in the place of a presentation. */
export const presentationFile: FastifyPluginCallback = (app, _options, done) => {
  app.get(PRESENTATION_FILE, (_request, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="presentation.txt"')
      .type('text/plain; charset=utf-8')
      .send('This is a stand-in: there is no presentation.\n'),
  );
  done();
};
