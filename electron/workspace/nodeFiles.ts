// The real file system behind the workspace.
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, rmdir, stat, statfs, type FileHandle } from 'node:fs/promises';
import { codeOf, type Files, type OpenFile } from './files.ts';

export const nodeFiles: Files = {
  readFile: async (path) => plain(await readFile(path)),
  readRange: async (path, offset, length) => {
    const handle = await open(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await handle.close();
    }
  },
  stat: async (path) => {
    try {
      const found = await stat(path);
      return { bytes: found.size, isFolder: found.isDirectory() };
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
      throw error;
    }
  },
  list: async (folder) => (await readdir(folder)).sort(),
  makeFolder: (path) => mkdir(path),
  open: async (path, mode) => {
    const flags = constants.O_RDWR | constants.O_CREAT | (mode === 'create' ? constants.O_EXCL : 0);
    return openFile(await open(path, flags, 0o600));
  },
  rename,
  link,
  remove: (path) => rm(path),
  removeFolder: rmdir,
  syncFolder: async (path) => {
    // Windows cannot open a folder for syncing; NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  freeBytes: async (path) => {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};

function openFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes, position) => {
      let written = 0;
      while (written < bytes.length) {
        written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

/** A Buffer as what it is, so that callers cannot come to depend on its extras. */
function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
