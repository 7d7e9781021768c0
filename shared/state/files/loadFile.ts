// Loads one file into an open workspace: bytes → rows → record, all of it or nothing.
import type { MappingProposal } from '../../contract/engine.ts';
import { detectFields, type DetectedColumn } from '../../fields/detectFields.ts';
import { type Job } from '../../kernel/job.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { LoadLimits, Quarantined } from '../../load/problem.ts';
import { RAW_KEPT, RAW_WHOLE } from '../../load/rowReader.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import type { JsonObject } from '../../log/canonicalJson.ts';
import type { FieldId } from '../../model/fields.ts';
import type { LoadId, SourceId } from '../../model/ids.ts';
import type { FieldMapping, Load } from '../../model/source.ts';
import type { Table } from '../../table/Table.ts';
import { textAt } from '../../table/TextColumn.ts';
import type { LoadItem, SourceItem } from '../facts/items.ts';
import type { Projection } from '../facts/projection.ts';
import { choicesOf, readFile, type FileSource, type LoadFailure, type ReadFile } from './readFile.ts';
import type { RunningAppend, Workspace } from '../workspace.ts';

export type LoadFileRequest = {
  readonly overrides: LoadOverrides;
  /** Columns that it does not name become custom fields; null lets every column find its own field. */
  readonly mapping: FieldMapping | null;
  readonly source: { readonly kind: 'new'; readonly name: string } | { readonly kind: 'known'; readonly id: SourceId };
  /** `replace`: the source's earlier rows leave the current state. */
  readonly mode: { readonly kind: 'append' | 'replace' };
  readonly limits?: LoadLimits;
};

/** What the record takes for one byte of the file, at most: values, offsets, salts. */
const RECORD_BYTES_PER_FILE_BYTE = 2;

/**
 * Reads, checks and records a file. Cancelling and every failure leave the workspace as it was.
 * @throws Cancelled
 */
export async function loadFile(workspace: Workspace, file: FileSource, request: LoadFileRequest, job: Job): Promise<Result<Load, LoadFailure>> {
  const append = await workspace.beginAppend(file.bytes * RECORD_BYTES_PER_FILE_BYTE);
  if (!append.ok) return err({ kind: 'machine', trouble: append.error });
  try {
    const loaded = await readInto(append.value, workspace.state, file, request, job);
    if (!loaded.ok) {
      await append.value.abort();
      return loaded;
    }
    const { source, item, quarantined } = loaded.value;
    job.report({ stage: 'saving', done: 0, total: 1, unit: 'steps' });
    const settled = await append.value.settleRows(job);
    if (!settled.ok) {
      await append.value.abort();
      return err({ kind: 'machine', trouble: settled.error });
    }
    const change = { act: 'load' as const, items: [...source, item], undoes: null, note: {}, basis: null };
    const written = await append.value.finish(change, { rows: item.rows, quarantined: item.quarantined }, quarantined);
    if (!written.ok) return err({ kind: 'machine', trouble: written.error });
    return ok(workspace.state.load(written.value.seq as number as LoadId)!);
  } catch (error) {
    await append.value.abort();
    throw error;
  }
}

type ReadLoad = { readonly source: readonly SourceItem[]; readonly item: LoadItem; readonly quarantined: readonly JsonObject[] };

async function readInto(
  append: RunningAppend,
  state: Projection,
  file: FileSource,
  request: LoadFileRequest,
  job: Job,
): Promise<Result<ReadLoad, LoadFailure>> {
  const aside = quarantineKeeper();
  let detected: readonly DetectedColumn[] | undefined;
  const read = await readFile(
    file,
    request.overrides,
    async (batch, part) => {
      for (const bad of batch.quarantined) aside.keep(bad, part);
      if (batch.table.length === 0) return ok(undefined);
      detected ??= request.mapping === null ? detectFields(batch.table) : [];
      return append.addRows(batch.table);
    },
    job,
    append.file,
    request.limits,
  );
  if (!read.ok) return read;
  const { source, id } = sourceFor(state, request.source);
  const replaces = request.mode.kind === 'replace' ? state.loads.filter((load) => load.source === id && load.current).map((load) => load.id) : [];
  const item: LoadItem = { ...loadFacts(file, read.value, request.mapping ?? mappingOf(detected ?? [])), source: id, firstRow: state.rowCount, replaces };
  return ok({ source, item, quarantined: aside.items });
}

