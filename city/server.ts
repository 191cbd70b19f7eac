import type { Role } from '../contract/role.ts';
import type { ServiceRole } from '../contract/service-pin.ts';
import type { AccountAdmin } from './accounts/account-admin.ts';
import { openAdminSocket } from './admin/admin-socket.ts';
import { adminOf } from './admin/admin.ts';
import { createApi } from './api/app.ts';
import type { LogEntry } from './api/request-log.ts';
import type { EventQuery, StoredEvent } from './events/event-store.ts';
import { hasCity } from './fleet/terminal-configuration.ts';
import { createHelpCalls, type OpenHelpCall } from './help/help-calls.ts';
import { createBbbMeetingServer } from './meetings/bbb-meeting-server.ts';
import { bbbSettingsSchema } from './meetings/bbb-settings.ts';
import { OperatorProblem, systemErrorCode } from './operator-problem.ts';
import type { CitySeedInput } from './seed/city-seed.ts';
import { type FolderLock, lockFolder } from './store/folder-lock.ts';
import { openStore } from './store/open-store.ts';

/** What a city endpoint is started with. */
export interface CityOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on; default `127.0.0.1`. */
  readonly host?: string;
  /** Folder of the store; null keeps everything in memory. */
  readonly dataDir: string | null;
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
}

/** A running city endpoint. */
export interface City {
  /** `http://host:port/`, to which the paths of `CITY_PATHS` are relative. */
  readonly url: string;
  readonly port: number;
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

const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is used by another program',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

/**
 * Starts a city endpoint.
 * @throws OperatorProblem when the folder, the port or the settings cannot be used
 */
export const startCity = async (options: CityOptions): Promise<City> => {
  const { dataDir, host = '127.0.0.1', now = Date.now } = options;
  const meetings = createBbbMeetingServer(parseBbbSettings(options.bbb), now);

  /** What was opened, to be closed in the opposite order. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) await closer();
  };
  try {
    const lock: FolderLock | null = dataDir === null ? null : await lockFolder(dataDir);
    if (lock !== null) closers.push(lock.release);
    const { db, close: closeStore } = await openStore(dataDir);
    closers.push(closeStore);
    const helpCalls = createHelpCalls(now);
    const admin = adminOf(db, now, helpCalls);
    if (options.seed !== undefined || !(await hasCity(db))) await admin.importSeed(options.seed ?? {});

    const api = await createApi({ db, meetings, helpCalls, now, log: options.log ?? (() => undefined) });
    closers.push(() => api.close());
    await api.listen({ port: options.port, host }).catch((error: unknown) => {
      const problem = LISTEN_PROBLEMS[systemErrorCode(error) ?? ''] ?? 'cannot be listened on';
      throw new OperatorProblem(`Port ${options.port} of ${host} ${problem}; choose another one.`, { cause: error });
    });
    if (dataDir !== null && lock !== null) {
      const socket = await openAdminSocket(dataDir, admin);
      closers.push(socket.close);
      await lock.announce(socket.path);
    }

    const [address] = api.addresses();
    const port = typeof address === 'object' ? address.port : options.port;
    let closing: Promise<void> | null = null;
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
      port,
      createDeviceToken: (terminal, site) => admin.createDeviceToken({ terminal, site }),
      createAccessCode: (room, role) => admin.createAccessCode({ room, role }),
      createServicePin: (role) => admin.createServicePin({ role }),
      accounts: admin.accounts,
      events: { list: (query = {}) => admin.listEvents(query) },
      help: { list: admin.listHelpCalls, answer: (id) => admin.answerHelpCall({ id }) },
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
};
