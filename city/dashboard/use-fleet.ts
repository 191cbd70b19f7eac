import { useMemo, useRef } from 'react';
import type { Fleet } from '../../contract/dashboard.ts';
import { readFleet } from './city-api.ts';
import { useAnswer } from './use-answer.ts';

/** Follows the fleet; the city says nothing when it is as it was. */
export const useFleet = () => {
  const tag = useRef<string | null>(null);
  const read = useMemo(
    () => async () => {
      const answer = await readFleet(tag.current);
      if (answer !== null) tag.current = answer.tag;
      return answer?.fleet ?? null;
    },
    [],
  );
  return useAnswer<Fleet>(read);
};
