// A file on disk as loading reads it.
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { err, ok } from '../../shared/kernel/result.ts';
import { several, type FileSource } from '../../shared/state/files/readFile.ts';
import { CommandError } from './openForCommand.ts';

/** Runs `work` on a file. @throws CommandError where there is no such file */
export async function withFile<T>(path: string, work: (file: FileSource) => Promise<T>): Promise<T> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) throw new CommandError(`There is no file ${path}.`);
  if (!facts.isFile()) throw new CommandError(`${path} is no file.`);
  const handle = await open(path);
  try {
    const name = basename(path);
    return await work({
      name,
      bytes: facts.size,
      read: async (offset, length) => {
        try {
          const buffer = new Uint8Array(length);
          const { bytesRead } = await handle.read(buffer, 0, length, offset);
          return ok(buffer.subarray(0, bytesRead));
        } catch (error) {
          return err({ kind: 'notReadable', name, code: error instanceof Error && 'code' in error ? String(error.code) : '' });
        }
      },
    });
  } finally {
    await handle.close();
  }
}

/** Runs `work` on several files as one. */
export async function withFiles<T>(paths: readonly string[], work: (file: FileSource) => Promise<T>): Promise<T> {
  const opened: FileSource[] = [];
  const open = (at: number): Promise<T> => {
    const path = paths[at];
    if (path === undefined) return work(several(opened));
    return withFile(path, (file) => {
      opened.push(file);
      return open(at + 1);
    });
  };
  return open(0);
}
