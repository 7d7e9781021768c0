// An open workspace: reads the record, keeps facts and rows in memory, and is the one door through which anything is
// added. Over 300 lines because reading and adding keep the same head, facts and rows in step. The data worker and the command line both work on one of these.
import type { WorkspaceInfo } from '../contract/desktop.ts';
import type { Journal } from '../contract/journal.ts';
import type { MachineTrouble } from '../contract/machine.ts';
import { Cancelled, quietJob, type Job } from '../kernel/job.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { JsonObject } from '../log/canonicalJson.ts';
import { advanceHead, afterSignature, emptyHead, hashLine, parseEntry, payloadId, sealEntry, type Entry, type EntryDraft, type Head, type Stamp } from '../log/entry.ts';
import { foldItems, type RandomBytes } from '../log/frame.ts';
import type { Subtrees } from '../log/merkle.ts';
import { itemsPerFrame, PayloadBuilder } from '../log/PayloadBuilder.ts';
import { countStanding } from '../log/standing.ts';
import { stateRules, type StateClaim } from '../log/stateItem.ts';
import type { EntrySeq, LoadId } from '../model/ids.ts';
import { allocateOrdinary, type Allocate } from '../table/allocate.ts';
import type { Table } from '../table/Table.ts';
import type { StateEntry, StateItem } from './facts/items.ts';
import type { Act, Change } from './plan/plan.ts';
import { inlineEncoder, RowAppender, type FileHash, type RowEncoder } from './files/encodeBatches.ts';
import { Projection } from './facts/projection.ts';
import { joinTables, readEntryItems, readLoadedTable, type PayloadFault } from './history/readPayload.ts';
import { stateEntryOf } from './facts/stateEntryOf.ts';
import { WorkspaceRows } from './workspaceRows.ts';

/** What a workspace needs of the world around it. */
export type Surroundings = {
  readonly journal: Journal;
  /** Who acts now, with which program. */
  readonly stamp: () => Stamp;
  readonly randomBytes: RandomBytes;
  readonly allocate?: Allocate;
  /** Starts what makes frames of rows, for one load; on this thread where it is absent. */
  readonly startEncoder?: () => RowEncoder;
  /** Working data that need not be read from the record again; null where there is none or it is damaged. */
  readonly cachedTable?: (entry: Entry) => Promise<Table | null>;
};

export type OpenFault =
  | { readonly kind: 'damagedLog'; readonly seq: number; readonly detail: string }
  | ({ readonly seq: number } & PayloadFault);

/** A whole load, appended in pieces; nothing of it exists before `finish` has answered. */
export interface RunningAppend {
  /** Takes rows; frames of earlier ones may still be on their way to the record. */
  addRows(table: Table): Promise<Result<undefined, MachineTrouble>>;
  /** Hashes the file that the rows come from. */
  readonly file: FileHash;
  /** After the last rows: answers when all frames are in the record and the rows stand as one table. @throws Cancelled */
  settleRows(job: Job): Promise<Result<undefined, MachineTrouble>>;
  /** @param extra items that are kept with the load but say nothing about the state, such as quarantined lines */
  finish(change: Change, counts: { rows: number; quarantined: number }, extra: readonly JsonObject[], job?: Job): Promise<Result<StateEntry, MachineTrouble>>;
  abort(): Promise<void>;
}

/** Acts beside whose work the digest costs nothing. */
const claimingActs: ReadonlySet<string> = new Set<Act>(['load', 'find-duplicates', 'export', 'checkpoint', 'erase']);
const entriesPerClaim = 256;
/** So many items go to the record in one message, with their entry. */
const mostItemsAtOnce = 256;
/** Of more facts than these a digest takes so long that a single decision would wait for it. */
const mostItemsInPassing = 20_000;
/** So many items are hashed on another thread while the next ones are being written. */
const itemsWorthAThread = 30_000;
const mostHashedElsewhere = 3;
/** Frames on their way to the record: few enough for the memory. */
const mostAppendsAhead = 4;

export class Workspace {
  readonly info: WorkspaceInfo;
  readonly state: Projection;
  readonly rows: WorkspaceRows;
  private readonly surroundings: Surroundings;
  private readonly sealed: Entry[] = [];
  private logHead: Head;
  private changes = 0;
  private foldedItems = 0;
  /** Entries that are signed, as the record said last. */
  private signedEntries = 0;

  private constructor(surroundings: Surroundings, info: WorkspaceInfo) {
    this.surroundings = surroundings;
    this.info = info;
    this.state = new Projection(info.id);
    this.rows = new WorkspaceRows(surroundings.allocate ?? allocateOrdinary);
    this.logHead = emptyHead(info.id);
  }

