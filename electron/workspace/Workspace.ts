// An open workspace folder: the journal that everything is appended to, its checkpoints, and its closing.
// Over 300 lines: everything here takes its turn in one queue.
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { WorkspaceInfo } from '../../shared/contract/desktop.ts';
import type { Journal, Journalled, SmallWrite } from '../../shared/contract/journal.ts';
import type { ErasureOutcome, JournalHead, MachineTrouble } from '../../shared/contract/machine.ts';
import { advanceHead, formatVersion, hashLine, parseEntry, payloadId, type Head } from '../../shared/log/entry.ts';
import { canonicalBytes } from '../../shared/log/canonicalJson.ts';
import { signedBytes, type Checkpoint } from '../../shared/log/checkpoint.ts';
import { dropBallast } from './ballast.ts';
import { codeOf, join, writeWhole, type Files, type OpenFile } from './files.ts';
import { backupTime, listBackups, writeBackup, type BackupFault } from './backups.ts';
import { eraseInFolder } from './eraseInFolder.ts';
import { endOfCommitted, type Damage, type Inspection, type Notice } from './inspectFolder.ts';
import type { Signer } from './keys.ts';
import { headBytes } from '../../shared/log/headFile.ts';
import { layout, type WorkspaceFile } from './layout.ts';
import type { Lock } from './lockFile.ts';
import { packFrame } from './packFrame.ts';
import { indexFrames, readPlace, scanSegments, SegmentWriter, type FramePlace } from './segments.ts';

/** A page of entries stays below this, unless one line alone is longer. */
const pageBytes = 4 * 1024 * 1024;
/** Below this much free space nothing is begun. */
export const minimumFreeBytes = 200_000_000;
const entriesPerCheckpoint = 1_000;
const dayMs = 86_400_000;
/** So many entries without a backup ask for one at the end. */
const operationsPerBackup = 100;

export type WorkspaceParts = {
  readonly files: Files;
  readonly folder: string;
  readonly inspection: Inspection;
  /** undefined opens for reading only. */
  readonly writing: { readonly lock: Lock; readonly signer: Signer | undefined; readonly minimumFreeBytes: number; readonly maxSegmentBytes?: number } | undefined;
  readonly notices: readonly Notice[];
  /** UTC milliseconds. */
  readonly now: () => number;
};

type Append = { frames: FramePlace[] };

export class Workspace implements Journal {
  /** What was set right at opening, and what could not be. With damage the workspace is for reading only. */
  readonly notices: readonly Notice[];
  readonly damage: readonly Damage[];
  readonly folder: string;
  readonly file: WorkspaceFile;
  private readonly files: Files;
  private readonly writing: WorkspaceParts['writing'];
  private readonly now: () => number;
  private frames: Map<string, FramePlace>;
  private readonly lineStarts: number[];
  private segments: SegmentWriter;
  private current: Head;
  private lastCheckpoint: Checkpoint | undefined;
  private checkpointBytes: number;
  private entriesFile: OpenFile | undefined;
  private open: Append | undefined;
  /** Set when the disk refused to take back a half-made append: only reopening can say what it holds. */
  private broken: MachineTrouble | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(parts: WorkspaceParts) {
    const { inspection } = parts;
    this.files = parts.files;
    this.folder = parts.folder;
    this.file = inspection.workspace;
    this.writing = parts.writing;
    this.now = parts.now;
    this.notices = parts.notices;
    this.damage = inspection.damage;
    this.frames = new Map(inspection.frames);
    this.lineStarts = [...inspection.lineStarts];
    this.current = inspection.head;
    this.lastCheckpoint = inspection.checkpoints.good.at(-1);
    this.checkpointBytes = inspection.checkpoints.goodBytes;
    this.segments = new SegmentWriter(parts.files, parts.folder, inspection.keepEnd, parts.writing?.maxSegmentBytes);
  }

  get readOnly(): boolean {
    return this.writing === undefined;
  }

  /** Where the log ends, with time and row counts. */
  get end(): Head {
    return this.current;
  }

  /** The last signed head. */
  get checkpointed(): Checkpoint | undefined {
    return this.lastCheckpoint;
  }

  info(): Promise<WorkspaceInfo> {
    const { id, title, created, key } = this.file;
    return Promise.resolve({ id, title, displayPath: this.folder, createdAt: created, publicKey: key, readOnly: this.readOnly });
  }

