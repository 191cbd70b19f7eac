/** The zone of a city that names none (IANA time zone database). */
export const DEFAULT_TIME_ZONE = 'Europe/Berlin';
