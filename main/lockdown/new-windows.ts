import type { WebContents } from 'electron';

/** One window, and it is ours: no page opens another one, nor a webview inside itself. */
export const refuseNewWindows = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
};
