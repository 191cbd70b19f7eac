import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { EVENT_DATA } from '../../contract/events.ts';
import { forgetAuditLog } from '../accounts/audit-log.ts';
import { forgetLinks } from '../accounts/accounts.ts';
import { forgetSessions } from '../accounts/sessions.ts';
import { forgetAccessCodes } from '../codes/access-codes.ts';
import { forgetAttempts } from '../codes/attempts.ts';
import { forgetTokens } from '../fleet/bearer-tokens.ts';
import { forgetEnrolmentCodes } from '../fleet/enrolment-codes.ts';
import { forgetHelpCalls } from '../help/help-calls.ts';
import { sumDisturbances } from '../usage/disturbances.ts';
import { forgetAttachments } from '../orders/attachments.ts';
import type { Database } from './open-store.ts';
import { commands, disturbedHours, events, retention, visitCounts } from './schema.ts';
import { COUNTED, countVisits } from './visit-counting.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A terminal sends an event again for so long; were it forgotten before, it would count as a new one. */
const RESENT_FOR_DAYS = 14;
const eventDays = z.int().min(RESENT_FOR_DAYS).max(3650);

/** How many days each kind of data is kept after it came. */
export const keepDaysSchema = z.strictObject({
  heartbeats: eventDays.default(30),
  /** What a terminal says about itself, failures and calls for help included. */
  problems: eventDays.default(90),
  /** Feedback, which may hold words. */
  feedback: eventDays.default(90),
  /** The single steps of visits; after a day nothing says any more which belong together. */
  visits: eventDays.default(30),
  /** What terminals were told to do, by whom, and what became of it. */
  commands: eventDays.default(365),
  /** Visits as numbers per site. */
  visitCounts: z.int().min(1).max(3650).default(1095),
  /** For how long terminals could not be used, per hour. */
  disturbances: z.int().min(1).max(3650).default(365),
  /** Who of the staff did what at the dashboard. */
  auditLog: z.int().min(1).max(3650).default(365),
});
export type KeepDays = z.infer<typeof keepDaysSchema>;

type EventKind = Exclude<keyof KeepDays, 'visitCounts' | 'disturbances' | 'auditLog'>;

const PROBLEMS_OF_VISITS = new Set([
  'stadtfenster.visit.failed',
  'stadtfenster.visit.help',
  'stadtfenster.visit.reported',
]);

const kindOf = (type: string): EventKind => {
  if (type.endsWith('.heartbeat')) return 'heartbeats';
  if (type === 'stadtfenster.visit.feedback') return 'feedback';
  if (type.startsWith('stadtfenster.order.')) return 'commands';
  return type.startsWith('stadtfenster.visit.') && !PROBLEMS_OF_VISITS.has(type) ? 'visits' : 'problems';
};

const EVENT_TYPES: readonly string[] = Object.keys(EVENT_DATA);
const typesOf = (kind: EventKind): string[] => EVENT_TYPES.filter((type) => kindOf(type) === kind);
const VISIT_TYPES = EVENT_TYPES.filter((type) => type.startsWith('stadtfenster.visit.'));

/** How many rows were forgotten, by kind; `visitIds` is how many events were taken out of their visits. */
export type Forgotten = Readonly<
  Record<
    | keyof KeepDays
    | 'visitIds'
    | 'attachments'
    | 'accessCodes'
    | 'attempts'
    | 'helpCalls'
    | 'enrolmentCodes'
    | 'tokens'
    | 'sessions'
    | 'links',
    number
  >
>;

/** So many at once, so that nobody waits for a long deletion. */
const DELETE_AT_ONCE = 5_000;

const forgetEvents = async (db: Database, types: readonly string[], before: Date): Promise<number> => {
  const old = db
    .select({ position: events.position })
    .from(events)
    .where(and(inArray(events.type, [...types]), lt(events.receivedAt, before)))
    .limit(DELETE_AT_ONCE);
  for (let forgotten = 0; ;) {
    const gone = await db.delete(events).where(inArray(events.position, old)).returning({ position: events.position });
    forgotten += gone.length;
    if (gone.length < DELETE_AT_ONCE) return forgotten;
  }
};

/** Visits keep their random id for so long; afterwards they are numbers. */
const VISIT_ID_MS = DAY_MS;

/** Stands where the id of a visit was; as a version 4, which it has to be. */
export const NO_VISIT = '00000000-0000-4000-8000-000000000000';

/**
 * Counts the visits of yesterday and before, each once, and takes out what says which events belong to one visit.
 * @returns from how many events
 */
const settleVisits = (db: Database, until: Date): Promise<number> =>
  db.transaction(async (tx) => {
    await tx
      .insert(retention)
      .values({ kind: 'visits', doneUntil: new Date(0) })
      .onConflictDoNothing();
    // Another process that settles waits here, and then finds nothing left to do.
    const [done] = await tx.select().from(retention).where(eq(retention.kind, 'visits')).for('update');
    const from = done?.doneUntil ?? new Date(0);
    if (from >= until) return 0;
    const came = sql`received_at >= ${from.toISOString()} and received_at < ${until.toISOString()}`;
    for (const counted of COUNTED) {
      await tx.execute(sql`
        insert into ${visitCounts} (hour, site, what, value, count)
        ${countVisits(counted, came)}
        on conflict (hour, site, what, value) do update set count = visit_counts.count + excluded.count`);
    }
    const settled = await tx
      .update(events)
      .set({ data: sql`jsonb_set(data, '{visit}', to_jsonb(${NO_VISIT}::text))` })
      .where(and(inArray(events.type, VISIT_TYPES), gte(events.receivedAt, from), lt(events.receivedAt, until)))
      .returning({ position: events.position });
    await tx.update(retention).set({ doneUntil: until }).where(eq(retention.kind, 'visits'));
    return settled.length;
  });

/**
 * Forgets what has been kept long enough (docs/privacy.md). May be run by several processes at once.
 * @param now milliseconds since 1970
 */
export const forget = async (db: Database, now: number, days: KeepDays): Promise<Forgotten> => {
  const ago = (kept: number): Date => new Date(now - kept * DAY_MS);
  await sumDisturbances(db, now);
  const visitIds = await settleVisits(db, new Date(now - VISIT_ID_MS));
  const ofKind = (kind: EventKind): Promise<number> => forgetEvents(db, typesOf(kind), ago(days[kind]));
  const counts = await db
    .delete(visitCounts)
    .where(lt(visitCounts.hour, ago(days.visitCounts)))
    .returning({ hour: visitCounts.hour });
  const disturbed = await db
    .delete(disturbedHours)
    .where(lt(disturbedHours.hour, ago(days.disturbances)))
    .returning({ hour: disturbedHours.hour });
  const told = await db
    .delete(commands)
    .where(lt(commands.expiresAt, ago(days.commands)))
    .returning({ id: commands.id });
  return {
    visitIds,
    heartbeats: await ofKind('heartbeats'),
    problems: await ofKind('problems'),
    feedback: await ofKind('feedback'),
    visits: await ofKind('visits'),
    commands: told.length + (await ofKind('commands')),
    visitCounts: counts.length,
    disturbances: disturbed.length,
    attachments: await forgetAttachments(db, now),
    accessCodes: await forgetAccessCodes(db, now),
    attempts: await forgetAttempts(db, now),
    helpCalls: await forgetHelpCalls(db, now),
    enrolmentCodes: await forgetEnrolmentCodes(db, now),
    tokens: await forgetTokens(db, now),
    auditLog: await forgetAuditLog(db, ago(days.auditLog)),
    sessions: await forgetSessions(db, now),
    links: await forgetLinks(db, now),
  };
};
