// Lets the files of the record be read piece by piece, for the verifier in the app: these names and no others.
import { join, type Files } from './files.ts';
import { layout, segmentNumber } from './layout.ts';

export type RecordFile = { readonly name: string; readonly bytes: number };

/** The files that the verifier reads, segments in the order of their numbers. */
export async function listRecord(files: Files, folder: string): Promise<RecordFile[]> {
  const payloads = join(folder, layout.payloads);
  const isThere = (await files.stat(payloads))?.isFolder === true;
  const segments = isThere ? (await files.list(payloads)).filter((name) => segmentNumber(name) !== undefined) : [];
  segments.sort((left, right) => segmentNumber(left)! - segmentNumber(right)!);
  const names = [layout.workspace, layout.head, layout.headBackup, layout.entries, layout.checkpoints, layout.laterErasures, ...segments.map((name) => `${layout.payloads}/${name}`)];
  const found = await Promise.all(names.map(async (name) => ({ name, facts: await files.stat(join(folder, name)) })));
  return found.flatMap(({ name, facts }) => (facts === undefined || facts.isFolder ? [] : [{ name, bytes: facts.bytes }]));
}

/** Fewer bytes than asked only at the end; null for a name that is not one of the record's. */
export async function readRecord(files: Files, folder: string, name: string, offset: number, length: number): Promise<Uint8Array | null> {
  const known = (await listRecord(files, folder)).some((file) => file.name === name);
  return known ? files.readRange(join(folder, name), offset, length) : null;
}
