// Collects a workspace's record into an audit bundle.
import { recordFiles, writeBundle } from '../../shared/log/bundle.ts';
import { join, readIfThere, type Files } from './files.ts';
import { layout, segmentNumber } from './layout.ts';

/** The files of the record as they lie on disk, by name. */
export async function readRecord(files: Files, folder: string): Promise<Map<string, Uint8Array>> {
  const record = new Map<string, Uint8Array>();
  for (const name of recordFiles) {
    const bytes = await readIfThere(files, join(folder, name));
    if (bytes !== undefined) record.set(name, bytes);
  }
  for (const name of await files.list(join(folder, layout.payloads))) {
    if (segmentNumber(name) !== undefined) record.set(`${layout.payloads}/${name}`, await files.readFile(join(folder, layout.payloads, name)));
  }
  return record;
}

/** `extras` are the verifier and the summaries by name; `at` is the time that the files in the zip get. */
export async function makeAuditBundle(files: Files, folder: string, extras: ReadonlyMap<string, Uint8Array>, at: number): Promise<Uint8Array> {
  return writeBundle(await readRecord(files, folder), extras, at);
}
