/** sysexits.h: the command line cannot be used. Whoever supervises us need not start us again. */
export const EXIT_USAGE = 64;

/** sysexits.h: a fault of our own. */
export const EXIT_CRASHED = 70;
