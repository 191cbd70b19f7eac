import type { Role } from '../contract/role.ts';
import type { ServiceRole } from '../contract/service-pin.ts';
import type { AccountAdmin } from './accounts/account-admin.ts';
import { openAdminSocket } from './admin/admin-socket.ts';
import { adminOf } from './admin/admin.ts';
import { createApi } from './api/app.ts';
import { type LogEntry, placesOf } from './api/request-log.ts';
import type { EventQuery, StoredEvent } from './events/event-store.ts';
import { hasCity } from './fleet/terminal-configuration.ts';
import { createHelpCalls, type OpenHelpCall } from './help/help-calls.ts';
import { listenOn } from './listen.ts';
import { createBbbMeetingServer } from './meetings/bbb-meeting-server.ts';
import { bbbSettingsSchema } from './meetings/bbb-settings.ts';
import type { CityNote } from './note.ts';
import { OperatorProblem } from './operator-problem.ts';
import type { Attachment, AttachmentQuery } from './orders/attachments.ts';
import type { CommandReport, ReportQuery } from './orders/command-reports.ts';
import type { NewCommand, StoredCommand } from './orders/command-store.ts';
import type { CitySeedInput } from './seed/city-seed.ts';
import { type FolderLock, lockFolder } from './store/folder-lock.ts';
import { openStore, type Store, type StorePlace } from './store/open-store.ts';
import { type KeepDays, keepDaysSchema } from './store/retention.ts';
import { startForgetting } from './store/retention-job.ts';

/** What a city endpoint is started with. */
export interface CityOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on; default `127.0.0.1`. */
  readonly host?: string;
  /** Folder of the embedded store; null keeps everything in memory. */
  readonly dataDir: string | null;
  /** A PostgreSQL server instead (`postgres://...`), which several city endpoints may share; nothing is in the folder. */
  readonly databaseUrl?: string;
  readonly bbb: {
    /** As `bbb-conf --secret` prints it, with or without `/bigbluebutton/` or `/api`. */
    readonly url: string;
    readonly secret: string;
    /** More hosts (`name` or `name:port`) that meetings run on, as behind a load balancer. */
    readonly extraHosts?: readonly string[];
    /** How long the BBB server may take for one answer, in milliseconds; default 5000. */
    readonly timeoutMs?: number;
  };
  /** Replaces settings and rooms in the store; tokens and events stay. */
  readonly seed?: CitySeedInput;
  /** Milliseconds since 1970; default `Date.now`. */
  readonly now?: () => number;
  /** Gets one entry per answered request; default: none. */
  readonly log?: (entry: LogEntry) => void;
  /** Gets what happens besides requests; default: none. */
  readonly note?: (note: CityNote) => void;
  /** How long data is kept, in days, where not as by default. */
  readonly keepDays?: Partial<KeepDays>;
  /** Where numbers for Prometheus are served, apart from what terminals reach; default: nowhere. */
  readonly metrics?: { readonly port: number; readonly host: string };
}

/** A running city endpoint. */
export interface City {
  /** `http://host:port/`, to which the paths of `CITY_PATHS` are relative. */
  readonly url: string;
  readonly port: number;
  /** Where its numbers are; null when nowhere. */
  readonly metricsUrl: string | null;
  /** Makes a new token for a terminal, registering it when new; an earlier token of it stops working. */
  readonly createDeviceToken: (terminal: string, site?: string) => Promise<string>;
  /** Makes a new code for a room and role; an earlier one stops working. */
  readonly createAccessCode: (room: string, role: Role) => Promise<string>;
  /** Gives a role a random PIN for the service menu; an earlier one stops working. */
  readonly createServicePin: (role: ServiceRole) => Promise<string>;
  /** Who may sign in at the dashboard. */
  readonly accounts: AccountAdmin;
  readonly events: {
    /** Events in the order of arrival, oldest first; the last `limit` (default 1000) after `after`. */
    readonly list: (query?: EventQuery) => Promise<readonly StoredEvent[]>;
  };
  /** Calls for the staff. */
  readonly help: {
    readonly list: () => Promise<readonly OpenHelpCall[]>;
    readonly answer: (id: string) => Promise<OpenHelpCall>;
  };
  /** Commands to terminals. */
  readonly orders: {
    readonly send: (command: NewCommand) => Promise<StoredCommand>;
    readonly list: (query: ReportQuery) => Promise<readonly CommandReport[]>;
    readonly attachment: (query: AttachmentQuery) => Promise<Attachment>;
  };
  /** Stops taking requests, finishes open ones, closes the store. */
  readonly close: () => Promise<void>;
}

