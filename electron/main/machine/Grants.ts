// Gives tokens for the files and folders that the user chose, and reads granted files; paths never reach the page.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToken, FolderToken, PickedFile, PickedFolder, PickedTarget, TargetToken } from '../../../shared/contract/desktop.ts';
import type { MachineTrouble } from '../../../shared/contract/machine.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { codeOf } from './codeOf.ts';

/** How long a file stays open after the last read from it. */
const idleMs = 5_000;

type Granted = {
  readonly path: string;
  /** What was pasted; it lies in no file. */
  readonly content?: Uint8Array;
  readonly name: string;
  /** Of the content that is being read; set anew by each `stat`. */
  fingerprint: string | null;
  handle: Promise<FileHandle> | null;
  /** Under way; a handle is closed only when they are through. */
  readonly reads: Set<Promise<unknown>>;
  timer: NodeJS.Timeout | undefined;
};

export class Grants {
  readonly #files = new Map<string, Granted>();
  readonly #folders = new Map<string, string>();
  readonly #targets = new Map<string, string>();

  /** Null where there is no regular file at the path. */
  async grantFile(path: string): Promise<PickedFile | null> {
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return null;
    const token = randomUUID();
    this.#files.set(token, { path, name: basename(path), fingerprint: null, handle: null, reads: new Set(), timer: undefined });
    return { token: token as FileToken, name: basename(path), bytes: found.size };
  }

  /** Text as a file of that name. */
  grantText(name: string, text: string): PickedFile {
    const content = new TextEncoder().encode(text);
    const token = randomUUID();
    this.#files.set(token, { path: '', content, name, fingerprint: null, handle: null, reads: new Set(), timer: undefined });
    return { token: token as FileToken, name, bytes: content.length };
  }

  grantFolder(path: string): PickedFolder {
    const token = randomUUID();
    this.#folders.set(token, path);
    return { token: token as FolderToken, displayPath: path };
  }

  grantTarget(path: string): PickedTarget {
    const token = randomUUID();
    this.#targets.set(token, path);
    return { token: token as TargetToken, displayPath: path };
  }

  /** Null for a token that was never given out. */
  targetOf(token: TargetToken): string | null {
    return this.#targets.get(token) ?? null;
  }

  /** Null for a token that was never given out. */
  folderOf(token: FolderToken): string | null {
    return this.#folders.get(token) ?? null;
  }

  /** Starts a reading: what is read afterwards must be the content that was there now. */
  async stat(token: FileToken): Promise<Result<{ name: string; bytes: number }, MachineTrouble>> {
    const granted = this.#files.get(token);
    if (!granted) return err({ kind: 'fileGone', name: '' });
    if (granted.content !== undefined) return ok({ name: granted.name, bytes: granted.content.length });
    await release(granted);
    try {
      const found = await stat(granted.path);
      if (!found.isFile()) return err({ kind: 'notAFile', name: granted.name });
      granted.fingerprint = fingerprintOf(found);
      return ok({ name: granted.name, bytes: found.size });
    } catch (error) {
      return err(troubleOf(error, granted.name));
    }
  }

  /** Fewer bytes than asked only at the end of the file. */
  async read(token: FileToken, offset: number, length: number): Promise<Result<Uint8Array, MachineTrouble>> {
    const granted = this.#files.get(token);
    if (!granted) return err({ kind: 'fileGone', name: '' });
    if (granted.content !== undefined) return ok(granted.content.slice(offset, offset + length));
    const reading = this.#readFrom(granted, offset, length);
    granted.reads.add(reading);
    try {
      return await reading;
    } finally {
      granted.reads.delete(reading);
    }
  }

  async #readFrom(granted: Granted, offset: number, length: number): Promise<Result<Uint8Array, MachineTrouble>> {
    clearTimeout(granted.timer);
    try {
      // Opened without waiting: a pipe put in the file's place must not hang the app.
      granted.handle ??= open(granted.path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
      const handle = await granted.handle;
      const found = await handle.stat();
      if (!found.isFile()) return err({ kind: 'notAFile', name: granted.name });
      granted.fingerprint ??= fingerprintOf(found);
      if (granted.fingerprint !== fingerprintOf(found)) return err({ kind: 'fileChanged', name: granted.name });
      const bytes = new Uint8Array(Math.max(0, Math.min(length, found.size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) return err({ kind: 'fileChanged', name: granted.name });
        filled += bytesRead;
      }
      return ok(bytes);
    } catch (error) {
      granted.handle = null;
      return err(troubleOf(error, granted.name));
    } finally {
      granted.timer = setTimeout(() => void release(granted), idleMs);
    }
  }
}

async function release(granted: Granted): Promise<void> {
  const handle = granted.handle;
  clearTimeout(granted.timer);
  granted.handle = null;
  // Another reading of the same file may have begun: it must not pull the file away from this one.
  await Promise.allSettled(granted.reads);
  await handle?.then((opened) => opened.close()).catch(() => {});
}

function fingerprintOf({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }): string {
  return `${size} ${mtimeMs} ${ino}`;
}

function troubleOf(error: unknown, name: string): MachineTrouble {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'fileGone', name };
  if (code === 'EISDIR') return { kind: 'notAFile', name };
  return { kind: 'notReadable', name, code };
}
