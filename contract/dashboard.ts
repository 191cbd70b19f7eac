import { z } from 'zod';
import { layerSchema } from './layer.ts';
import { cityEventSchema } from './events.ts';
import { helpCallIdSchema, helpRequestSchema } from './help.ts';
import { roomIdSchema } from './room.ts';

/** Paths of the city's dashboard, for browsers of the staff. Terminals have no part in them. */
export const DASHBOARD_PATHS = {
  pages: 'dashboard',
  session: 'dashboard/api/session',
  firstAccount: 'dashboard/api/first-account',
  password: 'dashboard/api/password',
  fleet: 'dashboard/api/fleet',
  /** @param id a terminal's name, safe in a path by its pattern */
  terminal: (id: string): string => `dashboard/api/terminals/${id}`,
  days: 'dashboard/api/days',
  helpCalls: 'dashboard/api/help-calls',
  /** @param id of a call */
  helpAnswer: (id: string): string => `dashboard/api/help-calls/${id}/answer`,
  commands: 'dashboard/api/commands',
  /** What a terminal has sent for a command: a picture or a log. */
  attachment: (command: string, terminal: string): string => `dashboard/api/commands/${command}/sent/${terminal}`,
  audit: 'dashboard/api/audit',
} as const;

/** Why the dashboard is refused something, beside the reasons that terminals hear too; each has one HTTP status. */
export const DASHBOARD_ERROR_STATUS = {
  /** Nobody is signed in, or not any more. */
  'signed-out': 401,
  /** Alike for a name that is none and a password that is wrong. */
  'sign-in-wrong': 403,
  'link-wrong': 403,
  /** The role may not. */
  'role-insufficient': 403,
  /** The request does not come from a page of ours. */
  'foreign-page': 403,
  'name-taken': 409,
  'rooms-full': 409,
  /** Somebody else has changed it since it was read. */
  'changed-meanwhile': 409,
  /** Too many wrong ones; `Retry-After` says how many seconds to wait. */
  'sign-in-wait': 429,
} as const;
export type DashboardErrorCode = keyof typeof DASHBOARD_ERROR_STATUS;

/** Who works with the dashboard: the city's IT, somebody at a desk, somebody who only wants to see. */
export const accountRoleSchema = z.enum(['operator', 'librarian', 'reader']);
export type AccountRole = z.infer<typeof accountRoleSchema>;

/** Who may what. */
export const MAY = {
  'see-fleet': ['operator', 'librarian', 'reader'],
  /** The words of a feedback are the one free text that the city has. */
  'read-words': ['operator', 'librarian'],
  'see-audit': ['operator'],
  'answer-help': ['operator', 'librarian'],
  /** Some of them; which ones says `mayCommand`. */
  command: ['operator', 'librarian'],
  /** What terminals send of themselves. */
  'see-attachments': ['operator'],
  'see-usage': ['operator', 'librarian', 'reader'],
  'see-rooms': ['operator', 'librarian', 'reader'],
  'change-rooms': ['operator'],
  'make-codes': ['operator', 'librarian'],
} as const satisfies Record<string, readonly AccountRole[]>;
export type Act = keyof typeof MAY;

/** Whether a role may do something. */
export const may = (role: AccountRole, act: Act): boolean => {
  const roles: readonly AccountRole[] = MAY[act];
  return roles.includes(role);
};

/** Small letters, so that nobody wonders which way it was written. */
export const accountNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/);

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** Length counts, and nothing else: NIST SP 800-63B, section 3.1.1.2. */
export const passwordSchema = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX);

export const linkTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What is typed may be anything up to a bound: whether it is right is found out alike for all of it. */
export const signInSchema = z.strictObject({ name: z.string().max(80), password: z.string().max(PASSWORD_MAX) });

export const firstAccountSchema = z.strictObject({
  link: z.string().max(80),
  name: accountNameSchema,
  password: passwordSchema,
});

export const passwordChangeSchema = z.strictObject({
  current: z.string().max(PASSWORD_MAX),
  next: passwordSchema,
});

/** Who is signed in. */
export const signedInSchema = z.object({ name: z.string(), role: accountRoleSchema });
export type SignedIn = z.infer<typeof signedInSchema>;

/** What a terminal does, as far as the city has heard. */
export const terminalStateSchema = z.enum([
  /** Registered, and never heard of. */
  'never-heard',
  'fine',
  'in-use',
  'in-meeting',
  /** Outside its opening hours. */
  'closed',
  /** By the city. */
  'locked',
  /** Staff works at it. */
  'service',
  /** It was to be heard of by now. */
  'offline',
  /** It said goodbye before it fell silent. */
  'off',
]);
export type TerminalState = z.infer<typeof terminalStateSchema>;

