/**
 * Stands in the bundle for `when-exit`, with which atomically (electron-store writes through it) deletes half-written files at the
 * end: it takes SIGTERM from Electron and ends the process at once, before what was recorded is on the disk. What we
 * write is written in one go, so there is nothing half-written.
 */
export default (): void => undefined;
