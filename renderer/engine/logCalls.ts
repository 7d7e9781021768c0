// Answers the change log's screens: entries by filter, their items, one record's history, a sample, the past.
import type { EngineCalls, HistoryStep, LogEntryFacts, LogItem, LogSample, LogTrust, PastRecord, PastSummary } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { parseCheckpoint, receiptWords, type Checkpoint } from '../../shared/log/checkpoint.ts';
import { hashLine } from '../../shared/log/entry.ts';
import { splitLines } from '../../shared/log/lines.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { findEntries } from '../../shared/state/history/findEntries.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import type { StateEntry } from '../../shared/state/facts/items.ts';
import { LogReading } from '../../shared/state/history/LogReading.ts';
import { sampleItems } from '../../shared/state/history/sampleItems.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { readerOver } from './recordReader.ts';
import { verifySpeed } from './recordThread.ts';

/** One view of the past is kept: whoever looks at one record then looks at the next. */
type Past = { readonly seq: EntrySeq; readonly version: number; readonly workspace: Workspace; readonly golden: GoldenView };

export class LogDesk {
  private readonly engine: OpenEngine;
  readonly reading: LogReading;
  private kept: Past | undefined;

  constructor(engine: OpenEngine) {
    this.engine = engine;
    this.reading = new LogReading(engine.workspace, verifySpeed);
  }

  async list({ filter, from, count }: EngineCalls['log.list']['request'], job: Job): Promise<EngineCalls['log.list']['response']> {
    const found = await findEntries(this.engine.workspace, filter, job);
    const end = found.length - from;
    const shown = found.slice(Math.max(0, end - count), Math.max(0, end)).reverse();
    return { total: found.length, all: this.engine.workspace.entries.length, lines: shown.map(({ seq }) => this.engine.line(seq)) };
  }

  async entry(seq: EntrySeq): Promise<LogEntryFacts | null> {
    const entry = this.engine.workspace.entry(seq);
    const [line] = entry === undefined ? [] : await this.engine.workspace.journal.entries({ from: seq });
    if (entry === undefined || line === undefined) return null;
    const { role, app, why, basis, prev, items } = entry;
    return { role, app, why: why ?? null, basis: basis ?? null, hash: hashLine(line), previous: prev, root: items.root };
  }

  async items({ seq, from, count }: EngineCalls['log.items']['request']): Promise<EngineCalls['log.items']['response']> {
    const entry = this.engine.workspace.entry(seq);
    if (entry === undefined) return { total: 0, items: [] };
    const total = entry.items.count;
    return { total, items: await this.reading.items(entry, from, Math.min(total, from + count)) };
  }

  async history(row: RowId): Promise<HistoryStep[]> {
    return (await this.reading.history(row)).map(({ seq, items }) => ({ line: this.engine.line(seq), items }));
  }

  async sample({ seed, count, filter }: EngineCalls['log.sample']['request'], job: Job): Promise<LogSample> {
    const { workspace } = this.engine;
    const found = await findEntries(workspace, filter, job);
    const { of, drawn } = sampleItems(found.map(({ seq }) => ({ seq, items: workspace.entry(seq)!.items.count })), seed, count);
    const shown: { line: LogSample['drawn'][number]['line']; item: LogItem }[] = [];
    for (const { seq, index } of drawn) {
      const [item] = await this.reading.items(workspace.entry(seq as EntrySeq)!, index, index + 1);
      if (item !== undefined) shown.push({ line: this.engine.line(seq as EntrySeq), item });
      await job.breathe();
    }
    return { seed, of, drawn: shown };
  }

  /** The chosen entries, newest first, with their changes while these are few. */
  async steps(entries: readonly StateEntry[], most: number, mostItems: number, job: Job): Promise<HistoryStep[]> {
    const steps: HistoryStep[] = [];
    let items = 0;
    for (const { seq } of entries.slice(-most).reverse()) {
      const entry = this.engine.workspace.entry(seq)!;
      const isShown = entry.items.count <= 200 && items + entry.items.count <= mostItems;
      if (isShown) items += entry.items.count;
      steps.push({ line: this.engine.line(seq), items: isShown ? await this.reading.items(entry, 0, entry.items.count) : [] });
      await job.breathe();
    }
    return steps;
  }

  past(seq: EntrySeq): Past {
    const { version } = this.engine.workspace;
    if (this.kept?.seq !== seq || this.kept.version !== version) {
      const workspace = this.engine.workspace.asOf(seq);
      this.kept = { seq, version, workspace, golden: new GoldenView(workspace, new FieldKnowledge(workspace.rows, this.engine.language)) };
    }
    return this.kept;
  }

  pastSummary(seq: EntrySeq): PastSummary {
    const { workspace, golden } = this.past(seq);
    const { state } = workspace;
    return {
      seq,
      at: state.entries[seq]?.at ?? 0,
      rows: state.currentRowCount,
      goldenRecords: golden.leads().length,
      sources: state.sources.map(({ id, name }) => ({ name, rows: state.currentRowsOf(id) })),
      digest: state.digest(),
    };
  }

  pastRecord(seq: EntrySeq, row: RowId): PastRecord | null {
    const { workspace, golden } = this.past(seq);
    if (row >= workspace.state.rowCount) return null;
    const members = golden.currentMembers(row);
    if (members.length === 0) return null;
    return {
      golden: workspace.state.goldenOf(row),
      fields: golden.fields,
      values: golden.values(row),
      members: members.map((member) => ({ row: member, source: workspace.state.loadOf(member)!.source, cells: golden.cells(member) })),
    };
  }

  async trust(machine: Machine): Promise<LogTrust> {
    const { workspace } = this.engine;
    const { entries, head } = workspace;
    const lines = splitLines((await readerOver(machine).file('log/checkpoints.jsonl')) ?? new Uint8Array()).lines;
    const last = lines.at(-1);
    const parsed = last === undefined ? undefined : parseCheckpoint(last);
    const people = new Map<string, { entries: number; first: number; last: number }>();
    for (const { actor, at } of entries) {
      const known = people.get(actor);
      people.set(actor, known === undefined ? { entries: 1, first: at, last: at } : { entries: known.entries + 1, first: Math.min(known.first, at), last: Math.max(known.last, at) });
    }
    const receipts = entries.filter((entry) => entry.act === 'checkpoint' && entry.note?.['receipt'] !== undefined);
    const lastReceipt = receipts.at(-1);
    return {
      entries: entries.length,
      fingerprint: head.hash,
      checkpoints: lines.length,
      lastCheckpoint: parsed?.ok === true ? wordsOf(parsed.value) : null,
      receipts: receipts.length,
      lastReceipt: lastReceipt === undefined ? null : { seq: lastReceipt.seq as EntrySeq, at: lastReceipt.at },
      clockBacks: entries.flatMap((entry, index) => (entry.clock === 'back' ? [{ seq: entry.seq as EntrySeq, byMs: entries[index - 1]!.at - entry.at }] : [])),
      keys: entries.flatMap(({ act, note, seq }) => (typeof note?.['key'] === 'string' && (act === 'create-workspace' || act === 'open') ? [{ key: note['key'], seq: seq as EntrySeq }] : [])),
      people: [...people].map(([actor, facts]) => ({ actor, ...facts })),
    };
  }
}

function wordsOf(checkpoint: Checkpoint): LogTrust['lastCheckpoint'] {
  return { size: checkpoint.size, at: checkpoint.at, words: receiptWords(checkpoint) };
}
