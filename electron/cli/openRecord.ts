// Opens a workspace's record for one command, without replaying it into a state.
import { resolve } from 'node:path';
import { thisMachine } from '../workspace/lockFile.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { openFolder } from '../workspace/openFolder.ts';
import type { Workspace } from '../workspace/Workspace.ts';
import type { Io } from './io.ts';
import { CommandError, keysFor, stampFor, UsageError } from './openForCommand.ts';
import { damageWords, troubleWords } from './words.ts';

/** Runs `work` on the record. @throws CommandError where it can't be opened */
export async function withRecord<T>(path: string | undefined, io: Io, readOnly: boolean, work: (record: Workspace) => Promise<T>): Promise<T> {
  if (path === undefined) throw new UsageError('Name the workspace folder.');
  const { at: _, ...who } = stampFor(io)();
  const opened = await openFolder(resolve(io.cwd, path), { files: nodeFiles, keys: keysFor(io), machine: thisMachine(), now: () => io.now(), who, readOnly });
  if (!opened.ok) throw new CommandError(`${path}: ${troubleWords(opened.error)}`);
  try {
    if (!readOnly && opened.value.readOnly) throw new CommandError(`${path} can only be read: ${damageWords(opened.value.damage)}.`);
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}
