// Finds what a workspace could learn: ties its references to its golden records and proposes values, changing nothing.
import { linkByKey, type Links } from '../../enrich/linkByKey.ts';
import { keyConfidence, proposeFromReference, type RecordFacts, type ReferenceFacts } from '../../enrich/fromReference.ts';
import { Lookups, type OwnTables } from '../../enrich/bundledTables.ts';
import { bundledIds, sourceKey, type BundledId, type Linkage } from '../../enrich/enrichTypes.ts';
import { valueFormOf } from '../../enrich/keyForm.ts';
import { proposeFromSimilar } from '../../enrich/fromSimilar.ts';
import { proposeFromValues, type DeriveWorld } from '../../enrich/fromValues.ts';
import { ProposalList } from '../../enrich/ProposalList.ts';
import type { Job } from '../../kernel/job.ts';
import { canonicalOf, dateFields, type CanonicalField, type FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { Load } from '../../model/source.ts';
import type { Table } from '../../table/Table.ts';
import { textAt, type TextColumn } from '../../table/TextColumn.ts';
import { epochDayOf } from '../../values/calendar.ts';
import { decideDateFormat, parseDate } from '../../values/dateFormat.ts';
import type { ReadContext } from '../../values/reading.ts';
import { readValue } from '../../values/readValue.ts';
import type { GoldenTable } from '../golden/goldenTable.ts';
import type { GoldenView } from '../golden/goldenView.ts';
import { isPlain } from '../golden/GoldenOverlay.ts';
import { becauseOf, type Shows } from '../plan/planEnrich.ts';
import type { Workspace } from '../workspace.ts';

/** The records as enriching sees them. */
export type Records = { readonly workspace: Workspace; readonly golden: GoldenView; readonly table: GoldenTable };

/** The value that the record of a first row shows. */
export function showsOf({ table }: Records): Shows {
  return (row, field) => {
    const place = table.placeOf(row);
    const column = place === undefined ? undefined : table.field(field);
    return column === undefined ? '' : textAt(column, place!);
  };
}

/** Ties a reference to the records by key and counts what fits. @throws Cancelled */
export function linkRecords({ table, workspace }: Records, linkage: Linkage, job: Job): Promise<Links> {
  return linkByKey(table, referenceRows(workspace, linkage), linkage.keys, linkage.bring, job);
}

/** The rows of a linkage's reference, columns as delivered. */
export function referenceRows(workspace: Workspace, { reference }: Pick<Linkage, 'reference'>): Table {
  return workspace.rows.table(reference) ?? { length: 0, columns: [] };
}

/** Proposes what the matched rows of a reference say. @throws Cancelled */
export async function proposeLinked(list: ProposalList, records: Records, linkage: Linkage, links: Pick<Links, 'status' | 'row'>, job: Job, confidenceOf?: (record: number) => number): Promise<void> {
  const { workspace, table } = records;
  const load = workspace.state.load(linkage.reference);
  if (load === undefined) return;
  const sure = keyConfidence(linkage.keys);
  const rows = referenceRows(workspace, linkage);
  await proposeFromReference(list, table, recordFacts(records), rows, aboutReference(load, rows), links, linkage.bring, linkage.keys.map(({ field }) => field), confidenceOf ?? (() => sure), job);
}

/** All that the references in force propose, by the way each is tied by key. @throws Cancelled */
export async function proposeFromKeys(records: Records, job: Job): Promise<ProposalList> {
  const list = new ProposalList();
  const { enrichment } = records.workspace.state;
  for (const reference of enrichment.liveReferences) {
    const linkage = enrichment.linkageOf(reference);
    if (linkage?.by !== 'key') continue;
    await proposeLinked(list, records, linkage, await linkRecords(records, linkage, job), job);
  }
  return list;
}

/** What the workspace could learn from its own values and from records like each other. @throws Cancelled */
export async function proposeFromInside(list: ProposalList, records: Records, world: Omit<DeriveWorld, 'lookups'>, job: Job): Promise<void> {
  const facts = recordFacts(records);
  await proposeFromValues(list, records.table, facts, { ...world, lookups: new Lookups(ownTables(records.workspace)) }, job);
  await proposeFromSimilar(list, records.table, facts, job);
}

const ANSWERED = { sure: 0.95, edited: 0.6, doubtful: 0.4 } as const;

/** What customers answered anew; of several answers about a field the latest counts. */
export function proposeFromAnswers(list: ProposalList, records: Records, contextOf: (field: FieldId) => ReadContext): void {
  const { workspace, table } = records;
  const { state } = workspace;
  const facts = recordFacts(records);
  const shows = showsOf(records);
  const latest = new Map<string, { record: number; seq: number; field: CanonicalField; value: string; edited: boolean }>();
  for (const { anchor, seq, proposed, edited } of state.refresh.all) {
    const [lead] = records.golden.currentMembers(anchor);
    const record = lead === undefined ? undefined : table.placeOf(lead);
    if (record === undefined) continue;
    for (const { field, value } of proposed) latest.set(`${record} ${field}`, { record, seq, field, value, edited });
  }
  for (const { record, seq, field, value, edited } of [...latest.values()].sort((a, b) => a.record - b.record)) {
    const row = facts.rowOf(record);
    const before = shows(row, field);
    const form = valueFormOf(field);
    const source = { kind: 'answer' as const, pack: seq };
    if (form(before.trim()) === form(value) || facts.isFixed(record, field) || facts.isRejected(record, field, value, source, [])) continue;
    const confidence = readValue(field, value, contextOf(field)).validity === 'invalid' ? ANSWERED.doubtful : edited ? ANSWERED.edited : ANSWERED.sure;
    list.add({ row, field, before, value, source, from: null, confidence, because: [] });
  }
}

/** References that stand for bundled tables: their first column is looked up, the second answers. */
function ownTables(workspace: Workspace): OwnTables {
  const tables = new Map<BundledId, ReadonlyMap<string, string>>();
  for (const reference of workspace.state.enrichment.liveReferences) {
    const id = bundledIds.find((one) => one === workspace.state.load(reference)?.reference?.standsFor);
    const [key, answer] = referenceRows(workspace, { reference }).columns;
    if (id === undefined || key === undefined || answer === undefined) continue;
    tables.set(id, new Map(Array.from({ length: key.column.length }, (_, row) => [Lookups.keyOf(textAt(key.column, row)), textAt(answer.column, row)] as const)));
  }
  return tables;
}

export function aboutReference(load: Load, rows: Table): ReferenceFacts {
  const { reference } = load;
  const dates = (reference?.fields ?? []).filter(({ field }) => field !== null && dateFields.some((one) => one === canonicalOf(field)));
  const columns = dates.flatMap(({ column }) => rows.columns.find(({ name }) => name === column)?.column ?? []).map((column) => ({ column, read: dayReader(column) }));
  return {
    source: { kind: 'reference', reference: load.id },
    firstRow: load.firstRow,
    trust: reference?.trustRank ?? Number.MAX_SAFE_INTEGER,
    dayOf: (row) => {
      const days = columns.flatMap(({ column, read }) => read(textAt(column, row)) ?? []);
      return days.length > 0 ? Math.max(...days) : (reference?.asOf ?? null);
    },
  };
}

const DATES_LOOKED_AT = 2_000;

function dayReader(column: TextColumn): (text: string) => number | undefined {
  const some = Array.from({ length: Math.min(DATES_LOOKED_AT, column.length) }, (_, row) => [textAt(column, row), 1] as const).filter(([text]) => text !== '');
  const { format } = decideDateFormat(some);
  return (text) => {
    const parsed = parseDate(text, format);
    return parsed.kind === 'date' ? epochDayOf(parsed.year, parsed.month, parsed.day) : undefined;
  };
}

/** What the rules for values that are there ask of the records. */
export function recordFacts(records: Records): RecordFacts {
  const { workspace, golden, table } = records;
  const { state } = workspace;
  const shows = showsOf(records);
  const rowOf = (record: number): RowId => table.leads[record]! as RowId;
  return {
    rowOf,
    isFixed: (record, field) => {
      const row = rowOf(record);
      return !isPlain(state, row) && state.pinsOf(row).some((pin) => pin.field === field);
    },
    knownOn: (record) => {
      const days = golden.currentMembers(rowOf(record)).flatMap((row) => golden.knownOn(row) ?? []);
      return days.length === 0 ? null : Math.max(...days);
    },
    trustOf: (record, field) => {
      const row = rowOf(record);
      const from = isPlain(state, row) && !state.enrichment.isTouched(row) ? row : golden.values(row).find((value) => value.field === field)?.row;
      const load = from === undefined || from === null ? undefined : state.loadOf(from);
      return load?.reference?.trustRank ?? (load === undefined ? undefined : state.source(load.source)?.trustRank) ?? Number.MAX_SAFE_INTEGER;
    },
    isRejected: (record, field, value, source, because) => {
      const row = rowOf(record);
      const { enrichment, merges } = state;
      return enrichment.hasRejections && enrichment.isRejected(merges.membersOf(row), field, value, sourceKey(source), () => becauseOf({ row, because }, shows));
    },
  };
}
