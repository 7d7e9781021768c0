// Does what the page asks of the desktop, one answer per call of the contract.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Notification, app, clipboard, shell, type BrowserWindow } from 'electron';
import type { DesktopCalls, MenuCommand, PickedFile, Settings, WorkspaceOutcome, WorkspaceToken } from '../../../shared/contract/desktop.ts';
import { assertNever } from '../../../shared/kernel/assertNever.ts';
import type { Grants } from '../machine/Grants.ts';
import type { Backups } from './Backups.ts';
import type { CheckedCall } from './desktopShapes.ts';
import { askExportFolder, askFiles, askNewWorkspace, askTarget, askWatchedFolder, askWorkspace, workspaceEnding } from './dialogs.ts';
import { folderOf, forgetWorkspace, listWorkspaces } from './knownWorkspaces.ts';
import { showMenu } from './menu.ts';
import type { OpenWorkspace } from './OpenWorkspace.ts';
import { applySettings, readSettings, writeSettings } from './settingsFile.ts';
import { texts } from './texts.ts';
import type { WatchedFolders } from './WatchedFolders.ts';

export type DesktopParts = {
  readonly window: BrowserWindow;
  readonly workspace: OpenWorkspace;
  readonly backups: Backups;
  readonly grants: Grants;
  readonly sendMenu: (command: MenuCommand) => void;
  /** The page said whether leaving now would lose work. */
  readonly setBusy: (busy: boolean) => void;
  readonly watched: WatchedFolders;
  /** The page is there and listens. */
  readonly pageIsReady: () => void;
};

/** Typed per name by the contract; the union keeps one switch readable. */
export async function answerDesktop(asked: CheckedCall, parts: DesktopParts): Promise<DesktopCalls[CheckedCall['name']]['response']> {
  const { window, workspace, backups, grants } = parts;
  const opened = async (outcome: Promise<WorkspaceOutcome>): Promise<WorkspaceOutcome> => {
    const known = await outcome;
    // The folders of the workspace that is open now are watched; of one that is only read, none.
    parts.watched.follow(known.kind === 'opened' && !known.info.readOnly ? known.info.id : null);
    await backups.opened();
    return known;
  };
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
      return folder === null ? { kind: 'dismissed' } : opened(workspace.create(folder, asked.request.title));
    }
    case 'workspace.pick': {
      const folder = await askWorkspace(window, words);
      return folder === null ? { kind: 'dismissed' } : opened(workspace.open(folder, asked.request.readOnly));
    }
    case 'workspace.open': {
      const folder = folderOf(asked.request.token);
      if (folder === null) return { kind: 'trouble', trouble: { kind: 'notAWorkspace', displayPath: '' } };
      return opened(workspace.open(folder, asked.request.readOnly));
    }
    case 'workspace.close':
      parts.watched.follow(null);
      await workspace.close();
      return undefined;
    case 'backups.state': {
      const folder = folderMeant(asked.request.token, workspace);
      return folder === null ? { backups: [], lastFault: null, copiedAt: null, isRunning: false } : backups.state(folder);
    }
    case 'backups.make':
      return backups.make();
    case 'backups.copy': {
      const target = await askExportFolder(window, words);
      return target === null ? { kind: 'dismissed' } : backups.copyTo(target, Date.now());
    }
    case 'backups.restore': {
      const folder = folderMeant(asked.request.token, workspace);
      if (folder === null) return { kind: 'trouble', trouble: { kind: 'notAWorkspace', displayPath: '' } };
      return opened(workspace.restore(folder, asked.request.name, freeFolder(folder, asked.request.name)));
    }
    case 'files.pick':
      return grantAll(grants, await askFiles(window, words, asked.request.purpose, asked.request.multiple));
    case 'files.sample':
      return grantAll(grants, await sampleFiles());
    case 'files.save': {
      const path = await askTarget(window, words, asked.request.name);
      return path === null ? null : grants.grantTarget(path);
    }
    case 'files.paste': {
      // A promise from Electron 40 on.
      const text = await clipboard.readText();
      return text.trim() === '' ? null : grants.grantText(words.dialogs.clipboardFile, text);
    }
    case 'watch.list':
      return parts.watched.list();
    case 'watch.add': {
      const folder = await askWatchedFolder(window, words);
      if (folder !== null) await parts.watched.add(folder);
      return parts.watched.list();
    }
    case 'watch.remove':
      parts.watched.remove(asked.request.id);
      return parts.watched.list();
    case 'watch.settle':
      parts.watched.settle(asked.request.token);
      return parts.watched.list();
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

/** The folder of a token; of the open workspace where there is none. */
function folderMeant(token: WorkspaceToken | null, workspace: OpenWorkspace): string | null {
  return token === null ? (workspace.journal?.folder ?? null) : folderOf(token);
}

/** "Clientes.fichero" restored from a backup of May becomes "Clientes 2026-05-01.fichero". */
function freeFolder(folder: string, backup: string): string {
  const stem = `${folder.replace(/\.fichero$/, '')} ${backup.slice(0, 10)}`;
  for (let number = 1; ; number++) {
    const candidate = `${stem}${number === 1 ? '' : ` (${number})`}.${workspaceEnding}`;
    if (!existsSync(candidate)) return candidate;
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