  head(): Promise<JournalHead> {
    return Promise.resolve(this.journalHead());
  }

  async entries({ from }: { readonly from: number }): Promise<readonly Uint8Array[]> {
    if (from >= this.current.size) return [];
    const start = this.lineStarts[from]!;
    let to = from + 1;
    while (to < this.current.size && this.lineStarts[to + 1]! - start <= pageBytes) to++;
    const bytes = await this.files.readRange(join(this.folder, layout.entries), start, this.lineStarts[to]! - start);
    return Array.from({ length: to - from }, (_, i) => bytes.subarray(this.lineStarts[from + i]! - start, this.lineStarts[from + i + 1]! - start - 1));
  }

  async frame({ payload }: { readonly payload: string }): Promise<Uint8Array | null> {
    const place = this.frames.get(payload);
    if (place === undefined || place.seq >= this.current.size) return null;
    const bytes = await readPlace(this.files, this.folder, place);
    if (bytes !== undefined) return bytes;
    // An erasure may just be writing the segment anew: its frames have other places afterwards.
    await this.queue;
    const moved = this.frames.get(payload);
    return moved === undefined || moved === place ? null : ((await readPlace(this.files, this.folder, moved)) ?? null);
  }

  begin(request: { readonly neededBytes: number; readonly mayUseBallast?: boolean }): Journalled<undefined> {
    return this.inTurn(() => this.beginNow(request));
  }

  private async beginNow({ neededBytes, mayUseBallast = false }: { readonly neededBytes: number; readonly mayUseBallast?: boolean }): Journalled<undefined> {
    if (this.writing === undefined) return err({ kind: 'readOnly' });
    if (this.broken !== undefined) return err(this.broken);
    await this.dropOpen();
    const needed = mayUseBallast ? 2 * neededBytes : Math.max(this.writing.minimumFreeBytes, 2 * neededBytes);
    let free = await this.files.freeBytes(this.folder);
    if (free < needed && mayUseBallast && (await this.freeRoom())) free = await this.files.freeBytes(this.folder);
    if (free < needed) return err({ kind: 'diskFull', freeBytes: free, neededBytes: needed });
    this.open = { frames: [] };
    return ok(undefined);
  }

  /** Gives up the room that was held back; false where there is none left. */
  freeRoom(): Promise<boolean> {
    return this.writing === undefined ? Promise.resolve(false) : dropBallast(this.files, this.folder);
  }

  /** @throws Error for a frame out of turn: frames come as seq.0, seq.1 … */
  append(frame: { readonly payload: string; readonly bytes: Uint8Array }): Journalled<undefined> {
    // Packing goes on beside the frames before; only writing has its turn.
    const packing = packFrame(frame.bytes);
    packing.catch(() => undefined);
    return this.inTurn(() => this.appendNow(frame.payload, packing));
  }

  private async appendNow(payload: string, packing: Promise<Uint8Array>): Journalled<undefined> {
    const open = this.openAppend();
    const expected = payloadId(this.current.size, open.frames.length);
    if (payload !== expected) throw new Error(`Frame ${payload} came where ${expected} was due`);
    open.frames.push(await this.segments.append(this.current.size, open.frames.length, await packing));
    return ok(undefined);
  }

  /** @throws Error for a line that is not the next entry of this log */
  commit(entry: { readonly line: Uint8Array; readonly previous: string }): Journalled<JournalHead> {
    return this.answered(this.inTurn(() => this.commitNow(entry)));
  }

  /** @throws Error for frames or a line out of turn */
  write({ neededBytes, mayUseBallast = false, frames, line, previous }: SmallWrite): Journalled<JournalHead> {
    return this.answered(
      this.inTurn(async () => {
        const begun = await this.beginNow({ neededBytes, mayUseBallast });
        if (!begun.ok) return begun;
        for (const { payload, bytes } of frames) await this.appendNow(payload, packFrame(bytes));
        return this.commitNow({ line, previous });
      }),
    );
  }

