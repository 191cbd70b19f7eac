/** Stands in the bundle for `node:process`, which parts of electron-store import. */
export default process;
