// What the workspace needs of a file system, so narrow that a test can stand in for it and crash at any write.

/** Rejects with an error that carries a system code (ENOENT, ENOSPC, EACCES …) where the system refuses. */
export interface Files {
  readFile(path: string): Promise<Uint8Array>;
  /** Fewer bytes than asked only at the end of the file. */
  readRange(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** undefined where there is nothing. */
  stat(path: string): Promise<{ readonly bytes: number; readonly isFolder: boolean } | undefined>;
  /** Names in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
  makeFolder(path: string): Promise<void>;
  /** `create` fails with EEXIST where the file is there; `write` makes it where it is not. */
  open(path: string, mode: 'create' | 'write'): Promise<OpenFile>;
  /** Replaces a file of the new name. */
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file that will not change any more; may fail where the disk knows no such thing. */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
  /** Makes names in the folder durable. */
  syncFolder(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
}

export interface OpenFile {
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Makes the bytes durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

export function join(folder: string, ...names: string[]): string {
  return [folder.replace(/[\\/]+$/, ''), ...names].join('/');
}

/** Writes a whole file under a temporary name, makes it durable, and only then gives it its name. */
export async function replaceFile(files: Files, folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `${name}.tmp`);
  await writeWhole(files, temporary, bytes);
  await files.rename(temporary, join(folder, name));
  await files.syncFolder(folder);
}

/** Writes a file from its start and makes its bytes durable; its name is not yet. */
export async function writeWhole(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  const file = await files.open(path, 'write');
  try {
    await file.truncate(0);
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The file's bytes; undefined where there is no such file. */
export async function readIfThere(files: Files, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
