// Answers the import screens: how a file would be read, loading it, what was set aside.
import type { EngineCalls, FilesToRead, LoadPreview } from '../../shared/contract/engine.ts';
import type { FileToken } from '../../shared/contract/desktop.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { hintForColumn } from '../../shared/load/cellKinds.ts';
import type { Quarantined } from '../../shared/load/problem.ts';
import { RAW_KEPT } from '../../shared/load/rowReader.ts';
import type { EntrySeq, LoadId, SourceId } from '../../shared/model/ids.ts';
import type { Load, Source } from '../../shared/model/source.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { loadFile, proposeMapping } from '../../shared/state/files/loadFile.ts';
import { choicesOf, previewFiles, several, type FileSource, type LoadFailure } from '../../shared/state/files/readFile.ts';
import { compareFile, countsOf, refreshSource } from '../../shared/state/files/refreshFile.ts';
import { compareReturn, findIdColumn, loadReturn, returnMapping } from '../../shared/state/files/returnFile.ts';
import { readItems } from '../../shared/state/history/readPayload.ts';
import { mappingOfSource, planKeepSource, planTakeOut } from '../../shared/state/plan/planSources.ts';
import { sliceColumn } from '../../shared/table/sliceColumn.ts';
import { textsOf } from '../../shared/table/TextColumn.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';
import { asResult } from './journalOverPort.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { acceptMachine, Refused } from './refused.ts';

/** So many rows tell what a column holds. */
const SAMPLED_ROWS = 1000;

export async function previewLoad(engine: OpenEngine, machine: Machine, request: EngineCalls['load.preview']['request']): Promise<EngineCalls['load.preview']['response']> {
  const file = await filesToRead(machine, request);
  const read = await previewFiles(file, request.overrides, request.limits);
  if (!read.ok) {
    if (read.error.kind === 'machine') throw new Refused(read.error);
    return { ok: false, problem: read.error.problem };
  }
  const { rows, columns, encoding, layout, quarantined, notices } = read.value;
  const table = { length: rows.length, columns: columns.map(({ name }, index) => ({ name, column: columnOf(rows.map((row) => row[index] ?? '')) })) };
  const knownSources = sourcesLike(engine, table.columns.map(({ name }) => name));
  const returning = engine.workspace.rows.length === 0 ? undefined : findIdColumn(engine.workspace, table);
  const remembered = knownSources.length === 0 ? null : mappingOfSource(engine.workspace.state.loads, knownSources[0]!.id);
  const preview: LoadPreview = {
    fileName: file.name,
    bytes: file.bytes,
    format: read.value.format,
    choices: choicesOf({ format: read.value.format, encoding: encoding.encoding, layout, parts: read.value.parts }, request.overrides),
    parts: read.value.parts,
    hints: columns.map(({ hint }) => hint),
    encodingConfidence: encoding.confidence,
    columns: columns.map(({ name }) => name),
    rows,
    quarantined,
    notices,
    mapping: proposeMapping(table, returning === undefined ? remembered : returnMapping(table, returning.column, engine.golden.fields)),
    returning: returning ?? null,
    sourceName: (file.parts?.[0] ?? file).name.replace(/\.gz$/i, '').replace(/\.[^.]+$/, ''),
    knownSources,
  };
  return { ok: true, preview };
}

export async function runLoad(engine: OpenEngine, machine: Machine, request: EngineCalls['load.run']['request'], job: Job): Promise<EngineCalls['load.run']['response']> {
  const file = await filesToRead(machine, request);
  const loaded = await loadInto(engine, file, request, job);
  if (!loaded.ok) {
    if (loaded.error.kind === 'machine') throw new Refused(loaded.error);
    return { ok: false, problem: loaded.error.problem };
  }
  const load = loaded.value;
  await keepLoad(engine, load);
  return { ok: true, report: { load, rowsIn: load.rows + (load.unchanged ?? 0) + load.quarantined } };
}

/** Tells what a refresh would do; nothing is written. */
export async function compareLoad(engine: OpenEngine, machine: Machine, request: EngineCalls['load.compare']['request'], job: Job): Promise<EngineCalls['load.compare']['response']> {
  const file = await filesToRead(machine, request);
  const compared = await compareFile(engine.workspace, file, request, job);
  if (!compared.ok) {
    if (compared.error.kind === 'machine') throw new Refused(compared.error);
    return { ok: false, problem: compared.error.problem };
  }
  const { plan, quarantined } = compared.value;
  const changesByColumn = plan.columns.map((column, index) => ({ column, rows: plan.changesByColumn[index]! })).filter(({ rows }) => rows > 0);
  return {
    ok: true,
    preview: {
      ...countsOf(compared.value),
      quarantined: quarantined.length,
      changesByColumn: changesByColumn.sort((a, b) => b.rows - a.rows),
      repeatedKeys: plan.repeatedKeys.keys,
      withoutKey: plan.withoutKey.after,
    },
  };
}

