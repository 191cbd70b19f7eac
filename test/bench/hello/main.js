/** The smallest Electron app that shows a page: what every other number is measured against. */
import path from 'node:path';
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } });
  void window.loadFile(path.join(import.meta.dirname, 'index.html'));
});