  private async commitNow({ line, previous }: { readonly line: Uint8Array; readonly previous: string }): Journalled<JournalHead> {
    const open = this.openAppend();
    if (previous !== this.current.hash) return err({ kind: 'journalMoved', expected: previous, found: this.current.hash });
    const parsed = parseEntry(line);
    if (!parsed.ok) throw new Error(`Not an entry: ${JSON.stringify(parsed.error)}`);
    const entry = parsed.value;
    if (entry.log !== this.current.log || entry.seq !== this.current.size || entry.prev !== previous || entry.payload !== open.frames.length) {
      throw new Error(`Entry ${entry.seq} does not follow entry ${this.current.size - 1} with ${open.frames.length} frames`);
    }
    const next = advanceHead(this.current, entry, hashLine(line));
    if (open.frames.length > 0) await this.segments.sync();
    await this.appendLine(line);
    // From here on the entry is in the record, whatever happens to the files that only speed up opening.
    this.segments.keep();
    for (const place of open.frames) this.frames.set(payloadId(place.seq, place.part), place);
    this.lineStarts.push(this.lineStarts.at(-1)! + line.length + 1);
    this.current = next;
    this.open = undefined;
    return ok(this.journalHead());
  }

  /** Whoever wrote hears of it as soon as the entry is durable; what only speeds up opening follows, before anything else is done. */
  private answered(written: Journalled<JournalHead>): Journalled<JournalHead> {
    void this.inTurn(async () => {
      const isKept = await written.then(({ ok: isOk }) => isOk, () => false);
      if (isKept) await this.writeHead();
      if (isKept && this.current.size % entriesPerCheckpoint === 0) await this.sign().catch(ignoreRefusal);
      return ok(undefined);
    });
    return written;
  }

  async abort(): Promise<undefined> {
    await this.inTurn(async () => {
      await this.dropOpen();
      return ok(undefined);
    });
    return undefined;
  }

  checkpoint(): Journalled<Checkpoint | null> {
    return this.inTurn(async () => {
      if (this.writing === undefined) return err({ kind: 'readOnly' });
      await this.sign();
      return ok(this.lastCheckpoint?.size === this.current.size ? this.lastCheckpoint : null);
    });
  }

  /** Opening finishes it where a crash interrupts it. */
  erase(): Journalled<ErasureOutcome> {
    return this.inTurn(async () => {
      if (this.writing === undefined) return err({ kind: 'readOnly' });
      await this.dropOpen();
      await this.segments.close();
      const outcome = await eraseInFolder(this.files, this.folder);
      const scan = await scanSegments(this.files, this.folder);
      this.frames = indexFrames(scan);
      this.segments = new SegmentWriter(this.files, this.folder, endOfCommitted(scan, this.frames, this.current.size).keepEnd, this.writing.maxSegmentBytes);
      return ok(outcome);
    });
  }

  /** Whether the newest backup is older than a day, and there is something that it does not hold. */
  async isBackupDue(): Promise<boolean> {
    const newest = (await listBackups(this.files, this.folder)).at(-1);
    const at = newest === undefined ? undefined : backupTime(newest);
    return this.current.size > 1 && (at === undefined || (this.now() - at >= dayMs && this.current.at > at));
  }

  /** Whether so much was done since the newest backup that leaving without one would be careless. */
  async hasMuchSinceBackup(): Promise<boolean> {
    const newest = (await listBackups(this.files, this.folder)).at(-1);
    const at = newest === undefined ? 0 : (backupTime(newest) ?? 0);
    const from = Math.max(1, this.current.size - operationsPerBackup);
    const [line] = this.readOnly || from >= this.current.size ? [] : await this.entries({ from });
    const parsed = line === undefined ? undefined : parseEntry(line);
    return parsed?.ok === true && this.current.size - from >= operationsPerBackup && parsed.value.at > at;
  }

  /** Copies everything into the folder of backups, checks the copy, and lets older ones go. */
  backUp(): Promise<Result<string, MachineTrouble | BackupFault>> {
    let outcome: Result<string, BackupFault> | undefined;
    return this.inTurn(async () => {
      if (this.writing === undefined) return err({ kind: 'readOnly' });
      outcome = await writeBackup(this.files, this.folder, this.now());
      return ok('');
    }).then((turn) => (turn.ok && outcome !== undefined ? outcome : turn));
  }

