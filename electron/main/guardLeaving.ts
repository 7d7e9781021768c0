// Lets the app go only when that loses nothing: asks while work is going on, and closes the workspace first.
import { app, type BrowserWindow } from 'electron';
import { askToLeave } from './desktop/dialogs.ts';
import type { OpenWorkspace } from './desktop/OpenWorkspace.ts';
import { readSettings } from './desktop/settingsFile.ts';
import { texts } from './desktop/texts.ts';

/** @returns how the page says whether leaving now would lose work */
export function guardLeaving(window: BrowserWindow, workspace: OpenWorkspace): (busy: boolean) => void {
  let busy = false;
  window.on('close', (event) => {
    if (!busy) return;
    event.preventDefault();
    void ask();
  });
  const ask = async () => {
    if (!(await askToLeave(window, texts[readSettings().language]))) return;
    busy = false;
    window.close();
  };
  // A page that died or is loaded again has no work any more; what a page loads later of its own is no new page.
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) busy = false;
  });
  window.webContents.on('render-process-gone', () => {
    busy = false;
  });

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void workspace.close().finally(() => {
      closed = true;
      // Not within the event: there a second request to quit is ignored.
      setImmediate(() => app.quit());
    });
  });
  return (value) => {
    busy = value;
  };
}
