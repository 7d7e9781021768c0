// Answers for a person's rights: finds what is held, blocks it, has it approved and destroyed, certifies that, and gives a copy.
import type { BlockLine, Certificate, EngineCalls, HistoryStep, LogLine, PersonFound, PersonRow } from '../../shared/contract/engine.ts';
import type { WrittenFile } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { hashLine } from '../../shared/log/entry.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { planKeepOthers, rememberOthers } from '../../shared/state/plan/keepOthers.ts';
import { deliveredCells, findPerson, rowsOfPerson } from '../../shared/state/history/personTraces.ts';
import { planApproveErasure, planBlock, planErase, planErasureRule, planLiftBlock } from '../../shared/state/plan/planPrivacy.ts';
import { accessPage, type AccessFacts } from '../../shared/state/print/accessReport.ts';
import { erasureCertificate } from '../../shared/state/print/erasureCertificate.ts';
import type { Block } from '../../shared/state/facts/privacy.ts';
import type { Desk } from './desk.ts';
import { enterExport } from './enterExport.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { accept, acceptMachine, Refused } from './refused.ts';
import { whole, writeOutput } from './writeOutput.ts';

export async function findPersonRows(engine: OpenEngine, { row, also }: EngineCalls['privacy.find']['request'], job: Job): Promise<PersonFound> {
  const { workspace } = engine;
  const rows = [...new Set([row, ...also].flatMap((one) => rowsOfPerson(workspace, one)))].sort((a, b) => a - b);
  const found = await findPerson(workspace, rows, job);
  const byEntry = new Map<number, number>();
  for (const { entry } of found.traces) byEntry.set(entry, (byEntry.get(entry) ?? 0) + 1);
  return {
    rows: rows.map((one) => personRow(engine, one)),
    traces: [...byEntry].sort(([a], [b]) => a - b).map(([seq, items]) => ({ line: engine.line(seq as EntrySeq), items })),
    items: found.traces.length,
    sameValues: found.sameValues.slice(0, 200).map((one) => personRow(engine, one)),
    exports: found.exports.map((seq) => engine.line(seq)),
  };
}

export function block(engine: OpenEngine, { rows, why, comment }: EngineCalls['privacy.block']['request']): Promise<LogLine> {
  return engine.commit(planBlock(engine.workspace.state, rows, why, comment));
}

export function listBlocks(engine: OpenEngine): EngineCalls['privacy.blocks']['response'] {
  const { privacy } = engine.workspace.state;
  return { blocks: privacy.blocks.map((one) => blockLine(engine, one)).reverse(), needsApproval: privacy.needsApproval };
}

export function liftBlock(engine: OpenEngine, seq: EntrySeq): Promise<LogLine> {
  return engine.commit(planLiftBlock(engine.workspace.state, seq));
}

export function approveErasure(engine: OpenEngine, seq: EntrySeq): Promise<LogLine> {
  return engine.commit(planApproveErasure(engine.workspace.state, seq, engine.actor));
}

export async function setErasureRule(engine: OpenEngine, needsApproval: boolean): Promise<LogLine> {
  return engine.written(await engine.workspace.commit(planErasureRule(needsApproval)));
}

