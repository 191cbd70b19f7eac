import type { WebContents } from 'electron';

/** A page's `beforeunload` (BBB has one) must not hold a visitor back: the event is answered with "leave". */
export const refuseUnloadTraps = (contents: WebContents): void => {
  contents.on('will-prevent-unload', (event) => event.preventDefault());
};
