import type { DevicesInUse } from '../../contract/devices.ts';
import type { EventData } from '../../contract/events.ts';
import type { Doing, Heartbeat } from '../../contract/heartbeat.ts';
import type { Screen } from '../../contract/snapshot.ts';
import type { Vitals } from '../machine/vitals.ts';
import type { SpoolFacts } from './report.ts';

/** What a heartbeat is assembled from. */
export interface HeartbeatParts {
  readonly doing: Doing;
  readonly about: EventData<'stadtfenster.terminal.started'>;
  readonly vitals: Vitals;
  /** Since the program started. */
  readonly upSeconds: number;
  /** Null before the first one. */
  readonly configuration: { readonly version: number; readonly ageSeconds: number | null } | null;
  readonly answerMs: number | null;
  /** Milliseconds to add to this machine's clock to have the city's. */
  readonly clockOffset: number;
  readonly screens: Heartbeat['screens'];
  readonly devices: DevicesInUse;
  readonly spool: SpoolFacts;
  /** The city's time, milliseconds since 1970. */
  readonly now: number;
}

export interface Situation {
  readonly screen: Screen['name'];
  readonly isServiceOpen: boolean;
  readonly isCityAway: boolean;
}

/** What the terminal does, in one word: whoever stands at it counts more than the line. */
export const doingOf = ({ screen, isServiceOpen, isCityAway }: Situation): Doing => {
  if (isServiceOpen) return 'service';
  if (screen === 'blocked' || screen === 'closed' || screen === 'locked') return screen;
  if (screen === 'meeting') return 'in-meeting';
  if (screen !== 'attract') return 'in-use';
  return isCityAway ? 'offline' : 'idle';
};

const wholeSeconds = (milliseconds: number): number => Math.max(0, Math.round(milliseconds / 1000));

/** Puts a heartbeat together: numbers, enumerations and versions, and nothing of a device but that it is there. */
export const assembleHeartbeat = (parts: HeartbeatParts): Heartbeat => {
  const { about, configuration, devices, spool } = parts;
  return {
    doing: parts.doing,
    version: about.version,
    electron: about.electron,
    chromium: about.chromium,
    ...parts.vitals,
    upSeconds: Math.round(parts.upSeconds),
    configurationVersion: configuration?.version,
    configurationAgeSeconds: configuration?.ageSeconds ?? undefined,
    answerMs: parts.answerMs ?? undefined,
    clockAheadSeconds: Math.round(-parts.clockOffset / 1000),
    screens: parts.screens,
    microphones: devices.microphone?.count,
    speakers: devices.speaker?.count,
    spool: {
      waiting: spool.waiting,
      bytes: spool.bytes,
      oldestSeconds: spool.oldestAt === null ? undefined : wholeSeconds(parts.now - spool.oldestAt),
      dropped: spool.dropped,
      deadLetters: spool.deadLetters,
    },
  };
};
