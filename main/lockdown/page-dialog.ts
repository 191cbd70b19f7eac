import { z } from 'zod';

const openingSchema = z.object({ type: z.enum(['alert', 'confirm', 'prompt', 'beforeunload']) });
type PageDialog = z.infer<typeof openingSchema>['type'];

/** The debugger's event that a page opens a dialog, and its answer. */
export const DIALOG_OPENS = 'Page.javascriptDialogOpening';
export const DIALOG_ANSWER = 'Page.handleJavaScriptDialog';

/** Which dialog a page opens, as the debugger says; null for every other event. */
export const dialogOf = (method: string, parameters: unknown): PageDialog | null =>
  method === DIALOG_OPENS ? (openingSchema.safeParse(parameters).data?.type ?? null) : null;
