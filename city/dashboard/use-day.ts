import { useEffect, useState } from 'react';
import { type Day, DAYS_MAX, daysSchema } from '../../contract/day.ts';
import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import { answer, ask } from './city-api.ts';

/** An hour's bar changes slowly. */
const FRESH_MS = 5 * 60_000;
/** Rows come into sight many at once: they are asked for together. */
const TOGETHER_MS = 100;

interface Known {
  readonly day: Day | null;
  readonly at: number;
}

const known = new Map<string, Known>();
const watchers = new Map<string, Set<(day: Day | null) => void>>();
const wanted = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

const askForWanted = async (): Promise<void> => {
  timer = undefined;
  // Whoever has scrolled out of sight meanwhile is not asked for.
  const ids = [...wanted].filter((id) => watchers.has(id)).slice(0, DAYS_MAX);
  for (const id of ids) wanted.delete(id);
  if (ids.length === 0) return;
  const { days } = await answer(daysSchema, ask(`${DASHBOARD_PATHS.days}?terminals=${ids.join(',')}`)).catch(() => ({
    days: {},
  }));
  for (const id of ids) {
    const day = new Map(Object.entries(days)).get(id) ?? null;
    known.set(id, { day, at: Date.now() });
    for (const tell of watchers.get(id) ?? []) tell(day);
  }
  if (wanted.size > 0) wait();
};

const wait = (): void => {
  timer ??= setTimeout(() => void askForWanted(), TOGETHER_MS);
};

const watch = (id: string, tell: (day: Day | null) => void): (() => void) => {
  const those = watchers.get(id) ?? new Set();
  watchers.set(id, those.add(tell));
  if (Date.now() - (known.get(id)?.at ?? 0) > FRESH_MS) {
    wanted.add(id);
    wait();
  }
  return () => {
    those.delete(tell);
    if (those.size === 0) watchers.delete(id);
  };
};

/** The last 24 hours of a terminal; null as long as they are not known. */
export const useDay = (id: string): Day | null => {
  const [day, setDay] = useState(() => known.get(id)?.day ?? null);
  useEffect(() => watch(id, setDay), [id]);
  return day;
};
