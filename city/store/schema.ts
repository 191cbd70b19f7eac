import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { OWN_REPORTING } from './own-reporting.ts';

/** The one city of this store; its only row has the id 1. */
export const city = pgTable('city', {
  id: smallint().primaryKey(),
  name: text().notNull(),
  timeZone: text('time_zone').notNull(),
  languages: jsonb().notNull(),
  terms: jsonb().notNull(),
  times: jsonb().notNull(),
  /** Null is always open. */
  openingHours: jsonb('opening_hours'),
  /** Where meetings may be, whatever a join says; null leaves it to the join. */
  hosts: jsonb(),
  /** The city's own words on its terminals. */
  texts: jsonb(),
  /** Where and how terminals deliver their events; this city takes them in batches. */
  reporting: jsonb().notNull().default(OWN_REPORTING),
  /** Goes into the hash of every code, so that no table of hashes from elsewhere fits. */
  codeSalt: uuid('code_salt').notNull().defaultRandom(),
  /** Of what the terminals are told: grows with every change. */
  configurationVersion: bigint('configuration_version', { mode: 'number' }).notNull().default(1),
  /** The version that its terminals should run; null is the newest that one of them runs. */
  wantedVersion: text('wanted_version'),
});

/** With which the city signs what it tells its terminals; its only row has the id 1. */
export const signingKey = pgTable('signing_key', {
  id: smallint().primaryKey(),
  /** PKCS #8, DER, in base64. */
  privateKey: text('private_key').notNull(),
});

/** One PIN per role: a new one replaces the old one. Only its hash is here. */
export const servicePins = pgTable('service_pins', {
  role: text().primaryKey(),
  hash: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

/** Places with terminals. */
export const sites = pgTable('sites', {
  id: text().primaryKey(),
  name: text().notNull(),
});

/** Each opens one place for one terminal. Only its hash is here. */
export const enrolmentCodes = pgTable('enrolment_codes', {
  hash: text().primaryKey(),
  site: text()
    .notNull()
    .references(() => sites.id),
  /** The name that the terminal gets; null leaves it to the city. */
  terminal: text(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  validUntil: timestamp('valid_until', { withTimezone: true }).notNull(),
  usedAt: timestamp('used_at', { withTimezone: true }),
  usedBy: text('used_by').references(() => terminals.id),
});

export const terminals = pgTable('enrolled_terminals', {
  id: text().primaryKey(),
  site: text()
    .notNull()
    .references(() => sites.id),
  /** Raw Ed25519, in base64url; its private half never leaves the terminal. */
  publicKey: text('public_key').notNull(),
  /** Null is in the ring of all that are in none. */
  ring: text(),
  enrolledAt: timestamp('enrolled_at', { withTimezone: true }).notNull(),
  revokedAt: timestamp('revoked_at', { withTimezone: true }),
  /** When two machines were first seen to renew with this identity. */
  clonedAt: timestamp('cloned_at', { withTimezone: true }),
  /** Of its last token. */
  generation: integer().notNull(),
  /** Of the renewal that led to it; null after the enrolment. */
  renewalNonce: text('renewal_nonce'),
});

/** What a terminal has of its own, by its name, whether it is enrolled or not. */
export const terminalSettings = pgTable('terminal_settings', {
  terminal: text().primaryKey(),
  /** Rooms that it shows, in its order; null is all. */
  rooms: jsonb(),
  /** Which rooms a code opens there; null is those that it shows. */
  roomsByCode: text('rooms_by_code'),
  /** Its devices, and what its display and its sound are like. */
  devices: jsonb(),
  /** Words of its own, in the place of the city's. */
  texts: jsonb(),
});

/** The last two tokens of each terminal: the one before is on requests that are under way. Only their hashes are here. */
export const bearerTokens = pgTable(
  'bearer_tokens',
  {
    terminal: text()
      .notNull()
      .references(() => terminals.id, { onDelete: 'cascade' }),
    generation: integer().notNull(),
    secretHash: text('secret_hash').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.terminal, table.generation] })],
);

export const rooms = pgTable('rooms', {
  id: text().primaryKey(),
  /** Rooms are listed in the order the city gave them. */
  position: integer().notNull(),
  kind: text().notNull(),
  title: jsonb().notNull(),
  description: jsonb(),
  maxParticipants: integer('max_participants'),
  startedBy: text('started_by').notNull().default('anyone'),
  dialIn: jsonb('dial_in'),
  screenShare: boolean('screen_share').notNull().default(false),
  /** From then on it is as if there were no such room; null is never. */
  expiresAt: timestamp('expires_at', { withTimezone: true }),
  /** Whether the file of the import has made it, and may replace or remove it. */
  fromImport: boolean('from_import').notNull().default(true),
});

/**
 * One code per room and role: a new one replaces the old one. Only its hash is here. It names its room without
 * belonging to it, as an import replaces all rooms.
 */
export const accessCodes = pgTable(
  'access_codes',
  {
    room: text().notNull(),
    role: text().notNull(),
    hash: text().notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** From then on it is as if there were no such code; null is as long as the room. */
    validUntil: timestamp('valid_until', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.room, table.role] })],
);

