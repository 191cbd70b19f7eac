import { median } from '../bench/median.ts';

/** What is looked at while a terminal runs for long. */
export type Measure = keyof typeof BOUNDS;

/** One number at one moment. */
export interface Reading {
  readonly measure: Measure;
  /** Whose it is: a process, or a page. */
  readonly of: string;
  readonly value: number;
}

export interface Sample {
  /** Since the call began, in minutes. */
  readonly minute: number;
  readonly readings: readonly Reading[];
}

interface Bound {
  readonly unit: string;
  /** How much a terminal that does not grow can seem to grow: what comes and goes between two collections. */
  readonly restless: number;
  /** Growth that is borne in an hour, on top of it. */
  readonly perHour: number;
}

/**
 * What "without growth" means, as measured. A terminal is started anew every night: what an hour may add must be
 * harmless after sixteen.
 *
 * - `memory`: a terminal at rest moves by 2 MiB between two samples.
 * - `heap`: each question of the test's own driver leaves a compiled script with the page's inspector, about 1 KiB;
 *   in snapshots of the heap nothing of ours grows.
 */
const BOUNDS = {
  memory: { unit: 'MiB', restless: 4, perHour: 10 },
  heap: { unit: 'MiB', restless: 1, perHour: 2 },
  nodes: { unit: '', restless: 50, perHour: 0 },
  listeners: { unit: '', restless: 10, perHour: 0 },
  timers: { unit: '', restless: 4, perHour: 0 },
  files: { unit: '', restless: 4, perHour: 0 },
  disk: { unit: 'MiB', restless: 0.5, perHour: 2 },
} as const satisfies Readonly<Record<string, Bound>>;

/**
 * The process of the meeting's page is a new one after the break. Chromium fills its buffers for sound and picture
 * for four minutes, by 25 MiB; from then on it stays as it is.
 */
const FILLS_FOR_MINUTES = 4;
const FILLING: Bound = { ...BOUNDS.memory, restless: 30 };

const boundOf = (measure: Measure, of: string, begins: number): Bound =>
  measure === 'memory' && of === 'meeting' && begins < FILLS_FOR_MINUTES ? FILLING : BOUNDS[measure];

/** How one number went. */
export interface Growth {
  readonly measure: Measure;
  readonly of: string;
  readonly unit: string;
  /** Where the line through the readings begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
  /** How much the line may rise over this time. */
  readonly allowed: number;
  readonly grows: boolean;
}

interface Point {
  readonly minute: number;
  readonly value: number;
}

/**
 * The slope of the line through the points after Theil and Sen: the median of the slopes of all pairs. A heap
 * that is collected now and then is a saw; single peaks and gaps have no weight in it.
 */
const slopeOf = (points: readonly Point[]): number =>
  median(
    points.flatMap((one, index) =>
      points.slice(index + 1).map((other) => (other.value - one.value) / (other.minute - one.minute)),
    ),
  );

const MINUTES_PER_HOUR = 60;

/**
 * Looks whether anything grows.
 * @param samples from the end of the warm-up on; what is not in all of them, as a process that ended, is not judged
 */
export const growthIn = (samples: readonly Sample[]): readonly Growth[] => {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return [];
  const minutes = last.minute - first.minute;
  return first.readings.flatMap(({ measure, of }) => {
    const points = samples.flatMap(({ minute, readings }) =>
      readings
        .filter((reading) => reading.measure === measure && reading.of === of)
        .map(({ value }) => ({ minute, value })),
    );
    if (points.length < samples.length) return [];
    const { unit, restless, perHour } = boundOf(measure, of, first.minute);
    const perMinute = slopeOf(points);
    const from = median(points.map(({ minute, value }) => value - perMinute * (minute - first.minute)));
    const allowed = restless + (perHour * minutes) / MINUTES_PER_HOUR;
    const grown = perMinute * minutes;
    return [{ measure, of, unit, from, to: from + grown, perMinute, allowed, grows: grown > allowed }];
  });
};

/** As a table, one line for each number. */
export const tableOf = (growths: readonly Growth[]): string => {
  const rows = growths.map(({ measure, of, unit, from, to, perMinute, allowed, grows }) => [
    `${measure}, ${of}`,
    `${from.toFixed(2)} ${unit}`,
    `${to.toFixed(2)} ${unit}`,
    `${(perMinute * MINUTES_PER_HOUR).toFixed(2)} an hour`,
    `${(to - from).toFixed(2)} of ${allowed.toFixed(2)}`,
    grows ? 'GROWS' : '',
  ]);
  const all = [['what', 'begin', 'end', 'slope', 'grown', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
