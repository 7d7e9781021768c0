// What the page may ask of the machine (main process), and what the machine tells the page.
import type { Brand } from '../kernel/brand.ts';

/** Stands for a file that the user picked or dropped; the page never sees or sends paths. */
export type FileToken = Brand<string, 'FileToken'>;
/** Stands for a folder that the user picked to write into. */
export type FolderToken = Brand<string, 'FolderToken'>;
/** Stands for the file that the user named in a save dialog; it is replaced where it is there already. */
export type TargetToken = Brand<string, 'TargetToken'>;
/** Stands for a workspace folder that the user created, picked or opened before. */
export type WorkspaceToken = Brand<string, 'WorkspaceToken'>;

export type PickedFile = { readonly token: FileToken; readonly name: string; readonly bytes: number };
/** A folder that is looked into for new files, and those that wait to be loaded. */
export type WatchedFolder = { readonly id: string; readonly displayPath: string; readonly waiting: readonly PickedFile[] };
export type PickedFolder = { readonly token: FolderToken; readonly displayPath: string };
export type PickedTarget = { readonly token: TargetToken; readonly displayPath: string };
export type KnownWorkspace = {
  readonly token: WorkspaceToken;
  readonly title: string;
  /** For reading only. */
  readonly displayPath: string;
  /** UTC milliseconds. */
  readonly openedAt: number;
  readonly exists: boolean;
};

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The same as the core's load limits. */
export type FileLimits = { readonly fileBytes: number; readonly columns: number; readonly cellBytes: number; readonly archiveEntries: number; readonly archiveRatio: number };

export type Settings = {
  readonly language: Language;
  readonly theme: Theme;
  /** Shown to colleagues; stays on this machine and never enters the log. */
  readonly personName: string;
  /** Pseudonymous id that the log carries. Made once per machine. */
  readonly actor: string;
  readonly singleKeys: boolean;
  readonly railCollapsed: boolean;
  /** Percent, 80 to 200. */
  readonly zoom: number;
  /** What a delivered file may hold at most. */
  readonly limits: FileLimits;
};

export type AppInfo = {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: string;
  /** False where the app runs on the stand-in runtime of a closed network. */
  readonly pinnedRuntime: boolean;
};

export type WorkspaceInfo = {
  readonly id: string;
  readonly title: string;
  readonly displayPath: string;
  readonly createdAt: number;
  readonly publicKey: string;
  readonly readOnly: boolean;
};

export type WorkspaceTrouble =
  | { readonly kind: 'notAWorkspace'; readonly displayPath: string }
  | { readonly kind: 'inUse'; readonly displayPath: string; readonly pid: number }
  | { readonly kind: 'newerFormat'; readonly displayPath: string; readonly format: number }
  | { readonly kind: 'notWritable'; readonly displayPath: string; readonly code: string }
  | { readonly kind: 'damaged'; readonly displayPath: string; readonly detail: string }
  | { readonly kind: 'diskFull'; readonly displayPath: string; readonly freeBytes: number; readonly neededBytes: number };

export type WorkspaceOutcome =
  | { readonly kind: 'opened'; readonly info: WorkspaceInfo; readonly token: WorkspaceToken }
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'trouble'; readonly trouble: WorkspaceTrouble };

/** The backups of a workspace, newest first. */
export type BackupState = {
  /** `at` in UTC milliseconds. */
  readonly backups: readonly { readonly name: string; readonly at: number }[];
  /** What kept the last one from being made; null where it was made. */
  readonly lastFault: string | null;
  /** When a copy was last put on other media; null for never. */
  readonly copiedAt: number | null;
  readonly isRunning: boolean;
};
export type BackupOutcome = { readonly kind: 'made'; readonly at: number } | { readonly kind: 'failed'; readonly detail: string };
export type CopyOutcome = { readonly kind: 'copied'; readonly displayPath: string } | { readonly kind: 'dismissed' } | { readonly kind: 'failed'; readonly detail: string };

