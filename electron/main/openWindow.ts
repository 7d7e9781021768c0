// Makes the one window, where it was when it was closed.
import { join } from 'node:path';
import { BrowserWindow, app, nativeTheme } from 'electron';
import { startUrl } from './appScheme.ts';
import { readWindowPlace, rememberWindowPlace } from './windowPlace.ts';

/** Behind the page until it has drawn: its own background, so that nothing flashes. */
const background = { light: '#faf9f7', dark: '#1b1a18' };

export function openWindow(): BrowserWindow {
  const place = readWindowPlace();
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: app.getName(),
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: join(app.getAppPath(), 'out/preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
      // The page's code is kept compiled from the first start on, not only once it was run often.
      v8CacheOptions: 'bypassHeatCheck',
      // A long import goes on while the window is covered.
      backgroundThrottling: false,
    },
  });
  if (place.maximized) window.maximize();
  rememberWindowPlace(window);
  showOnce(window);
  void window.loadURL(startUrl);
  return window;
}

/** Shows the window at its first drawn frame, or soon after loading where the system never reports one. */
function showOnce(window: BrowserWindow): void {
  const show = () => {
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => setTimeout(show, 1_000));
}
