// The start-up story of the app, from the first switch to the open window.
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';
import type { MenuCommand } from '../../shared/contract/desktop.ts';
import { registerAppScheme, serveApp } from './appScheme.ts';
import { Backups } from './desktop/Backups.ts';
import { connectPage, sendToPage } from './desktop/connectPage.ts';
import { showMenu } from './desktop/menu.ts';
import { namedWorkspaces } from './desktop/namedWorkspaces.ts';
import { OpenWorkspace } from './desktop/OpenWorkspace.ts';
import { runtimeMemory } from './desktop/runtimeMemory.ts';
import { applySettings, readSettings } from './desktop/settingsFile.ts';
import { WatchedFolders } from './desktop/WatchedFolders.ts';
import { workspaceDoor } from './desktop/workspaceDoor.ts';
import { followDevelopment } from './followDevelopment.ts';
import { guardLeaving } from './guardLeaving.ts';
import { Grants } from './machine/Grants.ts';
import { openWindow } from './openWindow.ts';
import { applySwitches, lockPages, lockSession } from './security.ts';

// Checks are interpreted, never compiled to code.
z.config({ jitless: true });
applySwitches(readSettings().language);
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
  const workspace = new OpenWorkspace(workspaceDoor());
  const backups = new Backups(workspace, process.versions.electron.split('.')[0]!, runtimeMemory);
  backups.start();
  const setBusy = guardLeaving(window, workspace);

  const sendMenu = (command: MenuCommand) => sendToPage(window, 'menu', command);
  showMenu(readSettings().language, sendMenu);
  applySettings(readSettings(), window.webContents);
  // Chromium sets the zoom back at each load.
  window.webContents.on('did-finish-load', () => applySettings(readSettings(), window.webContents));

  const openAsked = (argv: readonly string[]) => {
    for (const token of namedWorkspaces(argv)) sendToPage(window, 'open', token);
  };
  let isFirstPage = true;
  const pageIsReady = () => {
    if (isFirstPage) openAsked(process.argv);
    isFirstPage = false;
  };
  app.on('second-instance', (_event, argv) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    openAsked(argv);
  });

  const grants = new Grants();
  const watched = new WatchedFolders(grants, join(app.getPath('userData'), 'watched.json'), () => sendToPage(window, 'watched', watched.list()));
  connectPage({ window, workspace, backups, grants, watched, sendMenu, setBusy, pageIsReady });
  followDevelopment(window, refreshFiles);
}