/** @param reopen reads the record anew, without what was destroyed */
export async function erase({ engine }: Desk, machine: Machine, seq: EntrySeq, reopen: (job: Job) => Promise<Desk>, job: Job): Promise<Certificate> {
  const { workspace } = engine;
  const known = workspace.state.privacy.block(seq);
  if (known === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
  const found = await findPerson(workspace, known.rows, job);
  const others = rememberOthers(workspace, found);
  const { seq: erased } = acceptMachine(await workspace.commit(accept(planErase(workspace.state, seq, found.traces, workspace.entry(seq)?.why ?? 'other'))));
  // From here on it is said to be destroyed: what can still fail is finished at the next opening.
  const outcome = await machine('journal.erase', undefined);
  engine.close();
  await machine('workingData.destroy', undefined);
  const after = await reopen(job);
  const kept = planKeepOthers(after.engine.workspace, others);
  if (kept !== null) await after.engine.written(await after.engine.workspace.commit(kept));
  await machine('journal.checkpoint', undefined);
  after.engine.changed();
  return { block: seq, entry: erased, items: found.traces.length, entries: new Set(found.traces.map(({ entry }) => entry)).size, ...outcome };
}

export async function writeCertificate({ engine, log }: Desk, machine: Machine, { block: seq, target, language }: EngineCalls['privacy.certificate']['request']): Promise<WrittenFile> {
  const { workspace } = engine;
  const known = workspace.state.privacy.block(seq);
  if (known === undefined || known.erasedBy === null) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
  const entry = workspace.entry(known.erasedBy)!;
  const [line] = await workspace.journal.entries({ from: entry.seq });
  let left = 0;
  for (const { entry: of, first, count } of entry.erases ?? []) {
    const items = await log.reading.items(workspace.entry(of as EntrySeq)!, first, first + count);
    left += items.filter(({ state }) => state !== 'erased').length;
  }
  const first = Math.min(...known.rows.map((row) => workspace.state.loadOf(row)?.id ?? 0));
  const exports = workspace.entries.filter((one) => one.act === 'export' && one.seq > first && one.seq < entry.seq).length;
  const ranges = entry.erases ?? [];
  const document = erasureCertificate(
    {
      title: workspace.info.title,
      log: workspace.info.id,
      block: blockLine(engine, known),
      entry: { seq: entry.seq, at: entry.at, actor: entry.actor, hash: hashLine(line!), items: ranges.reduce((sum, { count }) => sum + count, 0), entries: new Set(ranges.map((range) => range.entry)).size },
      left,
      exports,
      madeAt: Date.now(),
    },
    language,
  );
  const file = await machine('output.print', { target, document });
  await enterExport(engine, 'certificate', [file], 0);
  return file;
}

/** A page to read and the same as data; that it was handed out is entered in the log. */
export async function writeAccess({ engine, log }: Desk, machine: Machine, { row, folder, language }: EngineCalls['privacy.access']['request'], stamp: string, job: Job): Promise<WrittenFile[]> {
  const { workspace } = engine;
  const { state } = workspace;
  const rows = rowsOfPerson(workspace, row);
  const history = await log.history(row);
  const facts: AccessFacts = { title: workspace.info.title, madeAt: Date.now(), golden: state.goldenOf(row), values: valuesOf(engine, row), rows: rows.map((one) => rowFacts(engine, one)), history, exports: exportsSince(engine, rows) };
  const html = accessPage(facts, language);
  const json = `${JSON.stringify({ ...facts, history: history.map(historyAsData) }, null, 2)}\n`;
  const name = language === 'es' ? `datos-de-la-persona-${row}-${stamp}` : `personal-data-${row}-${stamp}`;
  const written: WrittenFile[] = [];
  for (const [ending, text] of [['html', html], ['json', json]] as const) {
    written.push((await writeOutput(machine, { folder, name: `${name}.${ending}` }, whole(new TextEncoder().encode(text)), job)).file);
  }
  await enterExport(engine, 'access-request', written, rows.length, 'art15');
  return written;
}

function historyAsData({ line, items }: HistoryStep) {
  return { entry: line.seq, at: new Date(line.at).toISOString(), who: line.actor, what: line.act, changes: items.map((item) => ({ ...item, leaf: undefined, index: undefined })) };
}

function valuesOf(engine: OpenEngine, row: RowId): AccessFacts['values'] {
  if (engine.golden.currentMembers(row).length === 0) return [];
  const { state } = engine.workspace;
  return engine.golden.values(row).map((value) => ({ ...value, origin: value.row === null ? '' : `${state.source(state.loadOf(value.row)!.source)?.name ?? ''} (${value.row})` }));
}

function rowFacts(engine: OpenEngine, row: RowId): AccessFacts['rows'][number] {
  const { state } = engine.workspace;
  const load = state.loadOf(row)!;
  const fieldOf = new Map(load.mapping.map(({ column, field }) => [column, field]));
  const cells = deliveredCells(engine.workspace, row).map(({ column, value }) => ({ column, field: fieldOf.get(column) ?? null, value }));
  return { row, source: state.source(load.source)?.name ?? '', file: load.fileName, loadedAt: load.at, isCurrent: state.isCurrent(row), cells };
}

function exportsSince(engine: OpenEngine, rows: readonly RowId[]): AccessFacts['exports'] {
  const { state } = engine.workspace;
  const since = Math.min(...rows.map((row) => state.loadOf(row)?.id ?? 0));
  return state.entries.flatMap(({ act, seq, at, items }) => (act === 'export' && seq > since ? [{ seq, at, files: items.flatMap((item) => (item.kind === 'export' ? [item.fileName] : [])) }] : []));
}

function personRow(engine: OpenEngine, row: RowId): PersonRow {
  const { state } = engine.workspace;
  return { row, source: state.loadOf(row)!.source, title: engine.titleOf(row), isCurrent: state.isCurrent(row) };
}

function blockLine(engine: OpenEngine, { seq, at, actor, rows, approvedBy, erasedBy }: Block): BlockLine {
  const { workspace } = engine;
  const erased = erasedBy === null ? null : { seq: erasedBy, at: workspace.entry(erasedBy)!.at };
  return { seq, at, actor, rows, title: erased === null && rows[0] !== undefined ? engine.titleOf(rows[0]) : '', why: workspace.entry(seq)?.why ?? 'other', approvedBy, erased };
}
