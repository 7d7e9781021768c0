// Everything that lies on disk under a folder, as one text to search.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { readSegment } from '../../shared/log/segment.ts';

/** Every byte of each file as it lies there, and of each payload frame unpacked. */
export function everyByte(folder: string): string {
  let all = '';
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) {
      all += everyByte(path);
      continue;
    }
    const bytes = readFileSync(path);
    all += bytes.toString('latin1');
    if (!name.endsWith('.seg')) continue;
    for (const frame of readSegment(bytes).frames) {
      const view = Buffer.from(frame.bytes);
      if (view[1] === 1) all += inflateRawSync(view.subarray(view.length - view.readUInt32LE(24))).toString('latin1');
    }
  }
  return all;
}
