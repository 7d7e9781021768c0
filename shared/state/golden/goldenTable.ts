// Golden records as columns, so that they are filtered, sorted and shown like source rows.
import type { Job } from '../../kernel/job.ts';
import { isSameUnit, type Unit } from '../../merge/survivorship.ts';
import type { FixedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { FieldView } from '../../table/FieldView.ts';
import { joinColumns } from '../../table/joinColumns.ts';
import { takeRows } from '../../table/sliceColumn.ts';
import { isMissingAt, textAt, type TextColumn } from '../../table/TextColumn.ts';
import { columnOf } from '../../table/TextColumnBuilder.ts';
import { GoldenOverlay } from './GoldenOverlay.ts';
import { placesOf, type GoldenView } from './goldenView.ts';
import type { Projection } from '../facts/projection.ts';
import type { Workspace } from '../workspace.ts';

/** A record that is more than one untouched row, and what its surviving values followed from. */
export type ChangedRecord = {
  /** Its place among the golden records. */
  readonly at: number;
  /** Current rows, ascending. */
  readonly members: readonly RowId[];
  readonly pins: readonly FixedValue[];
  /** In the order of the table's fields; null where nothing survives. */
  readonly values: readonly (string | null)[];
};

/** Choosing values takes about 0.05 ms per record. */
const RECORDS_PER_BREATH = 64;

/** One row per golden record, in the order of their first rows; columns are made when first asked for. */
export class GoldenTable implements FieldView {
  /** The first current row of each golden record. */
  readonly leads: Uint32Array;
  readonly fields: readonly FieldId[];
  private readonly workspace: Workspace;
  private readonly facts: number;
  private readonly isLead: Uint8Array;
  /** How many entries there were. */
  private readonly entries: number;
  private readonly units: readonly Unit[];
  /** Records that are more than one untouched row, in the order of the table. */
  readonly changed: readonly ChangedRecord[];
  private readonly changedAt: ReadonlyMap<number, ChangedRecord>;
  private readonly columns = new Map<FieldId, TextColumn>();
  private readonly overlay: GoldenOverlay;

  private constructor(workspace: Workspace, isLead: Uint8Array, leads: Uint32Array, fields: readonly FieldId[], units: readonly Unit[], changed: readonly ChangedRecord[]) {
    const leading = (row: RowId, place: number): number | undefined => (leads[place] === row ? place : undefined);
    this.overlay = new GoldenOverlay(workspace.state, leads.length, (row) => leading(row, placeOf(leads, row)));
    this.workspace = workspace;
    this.units = units;
    this.isLead = isLead;
    this.leads = leads;
    this.entries = workspace.state.entries.length;
    this.fields = fields;
    this.facts = workspace.state.factsVersion;
    this.changed = changed;
    this.changedAt = new Map(changed.map((record) => [record.at, record]));
  }

  /**
   * The golden records as they stand.
   * @param before an earlier table: records that did not change since keep their values, which makes a decision cheap
   * @throws Cancelled
   */
  static async make(workspace: Workspace, golden: GoldenView, before: GoldenTable | undefined, job: Job): Promise<GoldenTable> {
    const { state } = workspace;
    const { fields, units } = golden;
    const known = before !== undefined && before.facts === state.factsVersion && before.fields === fields ? before : undefined;
    // After a change of rules only what they choose is chosen again, after decisions only the records that they were about.
    const otherUnits = known === undefined ? units : units.filter((unit) => !known.units.some((one) => isSameUnit(one, unit)));
    const touched = known === undefined ? undefined : state.touchedSince(known.entries);
    const isLead = golden.leadMask(known?.isLead, touched);
    const leads = placesOf(isLead);
    const records = new Map<RowId, { readonly members: readonly RowId[]; readonly pins: readonly FixedValue[]; readonly same: ChangedRecord | undefined }>();
    const sameByLead = new Map<RowId, ChangedRecord>();
    for (const record of known?.changed ?? []) {
      const lead = record.members[0]!;
      if (touched === undefined) sameByLead.set(lead, record);
      else if (!record.members.some((row) => touched.has(row))) records.set(lead, { ...record, same: record });
    }
    for (const all of touched === undefined ? recordsOf(state) : recordsAmong(state, touched)) {
      const members = all.filter((row) => state.isCurrent(row));
      const lead = members[0];
      if (lead === undefined || records.has(lead)) continue;
      // Accepted values of single rows are laid over their cells: no choosing.
      const pins = golden.fixedOf(members);
      if (members.length === 1 && pins.length === 0) continue;
      const same = sameByLead.get(lead);
      records.set(lead, { members, pins, same: same !== undefined && isSame(same, members, pins) ? same : undefined });
    }
    const changed: ChangedRecord[] = [];
    let done = 0;
    for (const [lead, { members, pins, same }] of records) {
      const stays = same !== undefined && otherUnits.length === 0;
      const values = stays ? same.values : chosenValues(golden, members, pins, same === undefined ? units : otherUnits, same?.values);
      changed.push({ at: placeOf(leads, lead), members, pins, values });
      if (!stays && ++done % RECORDS_PER_BREATH === 0) {
        job.report({ stage: 'golden', done: changed.length, total: records.size, unit: 'groups' });
        await job.breathe();
      }
    }
    changed.sort((left, right) => left.at - right.at);
    return new GoldenTable(workspace, isLead, leads, fields, units, changed);
  }

  get length(): number {
    return this.leads.length;
  }

  /** The place of the record that the row leads; undefined where it leads none. */
  placeOf(row: RowId): number | undefined {
    const place = placeOf(this.leads, row);
    return this.leads[place] === row ? place : undefined;
  }

  /** The cells of one golden record in the order of the fields; null where nothing survives. No column is made for it. */
  cells(place: number): (string | null)[] {
    const record = this.changedAt.get(place);
    if (record !== undefined) return [...record.values];
    const row = this.leads[place]!;
    return this.fields.map((field) => {
      const laid = this.overlay.valueAt(field, place);
      if (laid !== undefined) return laid;
      const column = this.workspace.rows.field(field);
      return column === undefined || isMissingAt(column, row) ? null : textAt(column, row);
    });
  }

  field(id: FieldId): TextColumn | undefined {
    const known = this.columns.get(id);
    if (known !== undefined) return known;
    const column = this.fields.indexOf(id);
    if (column < 0) return undefined;
    const rows = this.workspace.rows.field(id) ?? { kind: 'absent' as const, length: this.workspace.rows.length };
    const laid = this.overlay.of(id);
    const own = columnOf([...this.changed.map(({ values }) => values[column] ?? undefined), ...(laid?.values ?? [])]);
    const places = this.leads.slice();
    this.changed.forEach(({ at }, index) => (places[at] = rows.length + index));
    laid?.at.forEach((at, index) => (places[at] = rows.length + this.changed.length + index));
    const made = takeRows(own.length === 0 && rows.kind !== 'absent' ? rows : joinColumns([rows, own]), places);
    this.columns.set(id, made);
    return made;
  }
}

/** The rows of every record that is more than one untouched row. */
function* recordsOf(state: Projection): Generator<readonly RowId[]> {
  yield* state.merges.records();
  for (const row of state.pinnedRows()) if (!state.merges.isMerged(row)) yield [row];
}

/** The rows of the records that these rows stand in. */
function* recordsAmong(state: Projection, rows: ReadonlySet<RowId>): Generator<readonly RowId[]> {
  const seen = new Set<RowId>();
  for (const row of rows) {
    if (seen.has(row)) continue;
    const members = state.merges.membersOf(row);
    for (const member of members) seen.add(member);
    yield members;
  }
}

/** The values of a record by column; those of other units than the given ones stay as they were. */
function chosenValues(golden: GoldenView, members: readonly RowId[], pins: readonly FixedValue[], units: readonly Unit[], before: ChangedRecord['values'] | undefined): (string | null)[] {
  const chosen = golden.valuesByUnits(members, pins, units);
  if (before === undefined) return chosen.map((one) => (one === undefined ? null : one.value));
  const values = [...before];
  for (const { columns } of units) for (const column of columns) values[column] = chosen[column]?.value ?? null;
  return values;
}

function isSame(known: ChangedRecord, members: readonly RowId[], pins: readonly FixedValue[]): boolean {
  if (known.members.length !== members.length || known.pins.length !== pins.length) return false;
  return members.every((row, index) => known.members[index] === row) && pins.every((pin, index) => known.pins[index] === pin);
}

/** Where a row stands among the ascending leads. */
function placeOf(leads: Uint32Array, lead: RowId): number {
  let low = 0;
  let high = leads.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leads[middle]! < lead) low = middle + 1;
    else high = middle;
  }
  return low;
}
