import type { AttachmentKind, Command } from '../../../contract/command.ts';
import type { EventData } from '../../../contract/events.ts';
import { hasTraces, type Receipt } from '../../../contract/receipt.ts';
import type { CommandAct } from '../../../contract/order-result.ts';
import type { LogLine } from '../../../contract/service.ts';
import type { RootAnswer, RootVerb } from '../../machine/ask-root.ts';
import type { TerminalState } from '../state.ts';
import type { After, Notices } from './notices.ts';

type Result = EventData<'stadtfenster.order.result'>;

/** How a command ended. */
export type Outcome = Pick<Result, 'reason' | 'receipt'> & { readonly state: 'done' | 'failed' | 'refused' };

/** What a configuration became that the city was asked for. */
export type Reloaded = 'taken' | 'refused' | 'away';

/** What the acts are carried out with. */
export interface ActPorts {
  /** The terminal's own name. */
  readonly terminal: string;
  /** Whether somebody is at the terminal. */
  readonly isVisited: () => boolean;
  /** Resolves when nobody is there any more. */
  readonly visitOver: () => Promise<void>;
  /** Ends the visit that is under way, as its own end would: with a wipe. */
  readonly endVisit: () => void;
  /** Whether the terminal shuts itself because a wipe failed. */
  readonly isBlocked: () => boolean;
  readonly setLock: (lock: TerminalState['lock']) => void;
  readonly reloadConfiguration: () => Promise<Reloaded>;
  /** Ends this process for a new one. */
  readonly restart: () => Promise<void>;
  readonly root: (verb: RootVerb) => Promise<RootAnswer>;
  readonly log: () => readonly LogLine[];
  /** A picture of our own page as JPEG; null when there is none. */
  readonly picture: () => Promise<Uint8Array | null>;
  /** Wipes as after a visit, though there was none. */
  readonly wipe: () => Promise<Receipt>;
  /** @returns whether the city has it */
  readonly attach: (order: string, kind: AttachmentKind, body: Uint8Array) => Promise<boolean>;
  readonly notices: Notices;
  readonly after: After;
  /** The machine's clock, in which deadlines are drawn. */
  readonly machineNow: () => number;
}

const DONE: Outcome = { state: 'done' };
const VISITED: Outcome = { state: 'refused', reason: 'visited' };
const failed = (reason: NonNullable<Result['reason']>): Outcome => ({ state: 'failed', reason });

/** How long it is said that the visit ends; WCAG 2.2.1 asks for 20 seconds. */
const ENDING_MS = 30_000;
const IDENTIFY_MS = 60_000;
/** So that whoever is near reads that a picture is taken. */
const PICTURE_AFTER_MS = 3_000;

/** These wait until nobody is there. */
export const WAITS_FOR_QUIET: ReadonlySet<CommandAct> = new Set<CommandAct>([
  'reload-configuration',
  'restart-app',
  'restart-device',
  'display-off',
  'lock',
]);

/** What a later command undoes while it still waits. */
export const SUPERSEDES: ReadonlyMap<CommandAct, CommandAct> = new Map<CommandAct, CommandAct>([
  ['unlock', 'lock'],
  ['lock', 'lock'],
  ['display-on', 'display-off'],
]);

/** These end the process: that they are done can only be told by the next one. */
export const ENDS_PROCESS: ReadonlySet<CommandAct> = new Set<CommandAct>(['restart-app', 'restart-device']);

/**
 * Carries out one command.
 * @returns how it ended; null when the process ends with it
 */
export const carryOut = async (ports: ActPorts, id: string, command: Command): Promise<Outcome | null> => {
  const { notices, isVisited } = ports;
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void ports.after(milliseconds, resolve));
  const askRoot = async (verb: RootVerb): Promise<Outcome> =>
    (await ports.root(verb)) === 'accepted' ? DONE : failed('no-root-helper');
  const attach = async (kind: AttachmentKind, body: Uint8Array): Promise<Outcome> =>
    (await ports.attach(id, kind, body)) ? DONE : failed('city-away');

  const endVisit = async (): Promise<Outcome> => {
    if (!isVisited()) return DONE;
    notices.show({ kind: 'ending', deadline: ports.machineNow() + ENDING_MS }, ENDING_MS);
    const over = ports.visitOver().then(() => true);
    // Who leaves before is not followed into the next visit.
    const isOver = await Promise.race([over, pause(ENDING_MS).then(() => false)]);
    if (!isOver) ports.endVisit();
    else if (notices.current()?.kind === 'ending') notices.close();
    await over;
    return ports.isBlocked() ? failed('wipe-failed') : DONE;
  };

  const takePicture = (): Promise<Outcome> =>
    notices.hold('screenshot', async () => {
      await pause(PICTURE_AFTER_MS);
      // While the screens are held nobody begins; somebody may have come before that.
      if (isVisited()) return VISITED;
      const picture = await ports.picture();
      return picture === null ? failed('no-picture') : attach('screenshot', picture);
    });

  const tryWipe = (): Promise<Outcome> =>
    notices.hold('wipe-test', async () => {
      if (isVisited()) return VISITED;
      const receipt = await ports.wipe();
      return hasTraces(receipt) ? { ...failed('wipe-failed'), receipt } : { ...DONE, receipt };
    });

  switch (command.act) {
    case 'reload-configuration': {
      const reloaded = await ports.reloadConfiguration();
      if (reloaded === 'taken') return DONE;
      return failed(reloaded === 'away' ? 'city-away' : 'configuration-refused');
    }
    case 'restart-app':
      await ports.restart();
      return null;
    case 'restart-device': {
      const answer = await askRoot('reboot');
      return answer.state === 'done' ? null : answer;
    }
    case 'display-off':
      return askRoot('display-off');
    case 'display-on':
      return askRoot('display-on');
    case 'lock':
      ports.setLock({ message: command.message });
      return DONE;
    case 'unlock':
      ports.setLock(null);
      return DONE;
    case 'show-message':
      notices.show({ kind: 'message', message: command.message }, command.seconds * 1000);
      return DONE;
    case 'identify':
      if (isVisited()) return VISITED;
      notices.show({ kind: 'identify', terminal: ports.terminal }, IDENTIFY_MS);
      return DONE;
    case 'end-visit':
      return endVisit();
    case 'collect-logs':
      return attach('log', Buffer.from(JSON.stringify(ports.log())));
    case 'screenshot':
      return isVisited() ? VISITED : takePicture();
    case 'wipe-test':
      return isVisited() ? VISITED : tryWipe();
  }
};