  /** Signs the head, lets the lock go. */
  async close(): Promise<void> {
    await this.inTurn(async () => {
      await this.dropOpen();
      if (this.writing !== undefined && this.broken === undefined) await this.sign();
      return ok(undefined);
    });
    await this.segments.close();
    await this.entriesFile?.close();
    this.entriesFile = undefined;
    await this.writing?.lock.release();
  }

  /** Runs one operation after another, and turns refusals of the file system into trouble. */
  private inTurn<T>(run: () => Promise<Result<T, MachineTrouble>>): Promise<Result<T, MachineTrouble>> {
    const turn = this.queue.then(async () => {
      try {
        return await run();
      } catch (error) {
        const code = codeOf(error);
        if (code === '') throw error;
        // From here on only closing and exporting are for this disk, and they have the room that was held back.
        if (isFull(code)) await this.freeRoom();
        await this.dropOpen().catch(() => undefined);
        return err(await this.troubleOf(code));
      }
    });
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async troubleOf(code: string): Promise<MachineTrouble> {
    if (!isFull(code)) return { kind: 'notWritable', name: this.folder, code };
    const freeBytes = await this.files.freeBytes(this.folder).catch(() => 0);
    return { kind: 'diskFull', freeBytes, neededBytes: this.writing?.minimumFreeBytes ?? minimumFreeBytes };
  }

  private openAppend(): Append {
    if (this.open === undefined) throw new Error('No append was begun');
    return this.open;
  }

  private async appendLine(line: Uint8Array): Promise<void> {
    const start = this.lineStarts.at(-1)!;
    this.entriesFile ??= await this.files.open(join(this.folder, layout.entries), 'write');
    const bytes = new Uint8Array(line.length + 1);
    bytes.set(line);
    bytes[line.length] = 10;
    try {
      await this.entriesFile.write(bytes, start);
      await this.entriesFile.sync();
    } catch (error) {
      // After a failed sync nobody knows what the disk holds: the line must not be taken for written.
      this.broken = { kind: 'notWritable', name: layout.entries, code: codeOf(error) };
      await this.entriesFile.truncate(start);
      await this.entriesFile.sync();
      if (codeOf(error) === 'ENOSPC') this.broken = undefined;
      throw error;
    }
  }

  /** The entry is durable already: a head that could not be written is behind, and opening or the next commit mends it. */
  private async writeHead(): Promise<void> {
    await writeHead(this.files, this.folder, this.current).catch(ignoreRefusal);
  }

  private async sign(): Promise<void> {
    const signer = this.writing?.signer;
    const { log, size, hash } = this.current;
    if (signer === undefined || size === 0 || this.lastCheckpoint?.size === size) return;
    const unsigned = { log, size, head: hash, at: this.now() };
    const signature = Buffer.from(signer.sign(signedBytes(unsigned))).toString('hex');
    const checkpoint: Checkpoint = { v: formatVersion, ...unsigned, key: signer.publicKey, signature };
    const line = canonicalBytes(checkpoint);
    const bytes = new Uint8Array(line.length + 1);
    bytes.set(line);
    bytes[line.length] = 10;
    const file = await this.files.open(join(this.folder, layout.checkpoints), 'write');
    try {
      await file.write(bytes, this.checkpointBytes);
      await file.sync();
    } finally {
      await file.close();
    }
    this.checkpointBytes += bytes.length;
    this.lastCheckpoint = checkpoint;
  }

  private async dropOpen(): Promise<void> {
    if (this.open === undefined) return;
    this.open = undefined;
    try {
      await this.segments.drop();
    } catch (error) {
      this.broken = { kind: 'notWritable', name: layout.payloads, code: codeOf(error) };
      throw error;
    }
  }

  private journalHead(): JournalHead {
    return { size: this.current.size, hash: this.current.hash, signed: this.lastCheckpoint?.size ?? 0 };
  }
}

function isFull(code: string): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function ignoreRefusal(error: unknown): void {
  if (codeOf(error) === '') throw error;
}

/** Writes the head beside the one before; at every moment at least one of the two is whole. */
export async function writeHead(files: Files, folder: string, head: Head): Promise<void> {
  const path = join(folder, layout.head);
  await writeWhole(files, `${path}.tmp`, headBytes(head));
  if ((await files.stat(path)) !== undefined) await files.rename(path, join(folder, layout.headBackup));
  await files.rename(`${path}.tmp`, path);
  await files.syncFolder(folder);
}
