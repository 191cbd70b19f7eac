/**
 * Stands in the bundle for `node:crypto` where conf (under electron-store) imports it: conf needs it only for
 * encrypted files, and it takes 8 ms to load that the first picture would wait for. Our file is protected by
 * its mode.
 */
export default {};
