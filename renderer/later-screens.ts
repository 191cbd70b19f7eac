import { useEffect, useState } from 'react';

type LaterScreens = typeof import('./screens/later.ts');

let loaded: LaterScreens | null = null;

/**
 * The screens after the first two, in a chunk of their own. They are fetched once somebody has begun: the
 * first touch is answered without them, and an idle terminal does not hold them in memory.
 *
 * @param needed whether anybody has begun
 * @returns null until they are there
 */
export const useLaterScreens = (needed: boolean): LaterScreens | null => {
  const [screens, setScreens] = useState(loaded);
  useEffect(() => {
    if (!needed || loaded !== null) return;
    let wanted = true;
    void import('./screens/later.ts').then((module) => {
      loaded = module;
      if (wanted) setScreens(module);
    });
    return () => {
      wanted = false;
    };
  }, [needed]);
  return screens;
};