const parseBbbSettings = (bbb: CityOptions['bbb']) => {
  const parsed = bbbSettingsSchema.safeParse(bbb);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OperatorProblem(
    `The BBB server's ${issue?.path.join('.') ?? 'address'} ${issue?.message ?? 'is not valid'}.`,
  );
};

const placeOf = ({ databaseUrl, dataDir }: CityOptions): StorePlace | null => {
  if (databaseUrl !== undefined) return { databaseUrl };
  return dataDir === null ? null : { folder: dataDir };
};

/** Only who wants numbers loads what makes them. */
const measure = async (store: Store, { port, host }: NonNullable<CityOptions['metrics']>) => {
  const [{ createMetrics }, { openMetricsServer }] = await Promise.all([
    import('./metrics/metrics.ts'),
    import('./metrics/metrics-server.ts'),
  ]);
  const metrics = createMetrics(store.poolUse);
  return { metrics, ...(await openMetricsServer(metrics, port, host)) };
};

/**
 * Starts a city endpoint.
 * @throws OperatorProblem when the folder, the port or the settings cannot be used
 */
export const startCity = async (options: CityOptions): Promise<City> => {
  const { host = '127.0.0.1', now = Date.now, log = () => undefined, note = () => undefined } = options;
  /** Only a folder has one owner, who works for the others. */
  const folder = options.databaseUrl === undefined ? options.dataDir : null;
  const meetings = createBbbMeetingServer(parseBbbSettings(options.bbb), now);

  /** What was opened, to be closed in the opposite order. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const lock: FolderLock | null = folder === null ? null : await lockFolder(folder);
    if (lock !== null) closers.push(lock.release);
    const store = await openStore(placeOf(options), {
      isCity: true,
      trouble: (code) => note({ event: 'store-trouble', code }),
    });
    const { db, wake } = store;
    closers.push(store.close);
    const helpCalls = createHelpCalls(db, now);
    const admin = adminOf(store, now, helpCalls);
    if (options.seed !== undefined || !(await hasCity(db))) await admin.importSeed(options.seed ?? {});

    const measured = options.metrics === undefined ? null : await measure(store, options.metrics);
    if (measured !== null) closers.push(measured.close);
    const parts = { db, wake, meetings, helpCalls, now, log };
    const api = await createApi(measured === null ? parts : { ...parts, metrics: measured.metrics });
    closers.push(() => api.close());
    const { url, port } = await listenOn(api, options.port, host);
    if (folder !== null && lock !== null) {
      const socket = await openAdminSocket(folder, admin);
      closers.push(socket.close);
      await lock.announce(socket.path);
    }

    closers.push(
      startForgetting({
        db,
        now,
        days: keepDaysSchema.parse(options.keepDays ?? {}),
        forgotten: (counts) => note({ event: 'forgotten', counts }),
        failed: (error) => note({ event: 'forgetting-failed', failure: placesOf(error) }),
      }),
    );
    let closing: Promise<void> | null = null;
    return {
      url,
      port,
      metricsUrl: measured?.url ?? null,
      createDeviceToken: (terminal, site) => admin.createDeviceToken({ terminal, site }),
      createAccessCode: (room, role) => admin.createAccessCode({ room, role }),
      createServicePin: (role) => admin.createServicePin({ role }),
      accounts: admin.accounts,
      events: { list: (query = {}) => admin.listEvents(query) },
      help: { list: admin.listHelpCalls, answer: (id) => admin.answerHelpCall({ id }) },
      orders: { send: admin.sendCommand, list: admin.listCommands, attachment: admin.readAttachment },
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
};
