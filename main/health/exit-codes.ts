/** sysexits.h: the command line cannot be used. Whoever supervises us need not start us again. */
export const EXIT_USAGE = 64;

/** sysexits.h: the city refused the enrolment for good. */
export const EXIT_NOT_ENROLLED = 77;

/** sysexits.h: a fault of our own. */
export const EXIT_CRASHED = 70;

/** sysexits.h: a temporary state that ends with a new start. Whoever supervises us starts us at once. */
export const EXIT_RESTART = 75;
