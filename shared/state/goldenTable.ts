// Golden records as columns, so that they are filtered, sorted and shown like source rows.
import type { Job } from '../kernel/job.ts';
import type { PinnedValue } from '../model/decision.ts';
import type { FieldId } from '../model/fields.ts';
import type { RowId } from '../model/ids.ts';
import type { FieldView } from '../table/FieldView.ts';
import { joinColumns } from '../table/joinColumns.ts';
import { takeRows } from '../table/sliceColumn.ts';
import { isMissingAt, textAt, type TextColumn } from '../table/TextColumn.ts';
import { columnOf } from '../table/TextColumnBuilder.ts';
import { GoldenOverlay } from './GoldenOverlay.ts';
import type { GoldenView } from './goldenView.ts';
import type { Workspace } from './workspace.ts';

/** A record that is more than one untouched row, and what its surviving values followed from. */
type Changed = { readonly at: number; readonly members: readonly RowId[]; readonly pins: readonly PinnedValue[]; readonly values: ReadonlyMap<FieldId, string> };

/** Choosing values takes about 0.1 ms per record. */
const RECORDS_PER_BREATH = 64;

/** One row per golden record, in the order of their first rows; columns are made when first asked for. */
export class GoldenTable implements FieldView {
  /** The first current row of each golden record. */
  readonly leads: Uint32Array;
  readonly fields: readonly FieldId[];
  private readonly workspace: Workspace;
  private readonly facts: number;
  private readonly changed: readonly Changed[];
  private readonly changedAt: ReadonlyMap<number, Changed>;
  private readonly columns = new Map<FieldId, TextColumn>();
  private readonly overlay: GoldenOverlay;

  private constructor(workspace: Workspace, leads: Uint32Array, fields: readonly FieldId[], changed: readonly Changed[]) {
    const isLead = (place: number, row: RowId): number | undefined => (leads[place] === row ? place : undefined);
    this.overlay = new GoldenOverlay(workspace.state, leads.length, (row) => isLead(placeOf(leads, row), row));
    this.workspace = workspace;
    this.leads = leads;
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
    const leads = golden.leads();
    const fields = golden.fields;
    const known = new Map<RowId, Changed>();
    if (before !== undefined && before.facts === state.factsVersion && before.fields === fields) for (const record of before.changed) known.set(record.members[0]!, record);
    const records = new Map<RowId, readonly RowId[]>();
    const take = (row: RowId): void => {
      const anchor = state.merges.anchorOf(row);
      if (records.has(anchor)) return;
      const members = golden.currentMembers(anchor);
      if (members.length > 0) records.set(anchor, members);
    };
    for (const row of state.merges.mergedRows()) take(row);
    for (const row of state.pinnedRows()) take(row);
    const changed: Changed[] = [];
    for (const members of records.values()) {
      const lead = members[0]!;
      const pins = state.fixedOf(lead);
      const same = known.get(lead);
      const values = same !== undefined && isSame(same, members, pins) ? same.values : new Map(golden.values(lead).map(({ field, value }) => [field, value]));
      changed.push({ at: placeOf(leads, lead), members, pins, values });
      if (changed.length % RECORDS_PER_BREATH === 0) {
        job.report({ stage: 'golden', done: changed.length, total: records.size, unit: 'groups' });
        await job.breathe();
      }
    }
    changed.sort((left, right) => left.at - right.at);
    return new GoldenTable(workspace, leads, fields, changed);
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
    if (record !== undefined) return this.fields.map((field) => record.values.get(field) ?? null);
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
    const laid = this.overlay.of(id);
    const rows = this.workspace.rows.field(id) ?? { kind: 'absent' as const, length: this.workspace.rows.length };
    if (rows.kind === 'absent' && !this.fields.includes(id)) return undefined;
    const own = columnOf([...this.changed.map(({ values }) => values.get(id)), ...(laid?.values ?? [])]);
    const places = this.leads.slice();
    this.changed.forEach(({ at }, index) => (places[at] = rows.length + index));
    laid?.at.forEach((at, index) => (places[at] = rows.length + this.changed.length + index));
    const column = takeRows(own.length === 0 && rows.kind !== 'absent' ? rows : joinColumns([rows, own]), places);
    this.columns.set(id, column);
    return column;
  }
}

function isSame(known: Changed, members: readonly RowId[], pins: readonly PinnedValue[]): boolean {
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
