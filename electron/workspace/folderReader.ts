// Reads a workspace folder for the verifier; takes no lock and writes nothing.
import type { LogReader } from '../../shared/log/verify.ts';
import { join, readIfThere, type Files } from './files.ts';
import { layout, segmentNumber } from './layout.ts';

export function folderReader(files: Files, folder: string): LogReader {
  return {
    file: (name) => readIfThere(files, join(folder, name)),
    segments: async function* () {
      const payloads = join(folder, layout.payloads);
      if ((await files.stat(payloads))?.isFolder !== true) return;
      const names = (await files.list(payloads)).filter((name) => segmentNumber(name) !== undefined);
      for (const name of names.sort((left, right) => segmentNumber(left)! - segmentNumber(right)!)) yield await files.readFile(join(payloads, name));
    },
  };
}
