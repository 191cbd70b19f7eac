import { z } from 'zod';
import { type Audience, audienceSchema } from '../../contract/order.ts';
import type { AuditAct } from '../../contract/dashboard.ts';
import { type AccountAdmin, accountAdminOf } from '../accounts/account-admin.ts';
import { audit } from '../accounts/audit-log.ts';
import { createAccessCode, type NewCodeRequest, newCodeRequestSchema } from '../codes/access-codes.ts';
import { type EventQuery, listEvents, type StoredEvent, storedEventSchema } from '../events/event-store.ts';
import { type HelpCalls, type OpenHelpCall, openHelpCallSchema } from '../help/help-calls.ts';
import { createEnrolmentCode, type NewEnrolmentCode, newEnrolmentCodeSchema } from '../fleet/enrolment-codes.ts';
import {
  addSite,
  listSites,
  type NewSite,
  newSiteSchema,
  type Site,
  siteSchema,
  storedSiteSchema,
} from '../fleet/sites.ts';
import {
  type FleetTerminal,
  fleetTerminalSchema,
  listTerminals,
  moveTerminal,
  revokeTerminal,
  type TerminalMove,
  terminalMoveSchema,
} from '../fleet/terminals.ts';
import { createServicePin, type NewPinRequest, newPinRequestSchema } from '../fleet/service-pins.ts';
import { terminalsMeant } from '../orders/addressees.ts';
import {
  type Attachment,
  type AttachmentQuery,
  attachmentQuerySchema,
  attachmentSchema,
  readAttachment,
} from '../orders/attachments.ts';
import {
  type CommandReport,
  commandReportSchema,
  reportCommands,
  type ReportQuery,
  reportQuerySchema,
} from '../orders/command-reports.ts';
import {
  addCommand,
  type NewCommand,
  newCommandSchema,
  type StoredCommand,
  storedCommandSchema,
} from '../orders/command-store.ts';
import { commandSubject } from '../orders/command-subject.ts';
import { type CitySeedInput, citySeedSchema } from '../seed/city-seed.ts';
import { importSeed } from '../seed/import-seed.ts';
import { type BackupRequest, backupRequestSchema, writeBackup } from '../store/backup.ts';
import type { Database, Store } from '../store/open-store.ts';

/** What an operator does with a city, wherever its store is open: in this process or in the running server. */
export interface CityAdmin {
  /** Adds a site, or gives it another name. */
  readonly addSite: (site: NewSite) => Promise<Site>;
  readonly listSites: () => Promise<readonly Site[]>;
  /** Makes a code with which one terminal is enrolled, once. */
  readonly createEnrolmentCode: (request: NewEnrolmentCode) => Promise<string>;
  readonly listTerminals: () => Promise<readonly FleetTerminal[]>;
  /** Takes a terminal out of the city until it is enrolled again. */
  readonly revokeTerminal: (request: { readonly terminal: string }) => Promise<void>;
  /** To another site, into another ring, or both. */
  readonly moveTerminal: (move: TerminalMove) => Promise<void>;
  /** Makes a new code for a room and role; an earlier one stops working. */
  readonly createAccessCode: (request: NewCodeRequest) => Promise<string>;
  /** Makes a PIN for the service menu of the terminals; an earlier one of its role stops working. */
  readonly createServicePin: (request: NewPinRequest) => Promise<string>;
  /** Events in the order of arrival, oldest first. */
  readonly listEvents: (query: EventQuery) => Promise<readonly StoredEvent[]>;
  /** Replaces the city's settings and rooms. */
  readonly importSeed: (seed: CitySeedInput) => Promise<void>;
  /** Who waits for the staff, the longest wait first. */
  readonly listHelpCalls: () => Promise<readonly OpenHelpCall[]>;
  /** Tells the person who called that somebody is coming. */
  readonly answerHelpCall: (call: { readonly id: string }) => Promise<OpenHelpCall>;
  /** The names of the terminals that a command for this audience would be for. */
  readonly listAudience: (audience: Audience) => Promise<readonly string[]>;
  /** Gives a command to terminals: at once to those that are connected, later to the others. */
  readonly sendCommand: (command: NewCommand) => Promise<StoredCommand>;
  /** The last commands with their results, oldest first. */
  readonly listCommands: (query: ReportQuery) => Promise<readonly CommandReport[]>;
  /** What a terminal has sent for a command. */
  readonly readAttachment: (query: AttachmentQuery) => Promise<Attachment>;
  /** Writes all that is stored into a file. @returns how many rows */
  readonly backup: (request: BackupRequest) => Promise<number>;
  /** Who may sign in at the dashboard. */
  readonly accounts: AccountAdmin;
}

