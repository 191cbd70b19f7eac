import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { helpCallIdSchema, helpCallSchema, helpRequestSchema } from '../../contract/help.ts';
import type { HelpCalls } from '../help/help-calls.ts';
import type { Routes } from './api-types.ts';

/**
 * `POST v1/help-calls` calls the staff to a terminal, `GET v1/help-calls/:id` says whether somebody comes, `DELETE` of
 * it calls off. A terminal reaches only its own call.
 */
export const helpRoutes =
  (calls: HelpCalls): Routes =>
  (app, _options, done) => {
    const response = { 200: helpCallSchema };
    const call = { summary: 'Calls the staff to the terminal.', body: helpRequestSchema, response };
    const params = z.object({ id: helpCallIdSchema });
    const look = { summary: 'Whether somebody comes.', params, response };
    const callOff = { summary: 'Calls off: nobody has to come any more.', params, response };
    const path = `/${CITY_PATHS.helpCall(':id')}`;
    app.post(`/${CITY_PATHS.helpCalls}`, { schema: call }, ({ terminal, body }) => calls.open(terminal, body));
    app.get(path, { schema: look }, ({ terminal, params: { id } }) => calls.look(terminal, id));
    app.delete(path, { schema: callOff }, ({ terminal, params: { id } }) => calls.close(terminal, id));
    done();
  };
