/**
 * Stands in the bundle for semver, with which conf (under electron-store) orders migrations. We have none: what
 * an older version wrote is parsed with defaults, see state.ts.
 */
export default {};
