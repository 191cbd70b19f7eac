import { useCallback, useEffect, useState } from 'react';
import { CityFailure } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';

/** An answer, and to which question it is one. */
interface Answered<T> {
  readonly value: T | null;
  readonly failure: string | null;
  readonly read: unknown;
  readonly round: number;
}

/**
 * Asks the city once, and anew when told so or when the question is another one.
 * @param read the same function as long as the question is the same
 */
export const useQuestion = <T>(read: () => Promise<T>) => {
  const { setSignedIn } = useDashboard();
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<Answered<T>>({ value: null, failure: null, read: null, round: 0 });

  useEffect(() => {
    let isOver = false;
    const ask = async (): Promise<void> => {
      try {
        const value = await read();
        if (!isOver) setAnswered({ value, failure: null, read, round });
      } catch (error) {
        const failure = error instanceof CityFailure ? error.code : 'malformed';
        if (isOver) return;
        if (failure === 'signed-out') setSignedIn(null);
        else setAnswered((before) => ({ ...before, failure, read, round }));
      }
    };
    void ask();
    return () => {
      isOver = true;
    };
  }, [read, round, setSignedIn]);

  return {
    /** The last answer; null before the first one. */
    value: answered.value,
    /** What is wrong with the line to the city; null when nothing is. */
    failure: answered.failure,
    /** Whether the answer is to come. */
    isAsking: answered.read !== read || answered.round !== round,
    again: useCallback(() => setRound((before) => before + 1), []),
  };
};
