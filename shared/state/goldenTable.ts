// Golden records as columns, so that they are filtered, sorted and shown like source rows.
import type { FieldId } from '../model/fields.ts';
import type { RowId } from '../model/ids.ts';
import type { FieldView } from '../table/FieldView.ts';
import { joinColumns } from '../table/joinColumns.ts';
import { takeRows } from '../table/sliceColumn.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { columnOf } from '../table/TextColumnBuilder.ts';
import type { GoldenView } from './goldenView.ts';
import type { Workspace } from './workspace.ts';

/** One row per golden record, in the order of their first rows; columns are made when first asked for. */
export class GoldenTable implements FieldView {
  /** The first current row of each golden record. */
  readonly leads: Uint32Array;
  readonly fields: readonly FieldId[];
  private readonly workspace: Workspace;
  /** Surviving values of records that are more than one untouched row, by their place among the leads. */
  private readonly changed: { readonly at: number; readonly values: ReadonlyMap<FieldId, string> }[] = [];
  private readonly columns = new Map<FieldId, TextColumn>();

  constructor(workspace: Workspace, golden: GoldenView) {
    this.workspace = workspace;
    this.leads = golden.leads();
    this.fields = golden.fields;
    for (let at = 0; at < this.leads.length; at++) {
      const lead = this.leads[at]! as RowId;
      if (!workspace.state.merges.isMerged(lead) && workspace.state.pinsOf(lead).length === 0) continue;
      this.changed.push({ at, values: new Map(golden.values(lead).map(({ field, value }) => [field, value])) });
    }
  }

  get length(): number {
    return this.leads.length;
  }

  field(id: FieldId): TextColumn | undefined {
    const known = this.columns.get(id);
    if (known !== undefined) return known;
    const rows = this.workspace.rows.field(id);
    if (rows === undefined) return undefined;
    const own = columnOf(this.changed.map(({ values }) => values.get(id)));
    const places = this.leads.slice();
    this.changed.forEach(({ at }, index) => (places[at] = rows.length + index));
    const column = takeRows(this.changed.length === 0 ? rows : joinColumns([rows, own]), places);
    this.columns.set(id, column);
    return column;
  }
}