/** Tells which rows of a file are known and what they change; nothing is written. */
export async function compareReturned(engine: OpenEngine, machine: Machine, request: EngineCalls['load.return']['request'], job: Job): Promise<EngineCalls['load.return']['response']> {
  const compared = await compareReturn(engine.workspace, await engine.goldenTable(), engine.knowledge, await filesToRead(machine, request), request, job);
  if (!compared.ok) {
    if (compared.error.kind === 'machine') throw new Refused(compared.error);
    return { ok: false, problem: compared.error.problem };
  }
  const { known, unknown, changedRecords, changesByField, changes } = compared.value;
  return { ok: true, preview: { known, unknown, changedRecords, changesByField, changes } };
}

async function loadInto(engine: OpenEngine, file: FileSource, request: EngineCalls['load.run']['request'], job: Job): Promise<Result<Load, LoadFailure>> {
  const { mode, source, overrides, mapping, limits } = request;
  const within = limits === undefined ? {} : { limits };
  if (mode.kind === 'return') {
    const compared = await compareReturn(engine.workspace, await engine.goldenTable(), engine.knowledge, file, { source, overrides, mapping, column: mode.column, ...within }, job);
    if (!compared.ok) return compared;
    const taken = await loadReturn(engine.workspace, compared.value, job);
    return taken.ok ? taken : err({ kind: 'machine', trouble: taken.error });
  }
  if (mode.kind !== 'refresh') return loadFile(engine.workspace, file, { source, overrides, mapping, mode, ...within }, job);
  if (source.kind === 'new') throw new Error('only a known source can be refreshed');
  const compared = await compareFile(engine.workspace, file, { source: source.id, keys: mode.keys, overrides, ...within }, job);
  if (!compared.ok) return compared;
  const refreshed = await refreshSource(engine.workspace, compared.value, job);
  return refreshed.ok ? refreshed : err({ kind: 'machine', trouble: refreshed.error });
}

export async function quarantinedLines(engine: OpenEngine, request: EngineCalls['load.quarantined']['request']): Promise<readonly Quarantined[]> {
  const lines = await quarantineOf(engine, request.load);
  // A page shows the beginning of a line; whole ones are exported.
  return lines.slice(request.from, request.from + request.count).map((line) => (line.raw.length > RAW_KEPT ? { ...line, raw: line.raw.slice(0, RAW_KEPT), rawCut: true } : line));
}

/** All lines that a load set aside, in file order. */
export async function quarantineOf(engine: OpenEngine, load: LoadId): Promise<readonly Quarantined[]> {
  const entry = engine.workspace.entry(load as number as EntrySeq);
  if (entry === undefined) return [];
  const items = await readItems(engine.workspace.journal, entry);
  if (!items.ok) throw new Refused({ kind: 'damagedLog', seq: entry.seq, detail: items.error.payload });
  return items.value.filter((item) => item['kind'] === 'quarantine') as unknown as Quarantined[];
}

/** Puts a load's rows into the working data and tells the page. */
export async function keepLoad(engine: OpenEngine, load: Load): Promise<void> {
  await engine.keep([{ kind: 'putLoad', load: load.id, table: engine.workspace.rows.table(load.id)! }]);
  engine.changed();
}

async function filesToRead(machine: Machine, { file, more = [] }: FilesToRead): Promise<FileSource> {
  const files: FileSource[] = [];
  for (const token of [file, ...more]) files.push(await grantedFile(machine, token));
  return several(files);
}

/** A granted file, read over the port. */
export async function grantedFile(machine: Machine, token: FileToken): Promise<FileSource> {
  const { name, bytes } = acceptMachine(await asResult(machine, 'file.stat', { token }));
  return { name, bytes, read: (offset, length) => asResult(machine, 'file.read', { token, offset, length }) };
}

/** Sources whose last load had much the same columns, most alike first. */
function sourcesLike(engine: OpenEngine, columns: readonly string[]): Source[] {
  const { state } = engine.workspace;
  const wanted = new Set(columns);
  return state.sources
    .map((source) => {
      const known = state.loads.findLast((load) => load.source === source.id)?.columns ?? [];
      const shared = known.filter((name) => wanted.has(name)).length;
      return { source, likeness: shared / Math.max(1, wanted.size, known.length) };
    })
    .filter(({ likeness }) => likeness >= 0.7)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ source }) => source);
}

/** Takes a load out; what is known of its source is kept first, in an entry of its own. */
export async function takeOutLoad(engine: OpenEngine, load: LoadId): Promise<EngineCalls['sources.takeOut']['response']> {
  const planned = planTakeOut(engine.workspace.state, load);
  const kept = planned.ok ? planKeepSource(engine.workspace.state, load) : null;
  if (kept !== null) await engine.commit(ok(kept));
  return engine.commit(planned);
}

/** How a source's columns are read, with what its last load has in them. */
export function mappingOfLast(engine: OpenEngine, source: SourceId): EngineCalls['sources.mapping']['response'] {
  const { state, rows } = engine.workspace;
  const loads = state.loads.filter((load) => load.source === source);
  const load = loads.findLast(({ current }) => current) ?? loads.at(-1);
  const table = load && rows.table(load.id);
  if (load === undefined || table === undefined) return { mapping: [], hints: [] };
  const length = Math.min(table.length, SAMPLED_ROWS);
  const sample = { length, columns: table.columns.map(({ name, column }) => ({ name, column: sliceColumn(column, 0, length) })) };
  return { mapping: proposeMapping(sample, load.mapping), hints: sample.columns.map(({ column }) => hintForColumn(textsOf(column))) };
}
