// Takes back what another system exports again: rows that carry ids of this workspace join the records that they came
// from, so that no duplicate arises; what the system changed meanwhile is told first. All of it is one entry.
import { detectFields } from '../../fields/detectFields.ts';
import { crmFileOf, idInCell, returnFieldOf } from '../../export/crm.ts';
import type { Job } from '../../kernel/job.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { LoadLimits } from '../../load/problem.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import { agreementKey } from '../../merge/sameValue.ts';
import { canonicalOf, type FieldId } from '../../model/fields.ts';
import type { GoldenId, RowId, SourceId } from '../../model/ids.ts';
import type { FieldMapping } from '../../model/source.ts';
import type { Table } from '../../table/Table.ts';
import { textAt, type TextColumn } from '../../table/TextColumn.ts';
import { readValue } from '../../values/readValue.ts';
import { recordReader } from './crmFiles.ts';
import type { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import type { GoldenTable } from '../golden/goldenTable.ts';
import type { MergeItem, SourceItem } from '../facts/items.ts';
import { mappingOf, sourceFor } from './loadFile.ts';
import type { FileSource, LoadFailure } from './readFile.ts';
import { contentRecordIds, goldenRecordIds, isRecordId } from '../recordIds.ts';
import { compareFile, refreshSource, type ComparedFile } from './refreshFile.ts';
import type { Workspace } from '../workspace.ts';

/** A column holds ids that went out from here if so many of its values look like them, and one is known. */
const LIKELY_PART = 0.5;
const CHANGES_SHOWN = 100;

export type ReturnRequest = {
  readonly source: { readonly kind: 'new'; readonly name: string } | { readonly kind: 'known'; readonly id: SourceId };
  readonly column: string;
  readonly overrides: LoadOverrides;
  readonly mapping: FieldMapping | null;
  readonly limits?: LoadLimits;
};

/** One value that the system has otherwise than the golden record. */
export type ReturnedChange = { readonly golden: GoldenId; readonly field: FieldId; readonly before: string; readonly after: string };

export type ComparedReturn = {
  readonly compared: ComparedFile;
  readonly source: readonly SourceItem[];
  readonly mapping: FieldMapping;
  /** A row of the record that each row of the file belongs to, by its place; absent for rows that are new here. */
  readonly targets: ReadonlyMap<number, RowId>;
  readonly known: number;
  readonly unknown: number;
  /** Records that read otherwise in at least one field. */
  readonly changedRecords: number;
  readonly changesByField: readonly { readonly field: FieldId; readonly records: number }[];
  readonly changes: readonly ReturnedChange[];
};

/** The column by which rows of a table are recognised; undefined where there is none. */
export function findIdColumn(workspace: Workspace, table: Table): { readonly column: string; readonly known: number } | undefined {
  const own = goldenRecordIds(workspace);
  const content = contentRecordIds(workspace);
  for (const { name, column } of table.columns) {
    let filled = 0;
    let known = 0;
    let alike = 0;
    for (let row = 0; row < table.length; row++) {
      const id = idInCell(textAt(column, row));
      if (id === '') continue;
      filled++;
      if (!isRecordId(id)) continue;
      alike++;
      if ((own.rowOf(id) ?? content.rowOf(id)) !== undefined) known++;
    }
    if (known > 0 && alike >= filled * LIKELY_PART) return { column: name, known };
  }
  return undefined;
}

/** Reads a file and tells which of its rows are known and what they change. Nothing is written. @throws Cancelled */
export async function compareReturn(workspace: Workspace, golden: GoldenTable, knowledge: FieldKnowledge, file: FileSource, request: ReturnRequest, job: Job): Promise<Result<ComparedReturn, LoadFailure>> {
  const { source, id } = sourceFor(workspace.state, request.source);
  const read = await compareFile(workspace, file, { source: id, keys: [request.column], overrides: request.overrides, ...(request.limits === undefined ? {} : { limits: request.limits }) }, job);
  if (!read.ok) return read;
  const compared = read.value;
  const { table } = compared;
  const mapping = request.mapping ?? returnMapping(table, request.column, golden.fields);
  const ids = table.columns.find(({ name }) => name === request.column)?.column;
  const targets = ids === undefined ? new Map<number, RowId>() : targetsOf(workspace, ids);
  const placeOf = new Map<RowId, number>();
  golden.leads.forEach((lead, place) => placeOf.set(lead as RowId, place));
  const told = tellers({ workspace, golden, knowledge }, table, mapping);
  const byField = new Map<FieldId, number>();
  const changes: ReturnedChange[] = [];
  let changedRecords = 0;
  let at = 0;
  for (const [row, target] of targets) {
    if (at++ % 1024 === 0) await job.breathe();
    const members = workspace.state.merges.membersOf(target).filter((member) => workspace.state.isCurrent(member));
    const place = placeOf.get(members[0] ?? target);
    if (place === undefined) continue;
    let isChanged = false;
    const before = told.of(place);
    for (const [index, { field, column }] of told.columns.entries()) {
      const after = textAt(column, row).trim();
      const was = (before[index] ?? '').trim();
      // A system leaves out what it does not keep: an empty cell says nothing.
      if (after === '' || after === was || isSame(knowledge, field, was, after)) continue;
      isChanged = true;
      byField.set(field, (byField.get(field) ?? 0) + 1);
      if (changes.length < CHANGES_SHOWN) changes.push({ golden: workspace.state.goldenOf(target), field, before: was, after });
    }
    if (isChanged) changedRecords++;
  }
  return ok({
    compared,
    source,
    mapping,
    targets,
    known: targets.size,
    unknown: table.length - targets.size,
    changedRecords,
    changesByField: [...byField].map(([field, records]) => ({ field, records })).sort((a, b) => b.records - a.records),
    changes,
  });
}

/** What a file that comes back is mapped to: the fields that its columns were made of, where it is a system's; else what they seem to hold. */
export function returnMapping(table: Table, idColumn: string, fields: readonly FieldId[]): FieldMapping {
  const system = crmFileOf(table.columns.map(({ name }) => name));
  const taken = new Set<FieldId>();
  return mappingOf(detectFields(table)).map(({ column, field }) => {
    const known = system?.file.columns.find(({ header }) => header === column);
    const ids = column === idColumn || column === system?.profile.ownIdHeader;
    const own = column === system?.profile.ownIdHeader ? 'customerId' : column === idColumn ? null : known === undefined ? field : returnFieldOf(known, fields);
    if (own !== null && (ids || known !== undefined) && taken.has(own)) return { column, field: null };
    if (own !== null) taken.add(own);
    return { column, field: own };
  });
}

type Told = { readonly columns: readonly { readonly field: FieldId; readonly column: TextColumn }[]; of(place: number): readonly string[] };

/** What each column of the file should say of a record if nothing had changed: what the system's profile writes, else the golden value. */
function tellers(work: { workspace: Workspace; golden: GoldenTable; knowledge: FieldKnowledge }, table: Table, mapping: FieldMapping): Told {
  const { golden, workspace } = work;
  const system = crmFileOf(table.columns.map(({ name }) => name));
  const column = (name: string): TextColumn | undefined => table.columns.find((one) => one.name === name)?.column;
  if (system !== undefined) {
    const ids = goldenRecordIds(workspace);
    const recordAt = recordReader({ ...work, ids }, system.profile);
    const own = [system.profile.idHeader, system.profile.ownIdHeader];
    const compared = system.file.columns.filter(({ header }) => !own.includes(header) && column(header) !== undefined);
    return {
      columns: compared.map((one) => ({ field: one.field ?? (`custom:${one.header}` as FieldId), column: column(one.header)! })),
      of: (place) => {
        const record = recordAt(place);
        return compared.map(({ value }) => value(record));
      },
    };
  }
  const compared = mapping.flatMap((one) => (one.field === null || column(one.column) === undefined ? [] : [{ field: one.field, column: column(one.column)! }]));
  return {
    columns: compared,
    of: (place) => {
      const cells = golden.cells(place);
      return compared.map(({ field }) => cells[golden.fields.indexOf(field)] ?? '');
    },
  };
}

/** Writes the rows and joins them with their records. A row that went missing in the other system stays here. */
export async function loadReturn(workspace: Workspace, { compared, source, mapping, targets }: ComparedReturn, job: Job): Promise<ReturnType<typeof refreshSource> extends Promise<infer R> ? R : never> {
  const { state } = workspace;
  return refreshSource(workspace, compared, job, {
    before: source,
    mapping,
    keepVanished: true,
    after: (rowIdOf) => {
      const items: MergeItem[] = [];
      const joined = new Map<RowId, RowId[]>();
      for (const [row, target] of targets) {
        const id = rowIdOf(row);
        if (id === undefined) continue;
        const anchor = state.merges.anchorOf(target);
        joined.set(anchor, [...(joined.get(anchor) ?? []), id]);
      }
      for (const [anchor, rows] of joined) {
        const golden = state.goldenOf(anchor);
        items.push({ kind: 'merge', rows: [anchor, ...rows], pins: [], before: [golden], after: golden, comment: '' });
      }
      return items;
    },
  });
}

function targetsOf(workspace: Workspace, ids: TextColumn): Map<number, RowId> {
  const own = goldenRecordIds(workspace);
  const content = contentRecordIds(workspace);
  const targets = new Map<number, RowId>();
  for (let row = 0; row < ids.length; row++) {
    const id = idInCell(textAt(ids, row));
    const target = isRecordId(id) ? (own.rowOf(id) ?? content.rowOf(id)) : undefined;
    if (target !== undefined) targets.set(row, target);
  }
  return targets;
}

/** Whether two texts mean the same: systems write phones, dates and countries in ways of their own. */
function isSame(knowledge: FieldKnowledge, field: FieldId, before: string, after: string): boolean {
  if (agreementKey(field, before) === agreementKey(field, after)) return true;
  const canonical = canonicalOf(field);
  if (canonical === undefined || before === '') return false;
  const context = knowledge.contextOf(field);
  const one = readValue(canonical, before, context).canonical;
  return one !== '' && one === readValue(canonical, after, context).canonical;
}