/** What crosses the line between the command and the running server, per operation. */
export const ADMIN_CALLS = {
  addSite: { path: '/sites', request: newSiteSchema, answer: siteSchema },
  listSites: { path: '/sites/list', request: z.object({}), answer: z.object({ sites: z.array(storedSiteSchema) }) },
  createEnrolmentCode: {
    path: '/enrolment-codes',
    request: newEnrolmentCodeSchema,
    answer: z.object({ code: z.string() }),
  },
  listTerminals: {
    path: '/terminals',
    request: z.object({}),
    answer: z.object({ terminals: z.array(fleetTerminalSchema) }),
  },
  revokeTerminal: { path: '/terminals/revoke', request: z.object({ terminal: z.string() }), answer: z.object({}) },
  moveTerminal: {
    path: '/terminals/move',
    request: terminalMoveSchema,
    answer: z.object({}),
  },
  createAccessCode: {
    path: '/codes',
    request: newCodeRequestSchema,
    answer: z.object({ code: z.string() }),
  },
  createServicePin: {
    path: '/pins',
    request: newPinRequestSchema,
    answer: z.object({ pin: z.string() }),
  },
  listEvents: {
    path: '/events',
    request: z.object({ after: z.int().min(0).optional(), limit: z.int().min(1).optional() }),
    answer: z.object({ events: z.array(storedEventSchema) }),
  },
  importSeed: { path: '/seed', request: citySeedSchema, answer: z.object({}) },
  listHelpCalls: {
    path: '/help-calls',
    request: z.object({}),
    answer: z.object({ calls: z.array(openHelpCallSchema) }),
  },
  answerHelpCall: { path: '/help-calls/answer', request: z.object({ id: z.string() }), answer: openHelpCallSchema },
  listAudience: {
    path: '/commands/audience',
    request: audienceSchema,
    answer: z.object({ terminals: z.array(z.string()) }),
  },
  sendCommand: { path: '/commands', request: newCommandSchema, answer: storedCommandSchema },
  listCommands: {
    path: '/commands/list',
    request: reportQuerySchema,
    answer: z.object({ commands: z.array(commandReportSchema) }),
  },
  readAttachment: { path: '/commands/attachment', request: attachmentQuerySchema, answer: attachmentSchema },
  backup: { path: '/backup', request: backupRequestSchema, answer: z.object({ rows: z.int() }) },
} as const;

/** The operations on a store that this process has open; who does them is at the command line. */
export const adminOf = (
  { db, wake }: Pick<Store, 'db' | 'wake'>,
  now: () => number,
  helpCalls: HelpCalls,
): CityAdmin => {
  const keep = (tx: Database, act: AuditAct, subject?: string): Promise<void> =>
    audit(tx, { account: null, act, ...(subject === undefined ? {} : { subject }) }, now());
  /** Does something and keeps for the audit log that it was done: both, or neither. */
  const kept =
    <Request, Answer>(
      act: AuditAct,
      subjectOf: (request: Request) => string,
      work: (tx: Database, request: Request) => Promise<Answer>,
    ) =>
    (request: Request): Promise<Answer> =>
      db.transaction(async (tx) => {
        const answer = await work(tx, request);
        await keep(tx, act, subjectOf(request));
        return answer;
      });
  const revoke = kept(
    'terminal-revoked',
    ({ terminal }: { readonly terminal: string }) => terminal,
    (tx, { terminal }) => revokeTerminal(tx, terminal, now()),
  );
  const send = kept(
    'command-given',
    ({ command, audience }: NewCommand) => commandSubject(command, audience),
    (tx, command) => addCommand(tx, command, now()),
  );
  return {
    addSite: (site) =>
      db.transaction(async (tx) => {
        const added = await addSite(tx, site, now());
        await keep(tx, 'site-added', added.id);
        return added;
      }),
    listSites: () => listSites(db),
    createEnrolmentCode: kept(
      'enrolment-code-made',
      ({ site, terminal }) => terminal ?? site,
      (tx, request) => createEnrolmentCode(tx, request, now()),
    ),
    listTerminals: () => listTerminals(db),
    revokeTerminal: async ({ terminal }) => {
      await revoke({ terminal });
      await wake.tell('tokens', terminal);
    },
    moveTerminal: kept(
      'terminal-moved',
      ({ terminal }) => terminal,
      (tx, move) => moveTerminal(tx, move, now()),
    ),
    createAccessCode: kept(
      'code-made',
      ({ room, role }) => `${room} (${role})`,
      (tx, request) => createAccessCode(tx, request, now()),
    ),
    createServicePin: kept(
      'pin-made',
      ({ role }) => role,
      (tx, request) => createServicePin(tx, request, now()),
    ),
    listEvents: (query) => listEvents(db, query),
    importSeed: (input) =>
      db.transaction(async (tx) => {
        const seed = citySeedSchema.parse(input);
        await importSeed(tx, seed, now());
        await keep(tx, 'city-imported', seed.city);
      }),
    listHelpCalls: helpCalls.list,
    answerHelpCall: async ({ id }) => {
      const call = await helpCalls.answer(id);
      await keep(db, 'help-answered', call.terminal);
      return call;
    },
    listAudience: (audience) => terminalsMeant(db, audience),
    sendCommand: async (command) => {
      const stored = await send(command);
      await wake.tell('orders');
      return stored;
    },
    listCommands: (query) => reportCommands(db, query, now()),
    readAttachment: async (query) => {
      const attachment = await readAttachment(db, query);
      await keep(db, 'attachment-seen', query.terminal);
      return attachment;
    },
    backup: async (request) => {
      const rows = await writeBackup(db, request);
      await keep(db, 'backup-written');
      return rows;
    },
    accounts: accountAdminOf(db, now),
  };
};
