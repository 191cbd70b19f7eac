import type { Session } from 'electron';

/** Nothing is ever saved on a terminal. */
export const refuseDownloads = (session: Session): void => {
  session.on('will-download', (event) => event.preventDefault());
};
