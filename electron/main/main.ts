// The start-up story of the app, from the first switch to the open window.
import { app } from 'electron';
import { registerAppScheme, serveApp } from './appScheme.ts';
import { followDevelopment } from './followDevelopment.ts';
import { applySwitches, lockPages, lockSession } from './security.ts';
import { openWindow } from './openWindow.ts';
import { join } from 'node:path';

applySwitches();
registerAppScheme();
lockPages();

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  // The first one shows its window; see 'second-instance'.
  app.quit();
}

async function start(): Promise<void> {
  await lockSession();
  const refreshFiles = serveApp(join(app.getAppPath(), 'out/renderer'));
  const window = openWindow();
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  followDevelopment(window, refreshFiles);
}
