import { useEffect, useState } from 'react';
import { type Day, DAYS_MAX, daysSchema } from '../../contract/day.ts';
import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import { answer, ask } from './city-api.ts';

/** An hour's bar changes slowly. */
const FRESH_MS = 5 * 60_000;
/** Rows come into sight many at once: they are asked for together. */
const TOGETHER_MS = 100;
/** A page may stay open for days: so often it looks for what has grown old, or what the city did not answer. */
const LOOK_EVERY_MS = 10_000;

interface Known {
  readonly day: Day | null;
  readonly at: number;
}

const known = new Map<string, Known>();
const isOld = (id: string): boolean => Date.now() - (known.get(id)?.at ?? 0) > FRESH_MS;

const watchers = new Map<string, Set<(day: Day | null) => void>>();
const wanted = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let look: ReturnType<typeof setInterval> | undefined;

const askForWanted = async (): Promise<void> => {
  timer = undefined;
  // Whoever has scrolled out of sight meanwhile is not asked for.
  const ids = [...wanted].filter((id) => watchers.has(id)).slice(0, DAYS_MAX);
  for (const id of ids) wanted.delete(id);
  if (ids.length === 0) return;
  const told = await answer(daysSchema, ask(`${DASHBOARD_PATHS.days}?terminals=${ids.join(',')}`)).catch(() => null);
  const days = new Map(Object.entries(told?.days ?? {}));
  for (const id of told === null ? [] : ids) {
    const day = days.get(id) ?? null;
    known.set(id, { day, at: Date.now() });
    for (const tell of watchers.get(id) ?? []) tell(day);
  }
  if (wanted.size > 0) wait();
};

const wait = (): void => {
  timer ??= setTimeout(() => void askForWanted(), TOGETHER_MS);
};

const wantOld = (): void => {
  if (document.visibilityState !== 'visible') return;
  for (const id of watchers.keys()) if (isOld(id)) wanted.add(id);
  if (wanted.size > 0) wait();
};

const watch = (id: string, tell: (day: Day | null) => void): (() => void) => {
  const those = watchers.get(id) ?? new Set();
  watchers.set(id, those.add(tell));
  if (isOld(id)) {
    wanted.add(id);
    wait();
  }
  look ??= setInterval(wantOld, LOOK_EVERY_MS);
  return () => {
    those.delete(tell);
    if (those.size === 0) watchers.delete(id);
    if (watchers.size > 0) return;
    clearInterval(look);
    look = undefined;
  };
};

/** The last 24 hours of a terminal; null as long as they are not known. */
export const useDay = (id: string): Day | null => {
  const [day, setDay] = useState(() => known.get(id)?.day ?? null);
  useEffect(() => watch(id, setDay), [id]);
  return day;
};
