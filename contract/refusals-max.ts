/** More refusals of a rule than this are told as this: a page that asks in a loop says no more by a longer number. */
export const REFUSALS_MAX = 1_000_000;
