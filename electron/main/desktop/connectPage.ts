// Listens to the page: only its own top frame on the app's own origin is heard, only well-formed messages of bounded size are answered.
import { join } from 'node:path';
import { app, ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { DesktopEvent, DesktopEvents } from '../../../shared/contract/desktop.ts';
import { channels } from '../../preload/channels.ts';
import { appOrigin } from '../appScheme.ts';
import { printDocument } from '../machine/printDocument.ts';
import { serveMachine } from '../machine/serveMachine.ts';
import { answerDesktop, type DesktopParts } from './answerDesktop.ts';
import { checkDesktopCall } from './desktopShapes.ts';

/** Longer than any path that a system takes. */
const longestPath = 40_000;

export function connectPage(parts: DesktopParts): void {
  let stopMachine: () => Promise<void> = async () => {};
  ipcMain.handle(channels.call, (event, name: unknown, request: unknown) => {
    assertOwnPage(event, parts.window);
    return answerDesktop(checkDesktopCall(name, request), parts);
  });
  ipcMain.handle(channels.drop, (event, path: unknown) => {
    assertOwnPage(event, parts.window);
    if (typeof path !== 'string' || path.length > longestPath) throw new Error('Malformed request.');
    return parts.grants.grantFile(path);
  });
  ipcMain.on(channels.machine, (event) => {
    assertOwnPage(event, parts.window);
    const [port] = event.ports;
    if (!port) throw new Error('Malformed request.');
    // A reloaded page connects anew; what the old one had begun is dropped.
    const stopped = stopMachine();
    stopMachine = serveMachine(port, {
      grants: parts.grants, 
      journal: () => parts.workspace.journal,
      print: printDocument,
      verifierPage: join(app.getAppPath(), 'electron/resources/verifier.html'),
      formPage: join(app.getAppPath(), 'electron/resources/form.html'),
      // Deleting a database leaves its bytes in the log of the store below; clearing the storage takes the files away.
      destroyWorkingData: () => parts.window.webContents.session.clearStorageData({ storages: ['indexdb'] }),
      after: stopped,
    });
  });
}

export function sendToPage<Name extends DesktopEvent>(window: BrowserWindow, name: Name, value: DesktopEvents[Name]): void {
  if (!window.isDestroyed()) window.webContents.send(channels.event, name, value);
}

function assertOwnPage(event: IpcMainInvokeEvent | IpcMainEvent, window: BrowserWindow): void {
  const frame = event.senderFrame;
  if (frame === null || frame !== window.webContents.mainFrame || !frame.url.startsWith(`${appOrigin}/`)) {
    throw new Error('Not the page of this app.');
  }
}
