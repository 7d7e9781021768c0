// The system's dialogs for files and folders; each remembers the folder it was last used in.
import { dirname, extname, join } from 'node:path';
import { app, dialog, type BrowserWindow, type FileFilter } from 'electron';
import * as z from 'zod';
import type { DesktopCalls } from '../../../shared/contract/desktop.ts';
import { readJson, writeJson } from '../jsonFile.ts';
import type { Texts } from './texts.ts';

type Purpose = DesktopCalls['files.pick']['request']['purpose'];

export const workspaceEnding = 'fichero';

/** The folder to make the workspace in; null where the user dismissed the dialog. */
export async function askNewWorkspace(window: BrowserWindow, { dialogs }: Texts, title: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.createWorkspace,
    buttonLabel: dialogs.createButton,
    defaultPath: join(lastFolder('workspace'), `${fileNameOf(title)}.${workspaceEnding}`),
    filters: [{ name: dialogs.workspaceFolders, extensions: [workspaceEnding] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return null;
  rememberFolder('workspace', dirname(filePath));
  return filePath.endsWith(`.${workspaceEnding}`) ? filePath : `${filePath}.${workspaceEnding}`;
}

export async function askWorkspace(window: BrowserWindow, { dialogs }: Texts): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.pickWorkspace,
    buttonLabel: dialogs.openButton,
    defaultPath: lastFolder('workspace'),
    properties: ['openDirectory'],
  });
  const folder = filePaths[0];
  if (canceled || folder === undefined) return null;
  rememberFolder('workspace', dirname(folder));
  return folder;
}

/** Empty where the user dismissed the dialog. */
export async function askFiles(window: BrowserWindow, { dialogs }: Texts, purpose: Purpose, multiple: boolean): Promise<readonly string[]> {
  const tables: FileFilter = { name: dialogs.customerFiles, extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'ods', 'json', 'jsonl', 'ndjson', 'vcf', 'parquet', 'zip', 'gz'] };
  const ownKind = { load: tables, recipe: { name: dialogs.recipeFiles, extensions: ['json'] }, reference: tables, receipt: { name: dialogs.receiptFiles, extensions: ['json', 'txt'] }, bundle: { name: dialogs.bundleFiles, extensions: ['zip'] } }[purpose];
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs[purpose],
    buttonLabel: dialogs.openButton,
    defaultPath: lastFolder(purpose),
    filters: [ownKind, { name: dialogs.allFiles, extensions: ['*'] }],
    properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  const first = filePaths[0];
  if (canceled || first === undefined) return [];
  rememberFolder(purpose, dirname(first));
  return filePaths;
}

export async function askExportFolder(window: BrowserWindow, { dialogs }: Texts): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.exportTo,
    buttonLabel: dialogs.chooseButton,
    defaultPath: lastFolder('export'),
    properties: ['openDirectory', 'createDirectory'],
  });
  const folder = filePaths[0];
  if (canceled || folder === undefined) return null;
  rememberFolder('export', folder);
  return folder;
}

/** The file to write; null where the user dismissed the dialog. The system asks before a file is replaced. */
export async function askTarget(window: BrowserWindow, { dialogs }: Texts, name: string): Promise<string | null> {
  const ending = extname(name);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.saveAs,
    defaultPath: join(lastFolder('export'), name),
    filters: [{ name: ending.slice(1).toUpperCase(), extensions: [ending.slice(1)] }, { name: dialogs.allFiles, extensions: ['*'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return null;
  rememberFolder('export', dirname(filePath));
  return extname(filePath) === '' ? `${filePath}${ending}` : filePath;
}

export async function askWatchedFolder(window: BrowserWindow, { dialogs }: Texts): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title: dialogs.watch, buttonLabel: dialogs.chooseButton, defaultPath: lastFolder('load'), properties: ['openDirectory'] });
  const folder = filePaths[0];
  return canceled || folder === undefined ? null : folder;
}

/** True where the user wants to leave although work is going on. */
export async function askToLeave(window: BrowserWindow, { dialogs }: Texts): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: dialogs.busyQuestion,
    detail: dialogs.busyDetail,
    buttons: [dialogs.stay, dialogs.leave],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** A title as a file name that every system takes. */
export function fileNameOf(title: string): string {
  // oxlint-disable-next-line no-control-regex -- Control characters are among what is replaced.
  const plain = title.replaceAll(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ').replaceAll(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 100);
  return plain === '' ? 'Fichero' : plain;
}

const folders = z.record(z.string(), z.string());

function lastFolder(purpose: string): string {
  return readJson(foldersFile(), folders)?.[purpose] ?? app.getPath('documents');
}

function rememberFolder(purpose: string, folder: string): void {
  writeJson(foldersFile(), { ...readJson(foldersFile(), folders), [purpose]: folder });
}

function foldersFile(): string {
  return join(app.getPath('userData'), 'folders.json');
}
