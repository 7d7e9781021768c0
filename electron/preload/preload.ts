// Puts the desktop contract on `window.desktop`, and nothing else.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { machinePortMessage, type Desktop, type DesktopEvents } from '../../shared/contract/desktop.ts';
import { channels } from './channels.ts';

/** The page's window; this project has no DOM types, because main shares it. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

const desktop: Desktop = {
  call: (name, request) => ipcRenderer.invoke(channels.call, name, request),
  on(name, listener) {
    const hear = (_event: unknown, ...[heard, value]: unknown[]) => {
      // Main sends name and value as one pair of DesktopEvents.
      if (heard === name) listener(value as DesktopEvents[typeof name]);
    };
    ipcRenderer.on(channels.event, hear);
    return () => {
      ipcRenderer.off(channels.event, hear);
    };
  },
  async grantDropped(file) {
    // Only a file that came from the system has a path; one made by a script answers with ''.
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    return path === '' ? null : ipcRenderer.invoke(channels.drop, path);
  },
  connectMachine() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(channels.machine, null, [port1]);
    window.postMessage(machinePortMessage, window.location.origin, [port2]);
  },
};

contextBridge.exposeInMainWorld('desktop', desktop);
