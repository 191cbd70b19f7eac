import { app, screen, type BaseWindow } from 'electron';
import type { Refused } from './rule.ts';

/** Displays come and go in several steps; their last word counts. */
const DISPLAYS_SETTLE_MS = 500;

/** Whoever takes the keyboard away may have it for so long: two programs that fight for it would take a core each. */
const BACK_AFTER_MS = 1_000;

export interface HeldWindow {
  /** Staff leave the kiosk: the window is one like any other, until the next start. */
  release(): void;
}

/**
 * The window fills the primary display and stays: it is not closed (but for the end of the whole program),
 * minimised, moved, made smaller or left. Under a kiosk's compositor nothing else is there to do it; on a desktop
 * `kiosk` alone holds none of this (electron#2272).
 */
export const holdWindow = (window: BaseWindow, refused: Refused): HeldWindow => {
  let isHeld = true;
  let isEnding = false;
  let settling: NodeJS.Timeout | undefined;
  let returning: NodeJS.Timeout | undefined;

  const isElsewhere = (): boolean => {
    const { bounds } = screen.getPrimaryDisplay();
    const now = window.getBounds();
    return now.x !== bounds.x || now.y !== bounds.y || now.width !== bounds.width || now.height !== bounds.height;
  };
  const fill = (): void => {
    if (isElsewhere()) window.setBounds(screen.getPrimaryDisplay().bounds);
  };
  /** What somebody or something else did to the window is undone, and counted. */
  const undo = (put: () => void) => (): void => {
    if (!isHeld || isEnding || window.isDestroyed()) return;
    refused();
    put();
  };
  const putBack = (): void => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.moveTop();
    fill();
  };
  const settle = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (isHeld && !window.isDestroyed()) putBack();
    }, DISPLAYS_SETTLE_MS);
  };

  app.on('before-quit', () => {
    isEnding = true;
  });
  window.on('close', (event) => {
    if (!isHeld || isEnding) return;
    event.preventDefault();
    refused();
  });
  window.on('minimize', undo(putBack));
  window.on('hide', undo(putBack));
  window.on('leave-full-screen', undo(putBack));
  const stay = (): void => {
    if (isElsewhere()) undo(fill)();
  };
  window.on('move', stay);
  window.on('resize', stay);
  window.on('blur', () => {
    clearTimeout(returning);
    returning = setTimeout(() => {
      if (!window.isDestroyed() && !window.isFocused())
        undo(() => {
          window.moveTop();
          window.focus();
        })();
    }, BACK_AFTER_MS);
  });
  window.on('focus', () => clearTimeout(returning));
  window.on('closed', () => {
    clearTimeout(settling);
    clearTimeout(returning);
  });
  screen.on('display-added', settle);
  screen.on('display-removed', settle);
  screen.on('display-metrics-changed', settle);
  return {
    release: () => {
      isHeld = false;
    },
  };
};
