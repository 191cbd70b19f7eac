import { z } from 'zod';

/** Numbers and dots: nothing else fits in. */
export const versionSchema = z.string().regex(/^\d{1,4}(?:\.\d{1,5}){0,3}$/);
