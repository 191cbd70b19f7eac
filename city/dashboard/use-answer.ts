import { useCallback, useEffect, useState } from 'react';
import { CityFailure } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';

const EVERY_MS = 5000;

interface Answered<T> {
  /** The last answer; null before the first one. */
  readonly value: T | null;
  /** What is wrong with the line to the city now; null when nothing is. */
  readonly failure: string | null;
}

/**
 * Asks the city every five seconds, and at once when somebody looks at the page again.
 * @param read gives null when nothing has changed; the same function as long as the question is the same
 */
export const useAnswer = <T>(read: () => Promise<T | null>): Answered<T> => {
  const { setSignedIn } = useDashboard();
  const [answered, setAnswered] = useState<Answered<T>>({ value: null, failure: null });

  const ask = useCallback(async () => {
    try {
      const value = await read();
      setAnswered((before) => ({ value: value ?? before.value, failure: null }));
    } catch (error) {
      const failure = error instanceof CityFailure ? error.code : 'malformed';
      if (failure === 'signed-out') setSignedIn(null);
      else setAnswered((before) => ({ ...before, failure }));
    }
  }, [read, setSignedIn]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    let isOver = false;
    const round = async (): Promise<void> => {
      // One after the other: a slow city is not asked twice at once.
      if (isAsking) return;
      clearTimeout(timer);
      isAsking = true;
      if (document.visibilityState === 'visible') await ask();
      isAsking = false;
      if (!isOver) timer = setTimeout(() => void round(), EVERY_MS);
    };
    const look = (): void => void round();
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [ask]);
  return answered;
};
