import { useEffect, useState } from 'react';

type LaterScreens = typeof import('./screens/later.ts');

let loaded: LaterScreens | null = null;

export type Need = 'no' | 'soon' | 'now';

/** Longer than drawing the rooms takes; shorter than anybody needs to choose one. */
const DRAWN_AFTER_MS = 100;

/**
 * The screens after the first two, in a chunk of their own. They are fetched once somebody has begun: the
 * first touch is answered without them, and an idle terminal does not hold them in memory.
 *
 * @param needed by what is shown now; `soon` when only the next screen needs them
 * @returns null until they are there
 */
export const useLaterScreens = (needed: Need): LaterScreens | null => {
  const [screens, setScreens] = useState(loaded);
  useEffect(() => {
    if (needed === 'no' || loaded !== null) return;
    const load = async (): Promise<void> => {
      loaded = await import('./screens/later.ts');
      setScreens(loaded);
    };
    const timer = setTimeout(() => void load(), needed === 'now' ? 0 : DRAWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [needed]);
  return screens;
};