  /** Reads the whole record. Progress counts entries, then rows of loads that were not at hand. */
  static async open(surroundings: Surroundings, job: Job): Promise<Result<Workspace, OpenFault>> {
    const { journal } = surroundings;
    const workspace = new Workspace(surroundings, await journal.info());
    const { size, signed } = await journal.head();
    workspace.signedEntries = signed;
    for (;;) {
      const from: number = workspace.sealed.length;
      const lines = await journal.entries({ from });
      if (lines.length === 0) break;
      for (const line of lines) {
        const taken = await workspace.takeLine(line, job);
        if (!taken.ok) return taken;
      }
      job.report({ stage: 'reading', done: workspace.sealed.length, total: size, unit: 'entries' });
      await job.breathe();
    }
    workspace.rows.show(workspace.state.loads, workspace.state.hiddenRows, workspace.state.corrections);
    return ok(workspace);
  }

  /** The workspace as it stood after entry `last`: rows are shared, nothing can be written, and what was erased since stays erased. */
  asOf(last: EntrySeq): Workspace {
    const past = new Workspace({ ...this.surroundings, journal: readingOnly(this.surroundings.journal) }, { ...this.info, readOnly: true });
    for (const entry of this.state.entries.slice(0, last + 1)) past.state.apply(entry);
    past.sealed.push(...this.sealed.slice(0, last + 1));
    for (const load of past.state.loads) past.rows.setTable(load.id, this.rows.table(load.id)!);
    past.rows.show(past.state.loads, past.state.hiddenRows, past.state.corrections);
    return past;
  }

  /** The record, for reading what entries are about. */
  get journal(): Journal {
    return this.surroundings.journal;
  }

  get head(): Head {
    return this.logHead;
  }

  /** Grows with every entry that was added since opening. */
  get version(): number {
    return this.changes;
  }

  /** The sealed line of the log for an entry. */
  entry(seq: EntrySeq): Entry | undefined {
    return this.sealed[seq];
  }

  get entries(): readonly Entry[] {
    return this.sealed;
  }

  /** Writes one planned change and takes it in. Once it answers, a power cut takes nothing back. @throws Cancelled before anything is written for good */
  async commit(change: Change, job: Job = quietJob): Promise<Result<StateEntry, MachineTrouble>> {
    const needed = { neededBytes: 65_536 + change.items.length * 512, mayUseBallast: change.act === 'export' };
    const payload = new PayloadBuilder(this.surroundings.randomBytes);
    const few = change.items.length <= mostItemsAtOnce ? [...payload.items(this.itemsOf(change))] : [];
    if (change.items.length <= mostItemsAtOnce && few.length <= 1) {
      job.report({ stage: 'writing', done: 0, total: change.items.length, unit: 'steps' });
      await job.breathe();
      const frames = few.map((bytes, part) => ({ payload: payloadId(this.logHead.size, part), bytes }));
      const sealed = this.seal(change, payload.commitment(), {});
      const written = await this.surroundings.journal.write({ ...needed, frames, line: sealed.line, previous: this.logHead.hash, rows: sealed.head.rows });
      if (!written.ok) return this.giveUp(written);
      this.signedEntries = written.value.signed;
      return this.signed(this.takeIn(change, sealed));
    }
    const append = await this.beginAppend(needed.neededBytes, needed.mayUseBallast);
    if (!append.ok) return append;
    try {
      return await append.value.finish(change, { rows: 0, quarantined: 0 }, [], job);
    } catch (error) {
      if (error instanceof Cancelled) await append.value.abort();
      throw error;
    }
  }

  /** What goes into the payload of a change: what it claims of the state before it, then its items. */
  private itemsOf(change: Change): readonly JsonObject[] {
    return [...this.claimFor(change), ...change.items] as unknown as readonly JsonObject[];
  }

  private seal(change: Change, commitment: ReturnType<PayloadBuilder['commitment']>, more: { readonly counts?: { rows: number; quarantined: number }; readonly note?: Readonly<Record<string, number>> }): ReturnType<typeof sealEntry> {
    const note = { ...change.note, ...more.note };
    const stamp = this.surroundings.stamp();
    const draft: EntryDraft = {
      act: change.act,
      ...(change.undoes === null ? {} : { undoes: change.undoes }),
      ...(change.basis === null ? {} : { basis: change.basis }),
      ...(change.why === undefined ? {} : { why: change.why }),
      ...(change.erases === undefined ? {} : { erases: change.erases }),
      ...(change.act === 'load' ? { rows: { loaded: more.counts?.rows ?? 0, quarantined: more.counts?.quarantined ?? 0 } } : {}),
      ...(Object.keys(note).length > 0 ? { note } : {}),
    };
    return sealEntry(afterSignature(draft, this.signedEntries), this.logHead, { ...stamp, role: change.act === 'approve' ? 'approver' : stamp.role }, commitment);
  }

