import path from 'node:path';
import type { Heartbeat, NetworkKind } from '../../contract/heartbeat.ts';

/** What of the machine a heartbeat tells; what cannot be read is absent. */
export type Vitals = Pick<
  Heartbeat,
  | 'system'
  | 'machineUpSeconds'
  | 'processorPercent'
  | 'memoryPercent'
  | 'diskPercent'
  | 'temperature'
  | 'network'
  | 'cameras'
  | 'keyboard'
>;

export interface VitalsPorts {
  /** Text of a file, null if it is not there or not for us. */
  readonly read: (file: string) => string | null;
  /** Names in a folder; none if it is not there. */
  readonly list: (folder: string) => readonly string[];
  readonly release: () => string;
  /** Seconds. */
  readonly uptime: () => number;
  /** Milliseconds that all processors together were idle, and have been there. */
  readonly processors: () => { readonly idle: number; readonly total: number };
  /** Bytes. */
  readonly memory: () => { readonly free: number; readonly total: number };
  /** Blocks of the disk with the terminal's own folder; null where it cannot be asked. */
  readonly disk: () => Promise<{ readonly free: number; readonly total: number } | null>;
}

const CARDS = '/sys/class/net';
const THERMAL = '/sys/class/thermal';
const CAMERAS = '/sys/class/video4linux';
/** udev lists here what is plugged in. */
const INPUTS = '/dev/input/by-path';

const usedPercent = ({ free, total }: { readonly free: number; readonly total: number }): number | undefined =>
  total > 0 ? Math.min(100, Math.max(0, Math.round((1 - free / total) * 100))) : undefined;

/** By which way the machine is connected; undefined where that cannot be seen. */
const networkKind = ({ read, list }: VitalsPorts): NetworkKind | undefined => {
  const cards = list(CARDS).filter((name) => name !== 'lo');
  if (cards.length === 0) return undefined;
  const up = cards.filter((name) => read(path.join(CARDS, name, 'operstate'))?.trim() === 'up');
  if (up.length === 0) return 'none';
  const isWireless = (name: string): boolean => list(path.join(CARDS, name)).includes('wireless');
  return up.every(isWireless) ? 'wireless' : 'wired';
};

const warmest = ({ read, list }: VitalsPorts): number | undefined => {
  const degrees = list(THERMAL)
    .filter((name) => name.startsWith('thermal_zone'))
    .flatMap((name) => {
      const text = read(path.join(THERMAL, name, 'temp'))?.trim() ?? '';
      return /^-?\d{1,6}$/.test(text) ? [Math.round(Number(text) / 1000)] : [];
    });
  return degrees.length === 0 ? undefined : Math.max(...degrees);
};

/** A camera shows itself as several devices, of which the first has the index 0. */
const cameras = ({ read, list }: VitalsPorts): number =>
  list(CAMERAS).filter((name) => read(path.join(CAMERAS, name, 'index'))?.trim() === '0').length;

const hasKeyboard = ({ list }: VitalsPorts): boolean | undefined => {
  const inputs = list(INPUTS);
  return inputs.length === 0 ? undefined : inputs.some((name) => name.endsWith('-event-kbd'));
};

/** @returns looks at the machine; the processor's part is that since the look before */
export const watchVitals = (ports: VitalsPorts): (() => Promise<Vitals>) => {
  let before = ports.processors();
  return async () => {
    const processors = ports.processors();
    const since = { free: processors.idle - before.idle, total: processors.total - before.total };
    before = processors;
    const disk = await ports.disk();
    return {
      system: /^\d+(?:\.\d+){0,3}/.exec(ports.release())?.[0],
      machineUpSeconds: Math.round(ports.uptime()),
      processorPercent: usedPercent(since),
      memoryPercent: usedPercent(ports.memory()),
      diskPercent: disk === null ? undefined : usedPercent(disk),
      temperature: warmest(ports),
      network: networkKind(ports),
      cameras: cameras(ports),
      keyboard: hasKeyboard(ports),
    };
  };
};
