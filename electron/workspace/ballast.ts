// A file that holds room back on the disk: when the disk is full it goes, so that the record can close and the user can still export.
import { randomBytes } from 'node:crypto';
import { codeOf, join, type Files } from './files.ts';
import { layout } from './layout.ts';

/** Enough for the last lines of the record and the export of a hundred thousand records. */
export const ballastBytes = 32_000_000;
/** Random, so that no disk can hold it in less room than it says. */
const pieceBytes = 1_000_000;

/** Makes the ballast where there is none. Where there is no room for it beside `freeBytes`, or it is refused, everything else works without. */
export async function keepBallast(files: Files, folder: string, bytes: number, freeBytes: number): Promise<void> {
  const path = join(folder, layout.ballast);
  try {
    if (bytes === 0 || ((await files.stat(path))?.bytes ?? 0) >= bytes || (await files.freeBytes(folder)) < bytes + freeBytes) return;
    const file = await files.open(path, 'write');
    try {
      for (let at = 0; at < bytes; at += pieceBytes) await file.write(new Uint8Array(randomBytes(Math.min(pieceBytes, bytes - at))), at);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.syncFolder(folder);
  } catch (error) {
    if (codeOf(error) === '') throw error;
    await dropBallast(files, folder);
  }
}

/** True where there was one, and its room is free now. */
export async function dropBallast(files: Files, folder: string): Promise<boolean> {
  try {
    await files.remove(join(folder, layout.ballast));
    return true;
  } catch (error) {
    if (codeOf(error) === '') throw error;
    return false;
  }
}
