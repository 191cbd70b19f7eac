import { BaseWindow, screen, WebContentsView, type WebPreferences } from 'electron';
import { KIOSK_PAGE } from './kiosk-address.ts';

/** What the window shows until our page has drawn: the surface of the attract screen, never white. */
const SURFACE = '#f5f7fa';

export interface StageWindow {
  readonly window: BaseWindow;
  readonly ui: WebContentsView;
}

/**
 * Opens the one window and our page in it.
 * @param preferences how our page is made: locked, and with its preload script
 */
export const openWindow = (options: {
  readonly windowed: boolean;
  readonly preferences: WebPreferences;
}): StageWindow => {
  const ui = new WebContentsView({ webPreferences: options.preferences });
  // The page's process needs longest: it is started first, and the window opens meanwhile.
  void ui.webContents.loadURL(KIOSK_PAGE);
  ui.setBackgroundColor(SURFACE);

  const { bounds, workArea } = screen.getPrimaryDisplay();
  const size = options.windowed
    ? { width: Math.min(1280, workArea.width), height: Math.min(800, workArea.height), center: true }
    : // kiosk alone is not enough: without a window manager nobody answers a request for full screen.
      { ...bounds, kiosk: true, frame: false, roundedCorners: false, resizable: false };
  const window = new BaseWindow({
    ...size,
    title: 'Stadtfenster',
    backgroundColor: SURFACE,
    autoHideMenuBar: true,
    show: true,
  });
  // Chromium makes a new X11 window that is as large as the screen one pixel smaller, until it is told again.
  if (!options.windowed) window.setBounds(bounds);
  window.contentView.addChildView(ui);
  const fill = (): void => {
    const { width, height } = window.getContentBounds();
    ui.setBounds({ x: 0, y: 0, width, height });
  };
  fill();
  window.on('resize', fill);
  return { window, ui };
};
