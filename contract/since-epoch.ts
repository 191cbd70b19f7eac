import { z } from 'zod';

/*
 * ISO 8601 writes years that no database keeps and no clock shows. Nothing that this product is told of was before 1970.
 */

const FIRST_DAY = '1970-01-01';
const notBefore = { error: `must not be before ${FIRST_DAY}` };

/** A day like `2026-11-18`. */
export const daySinceEpochSchema = z.iso.date().refine((day) => day >= FIRST_DAY, notBefore);

/** A moment in UTC like `2026-11-18T16:00:00Z`. */
export const momentSinceEpochSchema = z.iso.datetime().refine((moment) => moment >= FIRST_DAY, notBefore);
