// Opens a workspace folder for one command and closes it again, whatever happens.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readFileSync } from 'node:fs';
import type { Result } from '../../shared/kernel/result.ts';
import type { Stamp } from '../../shared/log/entry.ts';
import { Workspace } from '../../shared/state/workspace.ts';
import { folderKeys } from '../workspace/keys.ts';
import { thisMachine } from '../workspace/lockFile.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { openFolder } from '../workspace/openFolder.ts';
import { random } from '../workspace/random.ts';
import type { Workspace as WorkspaceFolder } from '../workspace/Workspace.ts';
import type { Io } from './io.ts';
import { jobFor } from './progressLine.ts';
import { startRecordThread } from './recordThread.ts';
import { damageWords, troubleWords, type Trouble } from './words.ts';

/** A reason to stop in words; the command ends with exit code 2. */
export class CommandError extends Error {}

/** The command was called wrongly: how it is called is shown too. */
export class UsageError extends CommandError {}

export type OpenCommand = { readonly workspace: Workspace; readonly folder: WorkspaceFolder };

/** Runs `work` on an open workspace. @throws CommandError where it can't be opened */
export async function withWorkspace<T>(path: string | undefined, io: Io, readOnly: boolean, work: (open: OpenCommand) => Promise<T>): Promise<T> {
  if (path === undefined) throw new UsageError('Name the workspace folder.');
  const stamp = stampFor(io);
  const { at: _, ...who } = stamp();
  const opened = await openFolder(resolve(io.cwd, path), { files: nodeFiles, keys: keysFor(io), machine: thisMachine(), now: () => io.now(), who, readOnly });
  if (!opened.ok) throw new CommandError(`${path}: ${troubleWords(opened.error)}`);
  const folder = opened.value;
  try {
    if (!readOnly && folder.readOnly) throw new CommandError(`${path} can only be read: ${damageWords(folder.damage)}.`);
    const workspace = accept(await Workspace.open({ journal: folder, stamp, randomBytes: random, startEncoder: startRecordThread }, jobFor(io)), path);
    return await work({ workspace, folder });
  } finally {
    await folder.close();
  }
}

/** The workspace as its record says now, after something in it was destroyed. */
export async function openAgain(folder: WorkspaceFolder, io: Io): Promise<Workspace> {
  return accept(await Workspace.open({ journal: folder, stamp: stampFor(io), randomBytes: random, startEncoder: startRecordThread }, jobFor(io)), folder.folder);
}

/** Signing keys live beside the app's own settings. */
export function keysFor(io: Io): ReturnType<typeof folderKeys> {
  return folderKeys(nodeFiles, join(homeOf(io), 'keys'));
}

export function homeOf(io: Io): string {
  return io.env['FICHERO_HOME'] ?? join(io.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Fichero');
}

/** Who acts on the command line: a name from the environment, else the machine's user, never anything personal. */
export function stampFor(io: Io): () => Stamp {
  return () => ({ at: io.now(), actor: io.env['FICHERO_ACTOR'] ?? 'command-line', role: 'steward', app: appVersion() });
}

export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}

/** The value. @throws CommandError in words */
export function accept<T>(result: Result<T, Trouble>, about: string): T {
  if (!result.ok) throw new CommandError(`${about}: ${troubleWords(result.error)}`);
  return result.value;
}

/** A number as it is counted: '' and '0x1' are none. @throws UsageError in words */
export function wholeNumber(text: string, option: string, what: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${option} ${text === '' ? '""' : text}: say ${what}.`);
  return Number(text);
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and positionals of a command. @param most how many positionals it takes @throws UsageError for anything else */
export function readArguments<O extends Options>(args: readonly string[], options: O, most = 1): ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>> {
  let read;
  try {
    read = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify a positional .*/s, '.').replaceAll('\n', ' ') : String(error));
  }
  if (read.positionals.length > most) throw new UsageError(`"${read.positionals[most]}" is one word too many.`);
  return read;
}
