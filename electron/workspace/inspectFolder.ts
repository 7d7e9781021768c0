// Reads a workspace folder without changing it: how far the record is good, what is unfinished, what is damaged.
import { advanceHead, emptyHead, hashLine, parseEntry, payloadId, type Entry, type Head } from '../../shared/log/entry.ts';
import { canonicalJson, jsonToText } from '../../shared/log/canonicalJson.ts';
import { itemAt, readFrame } from '../../shared/log/frame.ts';
import { parseCheckpoint, isSigned, type Checkpoint } from '../../shared/log/checkpoint.ts';
import { splitLines } from '../../shared/log/lines.ts';
import { join, readIfThere, type Files } from './files.ts';
import { verifySignature } from './keys.ts';
import { parseHead } from '../../shared/log/headFile.ts';
import { layout, parseWorkspace, type WorkspaceFile } from './layout.ts';
import { indexFrames, readPlace, scanSegments, type FramePlace, type SegmentEnd, type SegmentScan } from './segments.ts';

/** What was set right while opening, or would be if the folder were opened for writing. */
export type Notice =
  /** Work that was cut off before it was acknowledged, and left no trace. */
  | { readonly kind: 'unfinishedEntry'; readonly bytes: number }
  | { readonly kind: 'unfinishedPayload'; readonly frames: number }
  | { readonly kind: 'rebuilt'; readonly file: string; readonly reason: 'missing' | 'damaged' | 'behind' }
  | { readonly kind: 'checkpointsDropped'; readonly lines: number }
  | { readonly kind: 'erasureFinished'; readonly entries: number };

/** What cannot be set right from the folder alone; it is opened for reading only. */
export type Damage =
  | { readonly kind: 'entriesLost'; readonly expected: number; readonly found: number }
  | { readonly kind: 'entryDamaged'; readonly entry: number }
  | { readonly kind: 'headDisagrees'; readonly entry: number }
  | { readonly kind: 'checkpointDisagrees'; readonly size: number }
  | { readonly kind: 'payloadDamaged'; readonly entry: number; readonly part: number }
  | { readonly kind: 'payloadMissing'; readonly entry: number; readonly part: number };

export type Inspection = {
  readonly workspace: WorkspaceFile;
  readonly head: Head;
  /** Where each good line starts in the entries file; one more for the end of the last. */
  readonly lineStarts: readonly number[];
  readonly entriesBytes: number;
  readonly scan: SegmentScan;
  readonly frames: ReadonlyMap<string, FramePlace>;
  /** Behind the last frame that belongs to an entry. */
  readonly keepEnd: SegmentEnd;
  readonly checkpoints: { readonly good: readonly Checkpoint[]; readonly goodBytes: number; readonly bytes: number; readonly dropped: number; readonly isMissing: boolean };
  /** Keys that the log itself announces, by the number of the entry that does. */
  readonly keys: ReadonlyMap<string, number>;
  readonly erasures: readonly Entry[];
  /** Who wrote the last good entry. */
  readonly lastActor: string | undefined;
  readonly notices: readonly Notice[];
  readonly damage: readonly Damage[];
};

export type InspectionFault = { readonly kind: 'notAWorkspace' } | { readonly kind: 'newerFormat'; readonly format: number } | { readonly kind: 'damaged'; readonly detail: string };

