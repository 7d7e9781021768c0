// Writes exported files: under a temporary name first, made durable, and only then under their own.
import { createHash, type Hash } from 'node:crypto';
import { link, open, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import type { MachineTrouble, WrittenFile } from '../../shared/contract/machine.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { codeOf } from './files.ts';

type Output = {
  readonly folder: string;
  readonly name: string;
  readonly temporary: string;
  readonly handle: FileHandle;
  readonly hash: Hash;
  /** Replaces a file of its name: the user was asked. */
  readonly replaces: boolean;
  bytes: number;
};

export class Outputs {
  readonly #open = new Map<number, Output>();
  readonly #freeRoom: () => Promise<boolean>;
  #last = 0;

  /** @param freeRoom gives up room that is held back for a full disk; false where there is none */
  constructor(freeRoom: () => Promise<boolean> = () => Promise.resolve(false)) {
    this.#freeRoom = freeRoom;
  }

  async create(folder: string, name: string): Promise<Result<{ output: number }, MachineTrouble>> {
    return this.#create(folder, name, false);
  }

  /** For a path that the user named and agreed to have replaced. */
  async createAt(path: string): Promise<Result<{ output: number }, MachineTrouble>> {
    return this.#create(dirname(path), basename(path), true);
  }

  async #create(folder: string, name: string, replaces: boolean): Promise<Result<{ output: number }, MachineTrouble>> {
    if (!replaces && !isPlainName(name)) return err({ kind: 'notWritable', name, code: 'EINVAL' });
    const output = ++this.#last;
    const temporary = join(folder, `.${name}.${process.pid}-${output}.part`);
    try {
      const handle = await open(temporary, 'wx', 0o644);
      this.#open.set(output, { folder, name, temporary, handle, hash: createHash('sha256'), replaces, bytes: 0 });
      return ok({ output });
    } catch (error) {
      return err(await troubleOf(error, folder, name, 0));
    }
  }

  async write(number: number, bytes: Uint8Array): Promise<Result<undefined, MachineTrouble>> {
    const output = this.#take(number);
    try {
      let written = 0;
      while (written < bytes.length) {
        try {
          written += (await output.handle.write(bytes, written, bytes.length - written)).bytesWritten;
        } catch (error) {
          if (!isFull(error) || !(await this.#freeRoom())) throw error;
        }
      }
      output.hash.update(bytes);
      output.bytes += bytes.length;
      return ok(undefined);
    } catch (error) {
      await this.abort(number);
      return err(await troubleOf(error, output.folder, output.name, bytes.length));
    }
  }

  /** Makes the file durable and gives it its name, numbered where the name is taken. */
  async commit(number: number): Promise<Result<WrittenFile, MachineTrouble>> {
    const output = this.#take(number);
    try {
      await output.handle.sync();
      await output.handle.close();
      const name = await giveName(output);
      await syncFolder(output.folder);
      this.#open.delete(number);
      return ok({ name, displayPath: join(output.folder, name), bytes: output.bytes, sha256: output.hash.digest('hex') });
    } catch (error) {
      await this.abort(number);
      return err(await troubleOf(error, output.folder, output.name, output.bytes));
    }
  }

  /** Leaves nothing behind. */
  async abort(number: number): Promise<void> {
    const output = this.#open.get(number);
    if (!output) return;
    this.#open.delete(number);
    await output.handle.close().catch(() => {});
    await rm(output.temporary, { force: true }).catch(() => {});
  }

  async abortAll(): Promise<void> {
    for (const number of this.#open.keys()) await this.abort(number);
  }

  #take(number: number): Output {
    const output = this.#open.get(number);
    if (!output) throw new Error(`There is no output ${number}.`);
    return output;
  }
}

/** True for a name without folders, without characters that some system refuses, and not hidden. */
export function isPlainName(name: string): boolean {
  // Windows keeps these names for devices, whatever follows the dot.
  const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
  // oxlint-disable-next-line no-control-regex -- Control characters are what it looks for.
  const hasForbidden = /[\u0000-\u001f<>:"/\\|?*]/.test(name);
  return name.length > 0 && name.length <= 200 && !isDevice && !hasForbidden && basename(name) === name && !/^\.|[. ]$/.test(name);
}

/** A hard link fails where the name is taken, so no file is overwritten unless the user agreed to that. */
async function giveName({ folder, name, temporary, replaces }: Output): Promise<string> {
  if (replaces) {
    await rename(temporary, join(folder, name));
    return name;
  }
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem} (${number})${ext}`;
    try {
      await link(temporary, join(folder, candidate));
      await rm(temporary);
      return candidate;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EEXIST') continue;
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    }
    // Disks without hard links (FAT): reserve the name, then replace the empty file.
    try {
      await (await open(join(folder, candidate), 'wx')).close();
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    await rename(temporary, join(folder, candidate));
    return candidate;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder; it keeps its own order of names and data.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

async function troubleOf(error: unknown, folder: string, name: string, neededBytes: number): Promise<MachineTrouble> {
  if (!isFull(error)) return { kind: 'notWritable', name, code: codeOf(error) };
  return { kind: 'diskFull', freeBytes: await freeBytesOf(folder), neededBytes };
}

async function freeBytesOf(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
