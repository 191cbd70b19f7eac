import { desc, lt } from 'drizzle-orm';
import { type AuditAct, auditEntrySchema, type AuditPage } from '../../contract/dashboard.ts';
import type { Database } from '../store/open-store.ts';
import { auditLog } from '../store/schema.ts';

/** One act of the staff, without any value that is secret. */
export interface Audited {
  /** Null when nobody was signed in: at the command line, or when a sign-in was refused. */
  readonly account: string | null;
  readonly act: AuditAct;
  readonly subject?: string;
}

/**
 * Keeps for the audit log what was done; belongs into the transaction of the act.
 * @param now milliseconds since 1970
 */
export const audit = async (db: Database, { account, act, subject }: Audited, now: number): Promise<void> => {
  await db.insert(auditLog).values({ at: new Date(now), account, act, subject: subject ?? null });
};

const PAGE = 200;

/** A page of the audit log, newest first. @param before only what is older than this position */
export const readAuditLog = async (db: Database, before?: number): Promise<AuditPage> => {
  const rows = await db
    .select()
    .from(auditLog)
    .where(before === undefined ? undefined : lt(auditLog.position, before))
    .orderBy(desc(auditLog.position))
    .limit(PAGE + 1);
  return {
    entries: rows.slice(0, PAGE).map((row) => auditEntrySchema.parse({ ...row, at: row.at.getTime() })),
    hasMore: rows.length > PAGE,
  };
};

/** Forgets what was done before. @returns how many entries */
export const forgetAuditLog = async (db: Database, before: Date): Promise<number> =>
  (await db.delete(auditLog).where(lt(auditLog.at, before)).returning({ position: auditLog.position })).length;
