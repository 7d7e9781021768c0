// Writes golden records as a CRM wants them, and sets aside those that it would not take, with the reason.
import { isOrganisation, problemsOf, type CrmFile, type CrmProblem, type CrmProfile, type CrmRecord } from '../../export/crm.ts';
import { exportTable, type ExportColumn } from '../../export/exportTable.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId, SourceId } from '../../model/ids.ts';
import type { Table } from '../../table/Table.ts';
import { isMissingAt, textAt } from '../../table/TextColumn.ts';
import { TextColumnBuilder } from '../../table/TextColumnBuilder.ts';
import { columnFrom, currentMembers, tableOf, type Places } from './exportTables.ts';
import type { ExportFile } from './exportFiles.ts';
import type { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import type { GoldenTable } from '../golden/goldenTable.ts';
import type { RecordIds } from '../recordIds.ts';
import type { Workspace } from '../workspace.ts';

/** Counted while writing; the first problems are kept to be shown. */
export type LeftOut = { records: number; problems: CrmProblem[] };

type CrmWork = { readonly workspace: Workspace; readonly golden: GoldenTable; readonly knowledge: FieldKnowledge; readonly places: Places; readonly ids: RecordIds; readonly suffix: string };

const BATCH_ROWS = 10_000;
const PROBLEMS_KEPT = 1000;

export function crmFiles(work: CrmWork, profile: CrmProfile, leftOut: LeftOut): ExportFile[] {
  const refused: CrmProblem[] = [];
  const files = profile.files.map((file): ExportFile => {
    const columns = file.columns.map(({ header }, column): ExportColumn => ({ header, column, type: 'text' }));
    return { part: 'golden', name: `${file.name}${work.suffix}.csv`, bytes: (job) => exportTable(crmTables(work, profile, file, leftOut, refused), columns, { kind: 'csv', style: profile.style }, job) };
  });
  const headers = ['id', 'column', 'problem', 'value'].map((header, column): ExportColumn => ({ header, column, type: 'text' }));
  // Written last, when all are known.
  files.push({ part: 'golden', name: `${profile.kind}-left-out${work.suffix}.csv`, bytes: (job) => exportTable(problemTables(refused), headers, { kind: 'csv', style: profile.style }, job) });
  return files;
}

function* problemTables(refused: readonly CrmProblem[]): Generator<Table> {
  yield tableOf(refused.length, [columnFrom(refused, ({ id }) => id), columnFrom(refused, ({ header }) => header), columnFrom(refused, ({ kind }) => kind), columnFrom(refused, ({ value }) => value)]);
}

/** What a system would refuse, before anything is written: counted by file, column and kind. */
export function checkCrm(work: CrmWork, profile: CrmProfile): { readonly records: number; readonly leftOut: LeftOut } {
  const leftOut: LeftOut = { records: 0, problems: [] };
  let records = 0;
  for (const file of profile.files) for (const table of crmTables(work, profile, file, leftOut, [])) records += table.length;
  return { records, leftOut };
}

function* crmTables(work: CrmWork, profile: CrmProfile, file: CrmFile, leftOut: LeftOut, refused: CrmProblem[]): Generator<Table> {
  const { golden, places } = work;
  const recordAt = recordReader(work, profile);
  const count = places?.length ?? golden.length;
  for (let from = 0; from < count || from === 0; from += BATCH_ROWS) {
    const builders = file.columns.map(() => new TextColumnBuilder());
    let rows = 0;
    for (let at = from; at < Math.min(count, from + BATCH_ROWS); at++) {
      const record = recordAt(places === null ? at : places[at]!);
      if (file.takes !== 'all' && isOrganisation(record) !== (file.takes === 'organisations')) continue;
      const cells = file.columns.map(({ value }) => value(record));
      const problems = problemsOf(record, file.columns, cells);
      if (problems.length > 0) {
        leftOut.records++;
        if (leftOut.problems.length < PROBLEMS_KEPT) leftOut.problems.push(...problems);
        refused.push(...problems);
        continue;
      }
      cells.forEach((cell, i) => builders[i]!.add(cell));
      rows++;
    }
    yield tableOf(rows, builders.map((builder) => builder.finish()));
  }
}

/** A golden record by its place, as a profile sees it. */
export function recordReader({ workspace, golden, knowledge, ids }: Pick<CrmWork, 'workspace' | 'golden' | 'knowledge' | 'ids'>, profile: CrmProfile): (place: number) => CrmRecord {
  const { state, rows } = workspace;
  const own = systemSource(workspace, profile);
  const customerId = rows.field('customerId');
  const ownIdOf = (lead: RowId): string => {
    if (own === undefined || customerId === undefined) return '';
    const row = currentMembers(workspace, lead).find((member) => state.loadOf(member)?.source === own && !isMissingAt(customerId, member));
    return row === undefined ? '' : textAt(customerId, row).trim();
  };
  return (place) => {
    const lead = golden.leads[place]! as RowId;
    const cells = golden.cells(place);
    return {
      id: ids.of(lead),
      ownId: ownIdOf(lead),
      text: (field: FieldId) => cells[golden.fields.indexOf(field)] ?? '',
      context: (field: FieldId) => knowledge.contextOf(field),
    };
  };
}

/** The source that is the system itself: named after it, or delivered under its headers. */
export function systemSource({ state }: Workspace, profile: CrmProfile): SourceId | undefined {
  const named = state.sources.find(({ name }) => name.toLowerCase().includes(profile.kind));
  if (named !== undefined) return named.id;
  return state.loads.findLast((load) => load.current && load.columns.includes(profile.idHeader) && load.columns.includes(profile.ownIdHeader))?.source;
}
