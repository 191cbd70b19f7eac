import { readFileSync } from 'node:fs';

/** A unit of systemd, as far as the tests read it. */
export interface UnitFile {
  /** The last value of a setting, which is the one that counts; empty if it is not there. */
  one(name: string): string;
  all(name: string): readonly string[];
  /** A span of time in milliseconds; a bare number means seconds (systemd.time(7)). */
  span(name: string): number;
}

const UNITS: Readonly<Record<string, number>> = { '': 1_000, s: 1_000, ms: 1, min: 60_000 };

export const readUnitFile = (file: string): UnitFile => {
  const settings = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^([A-Za-z]+)=(.*)$/.exec(line);
      return found === null ? [] : [{ name: found[1], value: found[2] ?? '' }];
    });
  const all = (wanted: string): readonly string[] =>
    settings.filter(({ name }) => name === wanted).map(({ value }) => value);
  const one = (wanted: string): string => all(wanted).at(-1) ?? '';
  return {
    one,
    all,
    span: (wanted) => {
      const found = /^(\d+)([a-z]*)$/.exec(one(wanted));
      const factor = UNITS[found?.[2] ?? ''];
      if (found === null || factor === undefined) throw new Error(`${wanted} is no span of time: ${one(wanted)}`);
      return Number(found[1]) * factor;
    },
  };
};