/** What the log says about a file that was read. */
export function loadFacts(file: FileSource, { report, sha256, files, choices }: ReadFile, mapping: FieldMapping): Omit<LoadItem, 'source' | 'firstRow' | 'replaces'> {
  return {
    kind: 'load',
    fileName: file.name,
    fileSha256: sha256,
    fileBytes: file.bytes,
    rows: report.rowsLoaded,
    quarantined: report.rowsQuarantined,
    columns: report.columns.map(({ name }) => name),
    mapping: report.columns.map(({ name }) => mapping.find(({ column }) => column === name) ?? { column: name, field: customField(name) }),
    choices: choices ?? choicesOf(report),
    ...(files === undefined ? {} : { files }),
  };
}

/**
 * What each column of a table probably holds: as the source was mapped before, else by header and content.
 * @param remembered the mapping of the source's last load, if there is one
 */
export function proposeMapping(table: Table, remembered: FieldMapping | null): MappingProposal[] {
  const samplesOf = (column: number): string[] => {
    const samples = new Set<string>();
    const texts = table.columns[column]!.column;
    for (let row = 0; row < table.length && samples.size < 3; row++) {
      const text = textAt(texts, row).trim();
      if (text !== '') samples.add(text);
    }
    return [...samples];
  };
  return detectFields(table).map(({ column, name, field, confidence, evidence }): MappingProposal => {
    const known = remembered?.find((one) => one.column === name);
    if (known !== undefined) return { column: name, field: known.field, confidence: 1, reason: 'remembered', samples: samplesOf(column) };
    const first = evidence[0]?.kind;
    const reason = field === undefined ? 'none' : first === 'header' ? 'header' : first === 'likeHeader' ? 'similarHeader' : 'content';
    return { column: name, field: field ?? customField(name), confidence, reason, samples: samplesOf(column) };
  });
}

export function mappingOf(detected: readonly DetectedColumn[]): FieldMapping {
  return detected.map(({ name, field }) => ({ column: name, field: field ?? customField(name) }));
}

export function customField(column: string): FieldId {
  return `custom:${column}`;
}

/** The source of that name or number; its item where it is new. */
export function sourceFor(state: Projection, source: LoadFileRequest['source']): { source: SourceItem[]; id: SourceId } {
  if (source.kind === 'known') return { source: [], id: source.id };
  const same = state.sources.find(({ name }) => name === source.name);
  if (same !== undefined) return { source: [], id: same.id };
  // One that left the list is the same when it comes again: a load of it that was taken out may be brought back.
  const former = state.entries.flatMap(({ items }) => items.filter((item) => item.kind === 'source' && item.name === source.name && state.source(item.id) === undefined)).at(-1);
  const id = former?.kind === 'source' ? former.id : ((state.lastSourceId + 1) as SourceId);
  return { source: [{ kind: 'source', id, name: source.name, trustRank: state.sources.length + 1 }], id };
}

/** What long rows set aside may hold together, in characters, beyond `RAW_KEPT` each: one payload has to carry them all. */
const LONG_RAW_TOGETHER = RAW_WHOLE;

/**
 * Gathers the rows that a load sets aside: whole while there is room for all of them, later long ones by their beginning.
 * @param room for long rows, in characters
 */
export function quarantineKeeper(room = LONG_RAW_TOGETHER): { readonly items: JsonObject[]; keep(bad: Quarantined, file: string | undefined): void } {
  const items: JsonObject[] = [];
  let left = room;
  return {
    items,
    /** @param file name of the file, where several are loaded as one */
    keep({ line, reason, raw, rawCut, rawLength }, file) {
      const beyond = Math.max(0, raw.length - RAW_KEPT);
      const fits = beyond <= left;
      if (fits) left -= beyond;
      const length = rawLength ?? (fits ? undefined : raw.length);
      items.push({ kind: 'quarantine', line, reason: reason as unknown as JsonObject, raw: fits ? raw : raw.slice(0, RAW_KEPT), rawCut: rawCut || !fits, ...(length === undefined ? {} : { rawLength: length }), ...(file === undefined ? {} : { file }) });
    },
  };
}
