// Puts files into one zip and takes them out again; the only door to the library's zip side.
import { unzipSync, zipSync, type Zippable } from 'fflate';

/** What a bundle may unpack to; far more than any real one, far less than a hostile one could. */
const maxUnpackedBytes = 3_000_000_000;

/** A zip whose files all carry `at` (UTC milliseconds) as their time. Names under `stored` folders are not packed again. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>, at: number, isStored: (name: string) => boolean): Uint8Array {
  const all: Zippable = {};
  for (const [name, bytes] of files) all[name] = [bytes, { level: isStored(name) ? 0 : 6, mtime: at }];
  return zipSync(all);
}

/** The files that `wanted` asks for; undefined where the bytes are no whole zip, or claim to hold too much. */
export function unzipFiles(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> | undefined {
  let total = 0;
  try {
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted(name)) return false;
        total += originalSize;
        if (total > maxUnpackedBytes) throw new Error('too large');
        return true;
      },
    });
    return new Map(Object.entries(unpacked));
  } catch {
    return undefined;
  }
}
