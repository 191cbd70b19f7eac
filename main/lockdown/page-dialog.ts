/** The debugger's event that a page opens a dialog, and its answer. */
const DIALOG_OPENS = 'Page.javascriptDialogOpening';
export const DIALOG_ANSWER = 'Page.handleJavaScriptDialog';

/**
 * Which dialog a page opens (`alert`, `confirm`, `prompt`, `beforeunload`), as the debugger says; null for every other
 * event. Without a schema: this is on the way of the first screen, which waits for no library.
 */
export const dialogOf = (method: string, parameters: unknown): unknown =>
  method === DIALOG_OPENS && typeof parameters === 'object' && parameters !== null
    ? Reflect.get(parameters, 'type')
    : null;
