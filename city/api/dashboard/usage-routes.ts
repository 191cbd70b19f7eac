import { z } from 'zod';
import { may } from '../../../contract/dashboard.ts';
import { USAGE_PATHS, usageQuerySchema, usageSchema } from '../../../contract/dashboard-usage.ts';
import type { Database } from '../../store/open-store.ts';
import { readUsage } from '../../usage/usage.ts';
import { usageTable } from '../../usage/usage-table.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/** `GET dashboard/api/usage`: how the terminals were used on some days; `usage.csv` the same as a file. */
export const usageRoutes =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const onRequest = requireRole('see-usage');
    const querystring = usageQuerySchema;
    app.get(
      `/${USAGE_PATHS.usage}`,
      { onRequest, schema: { querystring, response: { 200: usageSchema } } },
      (request) => readUsage(db, request.query, { withWords: may(signedInOf(request).role, 'read-words'), now: now() }),
    );
    app.get(
      `/${USAGE_PATHS.table}`,
      { onRequest, schema: { querystring, response: { 200: z.string() } } },
      async (request, reply) => {
        const withWords = may(signedInOf(request).role, 'read-words');
        const usage = await readUsage(db, request.query, { withWords, now: now() });
        void reply
          .type('text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="stadtfenster-${usage.from}-${usage.to}.csv"`);
        return usageTable(usage);
      },
    );
    done();
  };
