/**
 * A meeting's page in a view, and nothing else: no bar, no watchers, no rules. What a call costs in the terminal is
 * measured against it, so the view is as large as the terminal's and set up alike (main/stage/meeting-view.ts).
 * The address of the page is in BARE_CALL_URL.
 */
import { app, BaseWindow, session, WebContentsView } from 'electron';

const SIZE = { width: 1280, height: 728 };

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BaseWindow({ ...SIZE, frame: false });
  const view = new WebContentsView({
    webPreferences: {
      session: session.fromPartition('meeting'),
      sandbox: true,
      spellcheck: false,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  });
  window.contentView.addChildView(view);
  view.setBounds({ x: 0, y: 0, ...SIZE });
  void view.webContents.loadURL(process.env.BARE_CALL_URL);
});
