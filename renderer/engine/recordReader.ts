// The files of the open workspace's record as they lie on disk, read over the port: for the verifier and for bundles.
import type { LogReader } from '../../shared/log/verify.ts';
import type { Machine } from './machineClient.ts';

const READ_BYTES = 8 * 1024 * 1024;

/** `all` reads every file of the record into memory, by name. */
export type RecordReader = LogReader & { all(): Promise<Map<string, Uint8Array>> };

export function readerOver(machine: Machine): RecordReader {
  const listed = machine('record.list', undefined);
  const read = async (name: string, size: number): Promise<Uint8Array> => {
    const bytes = new Uint8Array(size);
    for (let offset = 0; offset < size; ) {
      const piece = await machine('record.read', { name, offset, length: Math.min(READ_BYTES, size - offset) });
      if (piece === null || piece.length === 0) return bytes.subarray(0, offset);
      bytes.set(piece, offset);
      offset += piece.length;
    }
    return bytes;
  };
  return {
    file: async (name) => {
      const found = (await listed).find((file) => file.name === name);
      return found === undefined ? undefined : read(name, found.bytes);
    },
    segments: async function* () {
      for (const { name, bytes } of await listed) if (name.startsWith('payloads/')) yield await read(name, bytes);
    },
    all: async () => {
      const files = new Map<string, Uint8Array>();
      for (const { name, bytes } of await listed) files.set(name, await read(name, bytes));
      return files;
    },
  };
}

/** A file that the user picked, whole. */
export async function readPicked(machine: Machine, token: Parameters<typeof machine<'file.read'>>[1]['token']): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { name, bytes } = await machine('file.stat', { token });
  return { name, bytes: await machine('file.read', { token, offset: 0, length: Math.min(bytes, READ_BYTES) }) };
}
