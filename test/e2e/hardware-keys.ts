import type { Terminal } from './fixtures.ts';

/** Presses a key where the window's keyboard really is, in our page or in the meeting's. */
export const pressHardwareKey = (terminal: Terminal, keyCode: string): Promise<void> =>
  terminal.app.evaluate(({ webContents }, key) => {
    const focused = webContents.getFocusedWebContents();
    focused?.sendInputEvent({ type: 'keyDown', keyCode: key });
    // A key that writes or activates comes as a character too.
    if (key.length === 1 || key === 'Enter' || key === 'Space') {
      focused?.sendInputEvent({ type: 'char', keyCode: key === 'Enter' ? '\r' : key === 'Space' ? ' ' : key });
    }
    focused?.sendInputEvent({ type: 'keyUp', keyCode: key });
  }, keyCode);

/** The address of the page that has the window's keyboard, without its query. */
export const pageWithKeyboard = (terminal: Terminal): Promise<string> =>
  terminal.app.evaluate(({ webContents }) => webContents.getFocusedWebContents()?.getURL().split('?')[0] ?? '');