/** Page → main. Each call takes one argument and answers with a promise. */
export type DesktopCalls = {
  'app.info': { request: undefined; response: AppInfo };
  'settings.read': { request: undefined; response: Settings };
  'settings.write': { request: Partial<Omit<Settings, 'actor'>>; response: Settings };
  'workspace.recent': { request: undefined; response: readonly KnownWorkspace[] };
  'workspace.forget': { request: { token: WorkspaceToken }; response: undefined };
  /** Asks where with a save dialog, makes the folder, opens it. */
  'workspace.create': { request: { title: string }; response: WorkspaceOutcome };
  /** Asks which with an open dialog, opens it. */
  'workspace.pick': { request: { readOnly: boolean }; response: WorkspaceOutcome };
  'workspace.open': { request: { token: WorkspaceToken; readOnly: boolean }; response: WorkspaceOutcome };
  'workspace.close': { request: undefined; response: undefined };
  /** Of the open workspace, or of one that could not be opened. */
  'backups.state': { request: { token: WorkspaceToken | null }; response: BackupState };
  'backups.make': { request: undefined; response: BackupOutcome };
  /** Asks for a folder, such as on a stick, and copies the workspace as it is now into it. */
  'backups.copy': { request: undefined; response: CopyOutcome };
  /** Makes a workspace of that backup in a new folder beside the old one, which stays as it is, and opens it. */
  'backups.restore': { request: { token: WorkspaceToken | null; name: string }; response: WorkspaceOutcome };
  'files.pick': {
    request: { purpose: 'load' | 'recipe' | 'reference' | 'receipt' | 'bundle'; multiple: boolean };
    response: readonly PickedFile[];
  };
  /** The files of the bundled sample. */
  'files.sample': { request: undefined; response: readonly PickedFile[] };
  /** Asks where to write one file, with a save dialog; null where the user dismissed it. The ending of `name` says what kind of file it is. */
  'files.save': { request: { name: string }; response: PickedTarget | null };
  /** What the clipboard holds as text, as a file to load; null where it holds none. */
  'files.paste': { request: undefined; response: PickedFile | null };
  'watch.list': { request: undefined; response: readonly WatchedFolder[] };
  /** Asks which folder with an open dialog. */
  'watch.add': { request: undefined; response: readonly WatchedFolder[] };
  'watch.remove': { request: { id: string }; response: readonly WatchedFolder[] };
  /** A waiting file was taken up or dismissed. */
  'watch.settle': { request: { token: FileToken }; response: readonly WatchedFolder[] };
  'folders.pick': { request: { purpose: 'export' }; response: PickedFolder | null };
  'folders.show': { request: { token: FolderToken }; response: undefined };
  /** 0 to 1; null takes the bar away. */
  'window.progress': { request: { fraction: number | null }; response: undefined };
  'window.notify': { request: { title: string; body: string }; response: undefined };
  /** Whether leaving now would lose work in progress; main asks before it closes the window. */
  'window.busy': { request: { busy: boolean }; response: undefined };
};
export type DesktopCall = keyof DesktopCalls;

export const menuCommands = [
  'new-workspace',
  'open-workspace',
  'close-workspace',
  'load',
  'export',
  'undo',
  'redo',
  'find',
  'palette',
  'shortcuts',
  'settings',
  'about',
  'place-1',
  'place-2',
  'place-3',
  'place-4',
  'place-5',
  'place-6',
  'place-7',
  'place-8',
  'place-9',
  'zoom-in',
  'zoom-out',
  'zoom-reset',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** Main → page. */
export type DesktopEvents = {
  menu: MenuCommand;
  /** A second start or the system asked to open this workspace. */
  open: WorkspaceToken;
  /** What waits in the watched folders. */
  watched: readonly WatchedFolder[];
};
export type DesktopEvent = keyof DesktopEvents;

/** What preload puts on `window.desktop`. */
export interface Desktop {
  call<Name extends DesktopCall>(
    name: Name,
    request: DesktopCalls[Name]['request'],
  ): Promise<DesktopCalls[Name]['response']>;
  /** Returns a function that stops listening. */
  on<Name extends DesktopEvent>(name: Name, listener: (event: DesktopEvents[Name]) => void): () => void;
  /** A grant for a file dropped on the window; null where it is no file on disk (a folder, a dragged picture). */
  grantDropped(file: unknown): Promise<PickedFile | null>;
  /**
   * Opens the line between the data worker and the machine (contract/machine.ts). The port arrives as a
   * window message whose data is `machinePortMessage`, with one port: the context bridge passes no ports.
   */
  connectMachine(): void;
}
export const machinePortMessage = 'machine-port';