export async function inspectFolder(files: Files, folder: string): Promise<Inspection | { readonly fault: InspectionFault }> {
  const workspaceBytes = await readIfThere(files, join(folder, layout.workspace));
  const entryBytes = await readIfThere(files, join(folder, layout.entries));
  if (workspaceBytes === undefined && entryBytes === undefined) return { fault: { kind: 'notAWorkspace' } };
  const named = workspaceBytes === undefined ? undefined : parseWorkspace(workspaceBytes);
  if (named !== undefined && 'newer' in named) return { fault: { kind: 'newerFormat', format: named.newer } };

  const notices: Notice[] = [];
  const damage: Damage[] = [];
  const scan = (await files.stat(join(folder, layout.payloads)))?.isFolder === true ? await scanSegments(files, folder) : { places: [], segments: [] };
  const frames = indexFrames(scan);
  const heads = await readHeads(files, folder);
  const stored = heads.head ?? heads.backup;
  /** The heads as the lines give them, at the two sizes that are on file. */
  const computed = new Map<number, Head>();

  const lines = splitLines(entryBytes ?? new Uint8Array());
  const lineStarts = [0];
  const keys = new Map<string, number>();
  const erasures: Entry[] = [];
  let head = emptyHead(named?.id ?? '');
  let previous = head;
  let first: Entry | undefined;
  let lastActor: string | undefined;
  let actorBefore: string | undefined;
  let cut = false;
  for (const line of lines.lines) {
    const seq = head.size;
    const parsed = parseEntry(line);
    if (!parsed.ok && typeof parsed.error === 'object' && parsed.error.kind === 'newerFormat') return { fault: parsed.error };
    const isGood = parsed.ok && parsed.value.seq === seq && parsed.value.prev === head.hash && (seq === 0 || parsed.value.log === head.log);
    if (!parsed.ok || !isGood) {
      // Behind the stored head nothing was acknowledged: a line that was being written when the power went.
      cut = stored !== undefined && seq >= stored.size;
      if (!cut) {
        // A sound line that does not follow says that the line before it is not the one that it was sealed onto.
        const isSound = parsed.ok && parsed.value.seq === seq && seq > 0;
        damage.push({ kind: 'entryDamaged', entry: isSound ? seq - 1 : seq });
        if (isSound) {
          lineStarts.pop();
          head = previous;
          lastActor = actorBefore;
        }
      }
      break;
    }
    const entry = parsed.value;
    first ??= entry;
    if (seq === 0) head = emptyHead(entry.log);
    for (let part = 0; part < entry.payload; part++) {
      const place = frames.get(payloadId(seq, part));
      if (place === undefined) damage.push({ kind: 'payloadMissing', entry: seq, part });
      else if (!place.intact) damage.push({ kind: 'payloadDamaged', entry: seq, part });
    }
    const key = entry.note?.['key'];
    if (typeof key === 'string' && (entry.act === 'create-workspace' || entry.act === 'open') && !keys.has(key)) keys.set(key, seq);
    if (entry.act === 'erase') erasures.push(entry);
    previous = head;
    actorBefore = lastActor;
    lastActor = entry.actor;
    head = advanceHead(head, entry, hashLine(line));
    if (head.size === heads.head?.size || head.size === heads.backup?.size) computed.set(head.size, head);
    lineStarts.push(lineStarts.at(-1)! + line.length + 1);
  }
  const goodBytes = lineStarts.at(-1)!;
  if (stored !== undefined && stored.size > head.size) damage.push({ kind: 'entriesLost', expected: stored.size, found: head.size });
  else if (stored !== undefined && stored.size > 0 && computed.get(stored.size)?.hash !== stored.hash) damage.push({ kind: 'headDisagrees', entry: stored.size - 1 });
  else notices.push(...headNotices(heads, head, computed));
  if (entryBytes !== undefined && goodBytes < entryBytes.length && (cut || lines.rest > 0)) notices.push({ kind: 'unfinishedEntry', bytes: entryBytes.length - goodBytes });

  const recorded = first === undefined ? undefined : await workspaceFromEntry(files, folder, first, frames);
  if (named === undefined && recorded === undefined) return { fault: { kind: 'damaged', detail: layout.workspace } };
  // What the first entry says is chained and signed; the small file only repeats it.
  const workspace = recorded ?? named!;
  if (named === undefined || (recorded !== undefined && canonicalJson({ ...named }) !== canonicalJson({ ...recorded }))) {
    notices.push({ kind: 'rebuilt', file: layout.workspace, reason: workspaceBytes === undefined ? 'missing' : 'damaged' });
  }

  const checkpoints = await readCheckpoints(files, folder);
  if (checkpoints.isMissing) notices.push({ kind: 'rebuilt', file: layout.checkpoints, reason: 'missing' });
  if (checkpoints.dropped > 0) notices.push({ kind: 'checkpointsDropped', lines: checkpoints.dropped });
  for (const { size, head: signed } of checkpoints.good) {
    if (size > head.size) {
      if (size > (stored?.size ?? 0)) damage.push({ kind: 'entriesLost', expected: size, found: head.size });
    } else if (hashLine(lines.lines[size - 1]!) !== signed) damage.push({ kind: 'checkpointDisagrees', size });
  }

  const { keepEnd, loose } = endOfCommitted(scan, frames, head.size);
  if (loose > 0) notices.push({ kind: 'unfinishedPayload', frames: loose });
  return { workspace, head, lineStarts, entriesBytes: entryBytes?.length ?? 0, scan, frames, keepEnd, checkpoints, keys, erasures, lastActor, notices, damage };
}

type Heads = {
  readonly head: Head | undefined;
  readonly backup: Head | undefined;
  readonly headFile: FileState;
  readonly backupFile: FileState;
};
type FileState = 'missing' | 'damaged' | 'whole';

