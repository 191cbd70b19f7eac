import { z } from 'zod';
import { DASHBOARD_PATHS, openCallsSchema } from '../../../contract/dashboard.ts';
import { helpCallIdSchema } from '../../../contract/help.ts';
import { audit } from '../../accounts/audit-log.ts';
import type { HelpCalls } from '../../help/help-calls.ts';
import { OperatorProblem } from '../../operator-problem.ts';
import { Refusal } from '../../refusal.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/**
 * `GET dashboard/api/help-calls`: who waits for the staff, the longest wait first.
 * `POST dashboard/api/help-calls/:id/answer`: tells the person that somebody is coming.
 */
export const helpCallsRoutes =
  (db: Database, helpCalls: HelpCalls, now: () => number): Routes =>
  (app, _options, done) => {
    const read = async () => ({ calls: [...(await helpCalls.list())] });
    const response = { 200: openCallsSchema };
    app.get(`/${DASHBOARD_PATHS.helpCalls}`, { onRequest: requireRole('see-fleet'), schema: { response } }, read);
    app.post(
      `/${DASHBOARD_PATHS.helpAnswer(':id')}`,
      { onRequest: requireRole('answer-help'), schema: { params: z.object({ id: helpCallIdSchema }), response } },
      async (request) => {
        const { terminal } = await helpCalls.answer(request.params.id).catch((error: unknown) => {
          throw error instanceof OperatorProblem ? new Refusal('not-found', error.message) : error;
        });
        await audit(db, { account: signedInOf(request).name, act: 'help-answered', subject: terminal }, now());
        return read();
      },
    );
    done();
  };
