import { screen, type BaseWindow } from 'electron';

/** How much of the screen the window still takes: the desktop must be reached beside it. */
const SHARE = 0.6;

/** Makes a normal window of it, until the next start. */
export const leaveKiosk = (window: BaseWindow): void => {
  const { x, y, width, height } = screen.getDisplayMatching(window.getBounds()).workArea;
  window.setKiosk(false);
  window.setFullScreen(false);
  window.setResizable(true);
  window.setBounds({ x, y, width: Math.round(width * SHARE), height: Math.round(height * SHARE) });
};