async function readHeads(files: Files, folder: string): Promise<Heads> {
  const bytes = await readIfThere(files, join(folder, layout.head));
  const backupBytes = await readIfThere(files, join(folder, layout.headBackup));
  const head = bytes === undefined ? undefined : parseHead(bytes);
  const backup = backupBytes === undefined ? undefined : parseHead(backupBytes);
  const stateOf = (content: Uint8Array | undefined, parsed: Head | undefined): FileState => (content === undefined ? 'missing' : parsed === undefined ? 'damaged' : 'whole');
  return { head, backup, headFile: stateOf(bytes, head), backupFile: stateOf(backupBytes, backup) };
}

/** What is wrong with the two head files where the record itself is good. */
function headNotices(heads: Heads, head: Head, computed: ReadonlyMap<number, Head>): Notice[] {
  const notices: Notice[] = [];
  const agrees = (stored: Head): boolean => stored.size === 0 || canonicalJson({ ...stored }) === canonicalJson({ ...computed.get(stored.size) });
  if (heads.head === undefined) notices.push({ kind: 'rebuilt', file: layout.head, reason: heads.headFile === 'missing' ? 'missing' : 'damaged' });
  else if (!agrees(heads.head)) notices.push({ kind: 'rebuilt', file: layout.head, reason: 'damaged' });
  else if (heads.head.size < head.size) notices.push({ kind: 'rebuilt', file: layout.head, reason: 'behind' });
  if (heads.backup === undefined) {
    // A workspace of one entry has never had a second head.
    if (heads.backupFile === 'damaged' || head.size > 1) notices.push({ kind: 'rebuilt', file: layout.headBackup, reason: heads.backupFile === 'missing' ? 'missing' : 'damaged' });
  } else if (heads.backup.size > head.size || !agrees(heads.backup)) notices.push({ kind: 'rebuilt', file: layout.headBackup, reason: 'damaged' });
  return notices;
}

/** How many of the latest signatures are checked at every opening. */
const checkedSignatures = 1_000;

async function readCheckpoints(files: Files, folder: string): Promise<Inspection['checkpoints']> {
  const found = await readIfThere(files, join(folder, layout.checkpoints));
  const bytes = found ?? new Uint8Array();
  const { lines, rest } = splitLines(bytes);
  const good: Checkpoint[] = [];
  let goodBytes = 0;
  let dropped = rest > 0 ? 1 : 0;
  for (const [index, line] of lines.entries()) {
    const checkpoint = parseCheckpoint(line);
    // Tens of thousands of signatures would hold up the opening; the full verification checks them all.
    const isChecked = lines.length - index <= checkedSignatures;
    if (checkpoint.ok && (!isChecked || (await isSigned(checkpoint.value, verifySignature)))) {
      good.push(checkpoint.value);
      goodBytes += line.length + 1;
    } else dropped++;
  }
  return { good, goodBytes, bytes: bytes.length, dropped, isMissing: found === undefined };
}

async function workspaceFromEntry(files: Files, folder: string, first: Entry, frames: ReadonlyMap<string, FramePlace>): Promise<WorkspaceFile> {
  const key = first.note?.['key'];
  let title = '';
  const place = frames.get(payloadId(0, 0));
  const bytes = place === undefined ? undefined : await readPlace(files, folder, place);
  const frame = bytes === undefined ? undefined : readFrame(bytes);
  if (frame?.ok === true && frame.value.count > 0) title = jsonToText(itemAt(frame.value, 0)?.['title']) ?? '';
  return { v: first.v, id: first.log, title, created: first.at, key: typeof key === 'string' ? key : '' };
}

/** Behind the last frame that belongs to one of `size` entries, and how many unfinished ones follow. */
export function endOfCommitted(scan: SegmentScan, frames: ReadonlyMap<string, FramePlace>, size: number): { keepEnd: SegmentEnd; loose: number } {
  let keepEnd: SegmentEnd = { number: scan.segments[0]?.number ?? 1, bytes: 0 };
  let loose = 0;
  for (const place of scan.places) {
    if (place.seq < size && frames.get(payloadId(place.seq, place.part)) === place) {
      keepEnd = { number: place.segment, bytes: place.offset + 16 + place.length };
      loose = 0;
    } else loose++;
  }
  const hasTail = scan.segments.some(({ number, bytes }) => number > keepEnd.number || (number === keepEnd.number && bytes > keepEnd.bytes));
  return { keepEnd, loose: loose === 0 && hasTail ? 1 : loose };
}