export const weeklySlots = pgTable(
  'weekly_slots',
  {
    room: text()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    position: smallint().notNull(),
    weekday: smallint().notNull(),
    start: text().notNull(),
    end: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.room, table.position] })],
);

/** Events as they came; `source` and `id` together make one unique (CloudEvents 1.0). */
export const events = pgTable(
  'events',
  {
    position: bigserial({ mode: 'number' }).notNull().unique(),
    source: text().notNull(),
    id: text().notNull(),
    type: text().notNull(),
    sequence: bigint({ mode: 'number' }).notNull(),
    time: timestamp({ withTimezone: true }).notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    data: jsonb().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.id] }),
    // What became of a command is asked again and again while somebody waits for it.
    index('events_of_orders')
      .on(sql`(${table.data} ->> 'order')`)
      .where(sql`${table.type} = 'stadtfenster.order.result'`),
    // What is kept for how long depends on both.
    index('events_type_received_at').on(table.type, table.receivedAt),
  ],
);

/** Commands to terminals; a result is an event of the terminal. */
export const commands = pgTable('commands', {
  id: uuid().primaryKey(),
  /** Grows with every command and never goes back: terminals refuse what is older than the last. */
  version: bigint({ mode: 'number' }).notNull().unique(),
  audience: jsonb().notNull(),
  command: jsonb().notNull(),
  issuedAt: timestamp('issued_at', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  /** Who gave it, as the operator is known where it was given. */
  issuedBy: text('issued_by').notNull(),
});

/** What a terminal sent for a command: lines of its log, or a picture of its own screens. */
export const orderAttachments = pgTable(
  'order_attachments',
  {
    command: uuid()
      .notNull()
      .references(() => commands.id, { onDelete: 'cascade' }),
    terminal: text().notNull(),
    kind: text().notNull(),
    /** In base64. */
    body: text().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.command, table.terminal] })],
);

/** Who waits for the staff: one call per terminal. */
export const helpCalls = pgTable('help_calls', {
  terminal: text().primaryKey(),
  id: text().notNull(),
  step: text().notNull(),
  locale: text().notNull(),
  answered: boolean().notNull(),
  since: timestamp({ withTimezone: true }).notNull(),
  /** When the terminal last showed that somebody still waits. */
  seen: timestamp({ withTimezone: true }).notNull(),
});

/** What is owed for attempts that are limited (wrong codes, calls for help), by whoever makes them; time pays it off. */
export const attempts = pgTable('attempts', {
  /** Whose and of what, like `code/terminal/bib-1`. */
  name: text().primaryKey(),
  /** In milliseconds of waiting, and when it was so much. */
  owedMs: bigint('owed_ms', { mode: 'number' }).notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
});

/** What became of visits, as numbers per site: all that is left of them after some time. */
export const visitCounts = pgTable(
  'visit_counts',
  {
    /** In which they began; of what is told by the day, the first of the city's day. */
    hour: timestamp({ withTimezone: true }).notNull(),
    site: text().notNull(),
    /** What is counted, like `outcome` or `language`. */
    what: text().notNull(),
    value: text().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.site, table.what, table.value] })],
);

/** For how long a terminal could not be used; late reports change what is told of an hour. */
export const disturbedHours = pgTable(
  'disturbed_hours',
  {
    hour: timestamp({ withTimezone: true }).notNull(),
    terminal: text().notNull(),
    cause: text().notNull(),
    seconds: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.terminal, table.cause] })],
);

/** How far the job that sums up and forgets has come, by kind of data. */
export const retention = pgTable('retention', {
  kind: text().primaryKey(),
  doneUntil: timestamp('done_until', { withTimezone: true }).notNull(),
});

/** Who may sign in at the dashboard. Only the hash of the password is here. */
export const accounts = pgTable('accounts', {
  name: text().primaryKey(),
  role: text().notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

/** Who is signed in. Only the hash of what the browser holds is here. */
export const accountSessions = pgTable('account_sessions', {
  tokenHash: text('token_hash').primaryKey(),
  account: text()
    .notNull()
    .references(() => accounts.name, { onDelete: 'cascade' }),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
  usedAt: timestamp('used_at', { withTimezone: true }).notNull(),
});

/** The one link with which an administrator makes their account; its only row has the id 1. Only its hash is here. */
export const firstLinks = pgTable('first_links', {
  id: smallint().primaryKey(),
  tokenHash: text('token_hash').notNull(),
  validUntil: timestamp('valid_until', { withTimezone: true }).notNull(),
});

/** Who did what, when and on whom. It belongs to no account, as it outlives them. */
export const auditLog = pgTable('audit_log', {
  position: bigserial({ mode: 'number' }).primaryKey(),
  at: timestamp({ withTimezone: true }).notNull(),
  /** Null when nobody was signed in: at the command line, or when a sign-in was refused. */
  account: text(),
  act: text().notNull(),
  subject: text(),
});