  /** The end of a delivery, a run, an export or an erasure is signed. The entry is durable already: a signature that can't be written now is made at closing. */
  private async signed(entry: StateEntry): Promise<Result<StateEntry, MachineTrouble>> {
    if (!claimingActs.has(entry.act)) return ok(entry);
    const checkpoint = await this.surroundings.journal.checkpoint();
    if (checkpoint.ok && checkpoint.value !== null) this.signedEntries = checkpoint.value.size;
    return ok(entry);
  }

  /** The record has the entry: facts and rows follow. `table` are the rows of a load. */
  private takeIn(change: Change, sealed: ReturnType<typeof sealEntry>, table?: Table): StateEntry {
    this.sealed.push(sealed.entry);
    this.logHead = sealed.head;
    this.changes++;
    const entry = stateEntryOf(sealed.entry, change.items);
    this.foldedItems += change.items.length;
    this.state.apply(entry);
    if (table !== undefined) this.rows.setTable(entry.seq as number as LoadId, table);
    this.rows.show(this.state.loads, this.state.hiddenRows, this.state.corrections);
    return entry;
  }

  /** Starts an append of rows. `neededBytes` is an upper guess of what it will take on disk. */
  async beginAppend(neededBytes: number, mayUseBallast = false): Promise<Result<RunningAppend, MachineTrouble>> {
    const { journal, randomBytes, startEncoder } = this.surroundings;
    const begun = await journal.begin({ neededBytes, mayUseBallast });
    if (!begun.ok) return begun;
    const payload = new PayloadBuilder(randomBytes);
    const seq = this.logHead.size;
    const firstRow = this.state.rowCount;
    let part = 0;
    let rowFrames = 0;
    const batches: Table[] = [];
    let joined: Table | undefined;
    let encoder: RowEncoder | undefined;
    const startedEncoder = (): RowEncoder => (encoder ??= startEncoder?.() ?? inlineEncoder(randomBytes));
    let appender: RowAppender | undefined;
    const endRows = async (): Promise<void> => {
      await appender?.stop();
      encoder?.end();
    };
    const appendFrame = (bytes: Uint8Array): Promise<Result<undefined, MachineTrouble>> => journal.append({ payload: payloadId(seq, part++), bytes });
    /** The next frames are made while those before are being packed and written. */
    const appendFrames = async (frames: Iterable<Uint8Array>, total: number, job: Job): Promise<Result<undefined, MachineTrouble>> => {
      let done = 0;
      const ahead: Promise<Result<undefined, MachineTrouble>>[] = [];
      for (const bytes of frames) {
        const before = ahead.length < mostAppendsAhead ? ok(undefined) : await ahead.shift()!;
        if (!before.ok) return before;
        const appending = appendFrame(bytes);
        // Whoever waits hears of a failure; until then it must not count as unheard.
        appending.catch(() => undefined);
        ahead.push(appending);
        done = Math.min(total, done + itemsPerFrame);
        job.report({ stage: 'writing', done, total, unit: 'steps' });
        await job.breathe();
      }
      for (const appending of ahead) {
        const appended = await appending;
        if (!appended.ok) return appended;
      }
      return ok(undefined);
    };
    /** Another thread takes what it can; where it has enough to do, or is still starting, this one hashes too. */
    let hashedElsewhere = 0;
    const fold = (content: Uint8Array): Promise<Subtrees> => {
      if (hashedElsewhere >= mostHashedElsewhere) return Promise.resolve(foldItems(content));
      hashedElsewhere++;
      return startedEncoder().fold(content).finally(() => hashedElsewhere--);
    };
    const allocate = this.surroundings.allocate ?? allocateOrdinary;
    return ok({
      addRows: async (table) => {
        batches.push(table);
        appender ??= new RowAppender(startedEncoder(), firstRow, (frame) => {
          rowFrames++;
          return appendFrame(payload.add(frame));
        });
        return appender.add(table);
      },
      file: { update: (bytes) => startedEncoder().file.update(bytes), digest: () => startedEncoder().file.digest() },
      settleRows: async (job) => {
        joined = await joinTables(batches, allocate, job);
        batches.length = 0;
        const settled = (await appender?.settle()) ?? ok(undefined);
        job.throwIfCancelled();
        return settled;
      },
      finish: async (change, counts, extra, job = quietJob) => {
        const settled = (await appender?.settle()) ?? ok(undefined);
        if (!settled.ok) {
          await endRows();
          return this.giveUp(settled);
        }
        // Before the commit: from there to the end nobody else may see a load without its rows.
        const table = joined ?? (await joinTables(batches, allocate, quietJob));
        for (const items of [extra, this.itemsOf(change)]) {
          const frames = items.length < itemsWorthAThread ? payload.items(items) : payload.itemsFolded(items, fold);
          const appended = await appendFrames(frames, items.length, job);
          await payload.settle();
          if (appended.ok) continue;
          await endRows();
          return this.giveUp(appended);
        }
        await endRows();
        const note = { ...(rowFrames > 0 ? { rowFrames } : {}), ...(extra.length > 0 ? { setAside: extra.length } : {}) };
        const sealed = this.seal(change, payload.commitment(), { counts, note });
        const committed = await journal.commit({ line: sealed.line, previous: this.logHead.hash, rows: sealed.head.rows });
        if (!committed.ok) return this.giveUp(committed);
        this.signedEntries = committed.value.signed;
        return this.signed(this.takeIn(change, sealed, change.act === 'load' ? table : undefined));
      },
      abort: async () => {
        await endRows();
        await journal.abort();
      },
    });
  }