/** Why somebody should look at a terminal. */
export const concernSchema = z.discriminatedUnion('kind', [
  /** Two machines have come with its identity; it gets nothing from the city any more. */
  z.object({ kind: z.literal('cloned') }),
  z.object({ kind: z.literal('wipe-failed') }),
  z.object({ kind: z.literal('problem'), code: z.string() }),
  z.object({ kind: z.literal('lock-incomplete'), gaps: z.int().min(1) }),
  z.object({ kind: z.literal('dead-letters'), count: z.int().min(1) }),
]);
export type Concern = z.infer<typeof concernSchema>;

/** Milliseconds since 1970. */
const moment = z.number();
const count = z.int().min(0);

/** What is plugged in, as far as the terminal knows it. */
export const devicesPresentSchema = z.object({
  screens: count.optional(),
  cameras: count.optional(),
  microphones: count.optional(),
  speakers: count.optional(),
  keyboard: z.boolean().optional(),
});
export type DevicesPresent = z.infer<typeof devicesPresentSchema>;

/** One terminal as the fleet page shows it. */
export const fleetTerminalSchema = z.object({
  id: roomIdSchema,
  /** Its name; `siteId` is what orders mean it by. */
  site: z.string(),
  siteId: z.string(),
  ring: z.string(),
  state: terminalStateSchema,
  /** Since when the state holds; null when that is not known. */
  since: moment.nullable(),
  concerns: z.array(concernSchema),
  version: z.string().nullable(),
  /** Of the configuration that it works with; null when it does not say. */
  configurationVersion: z.int().nullable(),
  devices: devicesPresentSchema,
  /** The last thing that went wrong in the last days. */
  lastProblem: z.object({ code: z.string(), at: moment }).nullable(),
  /** When its last event came. */
  heardAt: moment.nullable(),
  /** How many events it still has to deliver; null when it does not say. */
  waiting: z.int().nullable(),
});
export type FleetTerminal = z.infer<typeof fleetTerminalSchema>;

/** A call for the staff. */
export const openCallSchema = helpRequestSchema.extend({
  id: helpCallIdSchema,
  terminal: roomIdSchema,
  /** Somebody has said that they are coming. */
  answered: z.boolean(),
  since: moment,
});
export type OpenCall = z.infer<typeof openCallSchema>;

/** The longest wait first. */
export const openCallsSchema = z.object({ calls: z.array(openCallSchema) });

/** What terminals should be at. */
export const wantedSchema = z.object({
  /** The one that the city wants, else the newest that any of its terminals runs; null when none has told one. */
  version: z.string().nullable(),
  /** Of the configuration that the city gives out. */
  configuration: z.int(),
});
export type Wanted = z.infer<typeof wantedSchema>;

export const fleetSchema = z.object({ wanted: wantedSchema, terminals: z.array(fleetTerminalSchema) });
export type Fleet = z.infer<typeof fleetSchema>;

/** A field of a terminal's configuration. */
export const settingSchema = z.object({
  field: z.string(),
  /** As in {@link fieldLayersSchema}; none when the terminal has not told. */
  layers: z.array(layerSchema),
  /** In words where it is short and no secret, else null. */
  value: z.string().nullable(),
});
export type Setting = z.infer<typeof settingSchema>;

export const terminalPageSchema = z.object({
  wanted: wantedSchema,
  terminal: fleetTerminalSchema,
  settings: z.array(settingSchema),
  /** Its last events, newest first. */
  events: z.array(z.object({ position: z.int(), event: cityEventSchema })),
});
export type TerminalPage = z.infer<typeof terminalPageSchema>;

/** What is kept of what the staff did. */
export const auditActSchema = z.enum([
  'first-link-made',
  'first-link-used',
  'account-added',
  'account-removed',
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'password-changed',
  'command-given',
  'help-answered',
  'attachment-seen',
  'room-made',
  'room-changed',
  'room-removed',
  'code-made',
  'code-withdrawn',
  'site-added',
  'enrolment-code-made',
  'terminal-revoked',
  'terminal-moved',
  'pin-made',
  'city-imported',
  'backup-written',
  'backup-restored',
]);
export type AuditAct = z.infer<typeof auditActSchema>;

export const auditEntrySchema = z.object({
  position: z.int(),
  at: moment,
  /** Null when nobody was signed in: at the command line, or when a sign-in was refused. */
  account: z.string().nullable(),
  act: auditActSchema,
  /** On whom or what; null when that is the account itself. */
  subject: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Of the audit log only what is older than this, if anything. */
export const auditQuerySchema = z.strictObject({ before: z.coerce.number().int().min(1).optional() });

export const auditPageSchema = z.object({
  /** Newest first. */
  entries: z.array(auditEntrySchema),
  /** Whether there are older ones. */
  hasMore: z.boolean(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;
