/** Any number, the same in all versions: an advisory lock held in common by all running cities of a database. */
export const RUNNING_LOCK = 5_711_043;
