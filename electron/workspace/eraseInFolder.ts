// Destroys the content of erased items in the segments of a workspace and of its local backups, safe against a crash.
import { deflateRawSync } from 'node:zlib';
import type { ErasureOutcome } from '../../shared/contract/machine.ts';
import { canonicalBytes, isJsonObject, parseCanonical } from '../../shared/log/canonicalJson.ts';
import { parseEntry, type Entry } from '../../shared/log/entry.ts';
import { collectErasures, eraseFromFrame, type Erasures } from '../../shared/log/erasure.ts';
import { splitLines } from '../../shared/log/lines.ts';
import { frameInSegment, readSegment } from '../../shared/log/segment.ts';
import { listBackups, writeBackupManifest } from './backups.ts';
import { join, readIfThere, replaceFile, type Files } from './files.ts';
import { layout, segmentNumber } from './layout.ts';

/** Where a crash may have left a backup between its new segments and its new manifest. */
const erasingMark = 'erasing';

export async function eraseInFolder(files: Files, folder: string): Promise<ErasureOutcome> {
  const entriesBytes = (await readIfThere(files, join(folder, layout.entries))) ?? new Uint8Array();
  const lines = splitLines(entriesBytes).lines;
  const erasing: { entry: Entry; line: Uint8Array }[] = [];
  for (const line of lines) {
    const parsed = parseEntry(line);
    if (parsed.ok && parsed.value.act === 'erase') erasing.push({ entry: parsed.value, line });
  }
  const erasures = collectErasures(erasing.map(({ entry }) => entry));
  const removed: string[] = [];
  const unreadable: string[] = [];
  let segments = await eraseSegments(files, folder, erasures, unreadable);
  let backups = 0;
  for (const backup of await listBackups(files, folder)) {
    const path = join(folder, layout.backups, backup);
    const isMarked = (await files.stat(join(path, erasingMark))) !== undefined;
    const probe: string[] = [];
    if (!isMarked && !(await hasErasable(files, path, erasures, probe))) continue;
    await replaceFile(files, path, erasingMark, new Uint8Array());
    segments += await eraseSegments(files, path, erasures, unreadable);
    await addLaterErasures(files, path, erasing);
    await writeBackupManifest(files, path);
    await files.remove(join(path, erasingMark));
    await files.syncFolder(path);
    backups++;
  }
  if (erasing.length > 0) {
    await removeLeftovers(files, folder, removed);
    await replaceFile(files, folder, layout.erased, canonicalBytes({ upTo: erasing.at(-1)!.entry.seq }));
  }
  return { segments, backups, removed, unreadable };
}

/** Whether the content of all these erase entries is known to be destroyed: looking again takes reading all backups. */
export async function isErasedUpTo(files: Files, folder: string, erasures: readonly Entry[]): Promise<boolean> {
  const bytes = await readIfThere(files, join(folder, layout.erased));
  const parsed = bytes === undefined ? undefined : parseCanonical(bytes);
  const upTo = parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value['upTo'] : undefined;
  return typeof upTo === 'number' && erasures.every(({ seq }) => seq <= upTo);
}

/** Whether some erase entry still waits for its items to be destroyed in this folder. */
async function hasErasable(files: Files, folder: string, erasures: Erasures, unreadable: string[]): Promise<boolean> {
  for (const name of await segmentNames(files, folder)) {
    if (planSegment(await files.readFile(join(folder, layout.payloads, name)), folder, erasures, unreadable) !== undefined) return true;
  }
  return false;
}

async function eraseSegments(files: Files, folder: string, erasures: Erasures, unreadable: string[]): Promise<number> {
  let written = 0;
  for (const name of await segmentNames(files, folder)) {
    const bytes = await files.readFile(join(folder, layout.payloads, name));
    const after = planSegment(bytes, folder, erasures, unreadable);
    if (after === undefined) continue;
    await replaceFile(files, join(folder, layout.payloads), name, after);
    written++;
  }
  return written;
}

/** The segment without what is erased; undefined where nothing of it is. */
function planSegment(bytes: Uint8Array, folder: string, erasures: Erasures, unreadable: string[]): Uint8Array | undefined {
  const { frames, rest } = readSegment(bytes);
  let changed = false;
  const parts: Uint8Array[] = [];
  let size = 0;
  let from = 0;
  for (const frame of frames) {
    const to = from + 16 + frame.bytes.length;
    const after = frame.intact ? eraseFromFrame(frame.bytes, frame.seq, erasures, deflateRaw) : erasures.has(frame.seq) ? 'unreadable' : 'unchanged';
    if (after === 'unreadable') unreadable.push(`${folder}: ${frame.seq}.${frame.part}`);
    const isNew = typeof after !== 'string';
    changed ||= isNew;
    const part = isNew ? frameInSegment(frame.seq, frame.part, after) : bytes.subarray(from, to);
    parts.push(part);
    size += part.length;
    from = to;
  }
  if (!changed) return undefined;
  parts.push(bytes.subarray(bytes.length - rest));
  const whole = new Uint8Array(size + rest);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A backup's own log ends before the erase entry: it gets a copy of that line, or its gaps would look unauthorised. */
async function addLaterErasures(files: Files, backup: string, erasing: readonly { entry: Entry; line: Uint8Array }[]): Promise<void> {
  const bytes = (await readIfThere(files, join(backup, layout.entries))) ?? new Uint8Array();
  const size = splitLines(bytes).lines.length;
  const later = erasing.filter(({ entry }) => entry.seq >= size);
  if (later.length === 0) return;
  const text = Buffer.concat(later.flatMap(({ line }) => [line, Buffer.from('\n')]));
  await replaceFile(files, join(backup, layout.logFolder), layout.laterErasures.split('/')[1]!, new Uint8Array(text));
}

async function removeLeftovers(files: Files, folder: string, removed: string[]): Promise<void> {
  const damaged = join(folder, layout.damaged);
  if ((await files.stat(damaged))?.isFolder === true) {
    for (const name of await files.list(damaged)) {
      await files.remove(join(damaged, name));
      removed.push(`${layout.damaged}/${name}`);
    }
    await files.syncFolder(damaged);
  }
  for (const name of await files.list(join(folder, layout.payloads))) {
    if (segmentNumber(name) !== undefined) continue;
    await files.remove(join(folder, layout.payloads, name));
    removed.push(`${layout.payloads}/${name}`);
  }
  await files.syncFolder(join(folder, layout.payloads));
}

async function segmentNames(files: Files, folder: string): Promise<readonly string[]> {
  const payloads = join(folder, layout.payloads);
  if ((await files.stat(payloads)) === undefined) return [];
  return (await files.list(payloads)).filter((name) => segmentNumber(name) !== undefined);
}

const deflateRaw = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(bytes, { level: 1 }));
