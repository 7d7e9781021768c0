// Opens the real app in a folder of its own, as an ordinary user: for the end-to-end tests, and for measuring.
import type { ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Settings } from '../../../shared/contract/desktop.ts';
import { answerDialogs, type DialogAnswers } from './answerDialogs.ts';
import { readRunPlace, type RunPlace } from './runPlace.ts';

const screenshots = fileURLToPath(new URL('../../../screenshots', import.meta.url));

/** A folder that the app may write to, whoever runs the test. */
export type TestFolder = {
  readonly path: string;
  /** Writes a file and answers with its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  /** Makes a folder and answers with its path. */
  readonly make: (name: string) => string;
  readonly read: (name: string) => Buffer;
};

export type OpenOptions = {
  /** The packaged app in place of the built one. */
  readonly packaged?: boolean;
  /** Further arguments on the command line. */
  readonly args?: readonly string[];
  /** Written before the start; the language is English unless given. */
  readonly settings?: Partial<Settings>;
  /** Another profile than the test's own: two apps at once. */
  readonly profile?: string;
};

export type OpenApp = {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Errors that the page wrote or threw, in order. A test that expects some empties it. */
  readonly complaints: string[];
  /** Answers the system's dialogs from now on, in order. */
  readonly answer: (answers: DialogAnswers) => Promise<void>;
  /** Writes screenshots/<name>.png. */
  readonly capture: (name: string) => Promise<void>;
  /** Leaves as a user does: the window is closed. */
  readonly close: () => Promise<void>;
  /** Ends the process at once, as a power cut would. */
  readonly kill: () => Promise<void>;
};

/** Starts the app; `onStarted` gets its process as soon as there is one. */
export async function launchApp(folder: TestFolder, options: OpenOptions, onStarted: (child: ChildProcess) => void = () => {}): Promise<OpenApp> {
  const place = readRunPlace();
  const profile = folder.make(options.profile ?? 'profile');
  if (!existsSync(resolve(profile, 'settings.json'))) {
    folder.write(`${options.profile ?? 'profile'}/settings.json`, JSON.stringify({ language: 'en', ...options.settings }));
  }
  const executable = options.packaged ? place.packaged : place.electron;
  if (!executable) throw new Error('No packaged app is under test: set FICHERO_PACKAGED to its executable.');
  const appArguments = [...(options.packaged ? [] : ['-r', place.loader, place.appFolder]), `--user-data-dir=${profile}`, ...(options.args ?? [])];
  const env = { ...definedEnvironment(), HOME: folder.path, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile, XDG_RUNTIME_DIR: folder.path, TMPDIR: folder.make('tmp'), DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  const electron = await launch({
    executablePath: place.user ? writeLauncher(place.folder, place.user, executable) : executable,
    args: appArguments,
    // Left to itself, Playwright switches the sandbox off.
    chromiumSandbox: true,
    env,
    cwd: folder.path,
  }, options.packaged === true);
  // Taken now: Playwright forgets it once the app has ended.
  const child = electron.process();
  onStarted(child);
  const page = await electron.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.waitForLoadState('domcontentloaded');
  while (!(await isShown(electron))) await new Promise((done) => setTimeout(done, 20));
  return {
    electron,
    page,
    complaints,
    answer: (answers) => answerDialogs(electron, answers),
    capture: async (name) => {
      await page.screenshot({ path: resolve(screenshots, `${name}.png`) });
    },
    close: () => leave(electron, child),
    kill: () => end(child),
  };
}

/** The inspector may lose an answer to a garbage collection while the app starts: then it is not known yet. */
async function isShown(electron: ElectronApplication): Promise<boolean> {
  try {
    return await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
  } catch (error) {
    if (String(error).includes('promise was garbage collected')) return false;
    throw error;
  }
}

/** Ends a process at once, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}

/** The packaged app takes no loader, so Playwright attaches while it starts, and a start in thirty is missed: one more try. */
async function launch(options: Parameters<typeof _electron.launch>[0], packaged: boolean): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, timeout: packaged ? 15_000 : 30_000 });
  } catch (error) {
    if (!packaged) throw error;
    return _electron.launch({ ...options, timeout: 30_000 });
  }
}

/** Closes the window; Playwright's own close would end the app without asking it. */
async function leave(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done));
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await ended;
}

/** A script that becomes the app under another user: the process that Playwright knows is the app's. */
function writeLauncher(folder: string, user: NonNullable<RunPlace['user']>, executable: string): string {
  const file = resolve(folder, `launch${executable.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.sh`);
  writeFileSync(file, `#!/bin/sh\nexec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups -- '${executable}' "$@"\n`, { mode: 0o755 });
  return file;
}

/** A new folder within the run's own. */
export function makeTestFolder(): TestFolder {
  const place = readRunPlace();
  return makeFolder(mkdtempSync(resolve(place.folder, 'test-')), place);
}

function makeFolder(path: string, place: RunPlace): TestFolder {
  const give = (file: string) => {
    if (place.user) chownSync(file, place.user.uid, place.user.gid);
    return file;
  };
  give(path);
  const make = (name: string) => {
    const target = resolve(path, name);
    if (!existsSync(target)) {
      mkdirSync(target, { recursive: true });
      give(target);
    }
    return target;
  };
  return {
    path,
    make,
    write(name, content) {
      const file = resolve(path, name);
      if (dirname(file) !== path) make(dirname(name));
      writeFileSync(file, content);
      return give(file);
    },
    read: (name) => readFileSync(resolve(path, name)),
  };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
