// Does what the page asks of the desktop, one answer per call of the contract.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Notification, app, shell, type BrowserWindow } from 'electron';
import type { DesktopCalls, MenuCommand, PickedFile, Settings } from '../../../shared/contract/desktop.ts';
import { assertNever } from '../../../shared/kernel/assertNever.ts';
import type { Grants } from '../machine/Grants.ts';
import type { CheckedCall } from './desktopShapes.ts';
import { askExportFolder, askFiles, askNewWorkspace, askTarget, askWorkspace } from './dialogs.ts';
import { folderOf, forgetWorkspace, listWorkspaces } from './knownWorkspaces.ts';
import { showMenu } from './menu.ts';
import type { OpenWorkspace } from './OpenWorkspace.ts';
import { applySettings, readSettings, writeSettings } from './settingsFile.ts';
import { texts } from './texts.ts';

export type DesktopParts = {
  readonly window: BrowserWindow;
  readonly workspace: OpenWorkspace;
  readonly grants: Grants;
  readonly sendMenu: (command: MenuCommand) => void;
  /** The page said whether leaving now would lose work. */
  readonly setBusy: (busy: boolean) => void;
  /** The page is there and listens. */
  readonly pageIsReady: () => void;
};

/** Typed per name by the contract; the union keeps one switch readable. */
export async function answerDesktop(asked: CheckedCall, parts: DesktopParts): Promise<DesktopCalls[CheckedCall['name']]['response']> {
  const { window, workspace, grants } = parts;
  const words = texts[readSettings().language];
  switch (asked.name) {
    case 'app.info':
      return appInfo();
    case 'settings.read':
      return readSettings();
    case 'settings.write':
      return changeSettings(asked.request, parts);
    case 'workspace.recent':
      parts.pageIsReady();
      return listWorkspaces();
    case 'workspace.forget':
      forgetWorkspace(asked.request.token);
      return undefined;
    case 'workspace.create': {
      const folder = await askNewWorkspace(window, words, asked.request.title);
      return folder === null ? { kind: 'dismissed' } : workspace.create(folder, asked.request.title);
    }
    case 'workspace.pick': {
      const folder = await askWorkspace(window, words);
      return folder === null ? { kind: 'dismissed' } : workspace.open(folder, asked.request.readOnly);
    }
    case 'workspace.open': {
      const folder = folderOf(asked.request.token);
      if (folder === null) return { kind: 'trouble', trouble: { kind: 'notAWorkspace', displayPath: '' } };
      return workspace.open(folder, asked.request.readOnly);
    }
    case 'workspace.close':
      await workspace.close();
      return undefined;
    case 'files.pick':
      return grantAll(grants, await askFiles(window, words, asked.request.purpose, asked.request.multiple));
    case 'files.sample':
      return grantAll(grants, await sampleFiles());
    case 'files.save': {
      const path = await askTarget(window, words, asked.request.name);
      return path === null ? null : grants.grantTarget(path);
    }
    case 'folders.pick': {
      const folder = await askExportFolder(window, words);
      return folder === null ? null : grants.grantFolder(folder);
    }
    case 'folders.show': {
      const folder = grants.folderOf(asked.request.token);
      if (folder !== null) await shell.openPath(folder);
      return undefined;
    }
    case 'window.progress':
      window.setProgressBar(asked.request.fraction ?? -1);
      return undefined;
    case 'window.notify':
      if (!window.isFocused() && Notification.isSupported()) new Notification(asked.request).show();
      return undefined;
    case 'window.busy':
      parts.setBusy(asked.request.busy);
      return undefined;
    default:
      return assertNever(asked);
  }
}

function appInfo(): DesktopCalls['app.info']['response'] {
  const { electron, chrome, node } = process.versions;
  return { version: app.getVersion(), electron, chromium: chrome, node, platform: `${process.platform} ${process.arch}`, pinnedRuntime: electron === pinnedElectron };
}

function changeSettings(change: Partial<Omit<Settings, 'actor'>>, { window, sendMenu }: DesktopParts): Settings {
  const before = readSettings();
  const settings = writeSettings(change);
  applySettings(settings, window.webContents);
  if (settings.language !== before.language) showMenu(settings.language, sendMenu);
  return settings;
}

async function sampleFiles(): Promise<string[]> {
  const folder = join(app.getAppPath(), 'electron/resources/sample');
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.csv')).toSorted().map((name) => join(folder, name));
}

async function grantAll(grants: Grants, paths: readonly string[]): Promise<readonly PickedFile[]> {
  const granted = await Promise.all(paths.map((path) => grants.grantFile(path)));
  return granted.filter((file) => file !== null);
}

/** Written in by the bundler from package.json. */
declare const pinnedElectron: string;
