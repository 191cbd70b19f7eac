import { auditPageSchema, auditQuerySchema, DASHBOARD_PATHS } from '../../../contract/dashboard.ts';
import { readAuditLog } from '../../accounts/audit-log.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole } from './require-account.ts';

/** `GET dashboard/api/audit`: what the staff did, newest first. */
export const auditRoute =
  (db: Database): Routes =>
  (app, _options, done) => {
    const schema = { querystring: auditQuerySchema, response: { 200: auditPageSchema } };
    app.get(`/${DASHBOARD_PATHS.audit}`, { onRequest: requireRole('see-audit'), schema }, ({ query }) =>
      readAuditLog(db, query.before),
    );
    done();
  };