  /** Now and then an entry says what state the ones before it add up to, so that a replay can be compared with what people saw. */
  private claimFor(change: Change): readonly StateClaim[] {
    const isTurn = this.logHead.size % entriesPerClaim === 0 && this.foldedItems < mostItemsInPassing;
    if (!claimingActs.has(change.act) && !isTurn) return [];
    return [{ kind: 'state', digest: this.state.digest(), rows: this.logHead.rows, rules: stateRules, standing: countStanding(this.state.entries) }];
  }

  private async giveUp(fault: Result<never, MachineTrouble>): Promise<Result<never, MachineTrouble>> {
    await this.surroundings.journal.abort();
    return fault;
  }

  private async takeLine(line: Uint8Array, job: Job): Promise<Result<undefined, OpenFault>> {
    const seq = this.sealed.length;
    const parsed = parseEntry(line);
    if (!parsed.ok) return err({ kind: 'damagedLog', seq, detail: typeof parsed.error === 'string' ? parsed.error : parsed.error.kind });
    const entry = parsed.value;
    if (entry.seq !== seq || entry.prev !== this.logHead.hash) return err({ kind: 'damagedLog', seq, detail: 'chain' });
    const items = await readEntryItems(this.surroundings.journal, entry);
    if (!items.ok) return err({ seq, ...items.error });
    if (entry.rows !== undefined) {
      const table = await this.tableOf(entry, items.value, job);
      if (!table.ok) return err({ seq, ...table.error });
      this.rows.setTable(seq as LoadId, table.value);
    }
    this.sealed.push(entry);
    this.logHead = advanceHead(this.logHead, entry, hashLine(line));
    this.foldedItems += items.value.length;
    this.state.apply(stateEntryOf(entry, items.value));
    return ok(undefined);
  }

  private async tableOf(entry: Entry, items: readonly StateItem[], job: Job): Promise<Result<Table, PayloadFault>> {
    const cached = await this.surroundings.cachedTable?.(entry);
    if (cached !== null && cached !== undefined) return ok(cached);
    const load = items.find((item) => item.kind === 'load');
    if (load === undefined) return err({ kind: 'missingPayload', payload: payloadId(entry.seq, entry.payload - 1) });
    return readLoadedTable(this.surroundings.journal, entry, load.columns, this.surroundings.allocate ?? allocateOrdinary, job);
  }
}

/** The journal of a past state: it is read, and refuses to go on from there. */
function readingOnly(journal: Journal): Journal {
  const refuse = (): ReturnType<Journal['begin']> => Promise.resolve(err({ kind: 'readOnly' }));
  return {
    info: () => journal.info(),
    head: () => journal.head(),
    entries: (request) => journal.entries(request),
    frame: (request) => journal.frame(request),
    begin: refuse,
    append: refuse,
    commit: () => Promise.resolve(err({ kind: 'readOnly' })),
    write: () => Promise.resolve(err({ kind: 'readOnly' })),
    abort: () => Promise.resolve(undefined),
    checkpoint: () => Promise.resolve(err({ kind: 'readOnly' })),
    erase: () => Promise.resolve(err({ kind: 'readOnly' })),
  };
}
