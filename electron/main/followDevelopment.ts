// Reloads the page when `npm run dev` says that its files changed. A release has nobody who says so.
import { app, type BrowserWindow } from 'electron';

export function followDevelopment(window: BrowserWindow, refreshFiles: () => void): void {
  if (app.isPackaged || process.send === undefined) return;
  process.on('message', (message) => {
    if (message !== 'reload') return;
    refreshFiles();
    window.webContents.reloadIgnoringCache();
  });
}
