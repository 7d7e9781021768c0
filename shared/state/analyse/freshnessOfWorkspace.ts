// Judges the ages of a workspace's facts by its own settings, and what each customer is worth.
import { findBounceFields } from '../../freshness/bounced.ts';
import { freshnessOf, type Freshness, type FreshnessInput } from '../../freshness/freshnessOf.ts';
import { FreshnessOfRecords } from '../../freshness/freshnessOfRecords.ts';
import { dateFieldsOf, policiesWith } from '../../freshness/policies.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId } from '../../model/ids.ts';
import { valueCount, valueIndexOf, valueText } from '../../table/TextColumn.ts';
import type { FieldKnowledge } from './fieldKnowledge.ts';
import type { Workspace } from '../workspace.ts';

/** @param datesOf how each delivery writes the dates of a field */
export function freshnessOfWorkspace({ rows, state }: Workspace, datesOf: FreshnessInput['datesOf'], today: EpochDay): Freshness {
  const settings = state.policies;
  return freshnessOf({
    view: rows,
    policies: policiesWith(settings),
    today,
    datesOf,
    confirmed: state.confirmed,
    answered: state.answeredFields(),
    rows: rows.currentRows(),
    dateFields: dateFieldsOf(rows.fields, settings),
    bounceFields: settings?.bounce?.filter((field) => rows.fields.includes(field)) ?? findBounceFields(rows),
  });
}

/** @param ofRows as judged by `freshnessOfWorkspace` */
export function freshnessOfGolden({ state }: Workspace, ofRows: Freshness): FreshnessOfRecords {
  return new FreshnessOfRecords(ofRows, severalOf(state, state.merges.records()), state.answeredFields());
}

/** After decisions about these rows. */
export function regroupGolden({ state }: Workspace, ofRecords: FreshnessOfRecords, touched: ReadonlySet<RowId>): void {
  const records = new Map([...touched].map((row) => [state.merges.anchorOf(row), row]));
  ofRecords.regroup(touched, severalOf(state, [...records.values()].map((row) => state.merges.membersOf(row))));
}

/** The rows in use of each record that has two or more of them, the one that leads it first. */
function* severalOf(state: Workspace['state'], records: Iterable<readonly RowId[]>): Generator<readonly RowId[]> {
  for (const record of records) {
    const members = record.filter((row) => state.isCurrent(row));
    if (members.length > 1) yield members;
  }
}

/** The column that says what a customer is worth: as set, else the amounts; undefined where all are worth the same. */
export function valueFieldOf({ rows, state }: Workspace): FieldId | undefined {
  const chosen = state.policies?.value;
  if (chosen === null) return undefined;
  const field = chosen ?? 'amount';
  return rows.fields.includes(field) ? field : undefined;
}

/** What each row's customer is worth; rows that do not say count as the mean of those that do. */
export function valuesOfRows({ rows }: Workspace, knowledge: FieldKnowledge, field: FieldId): Float64Array {
  const column = rows.field(field)!;
  const read = knowledge.queryContext(() => undefined).numberReader(field);
  const ofValue = Float64Array.from({ length: valueCount(column) }, (_, value) => read(valueText(column, value)));
  let sum = 0;
  let count = 0;
  const values = new Float64Array(rows.length);
  for (let row = 0; row < values.length; row++) {
    const value = ofValue[valueIndexOf(column, row)]!;
    values[row] = value;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  const mean = count === 0 ? 1 : sum / count;
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) values[row] = mean;
  return values;
}
