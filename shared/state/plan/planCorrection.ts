// Plans corrections of source rows: which cells a change of values would touch, and the items that say so.
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import { placesOfTexts } from '../../table/correctColumn.ts';
import { valueIndexOf } from '../../table/TextColumn.ts';
import type { CorrectItem } from '../facts/items.ts';
import type { Change, Refusal } from './plan.ts';
import type { Projection } from '../facts/projection.ts';
import type { WorkspaceRows } from '../workspaceRows.ts';

/** What cells that read `before` shall read, blank cells included where it is ''; only in `rows` where they are named. */
export type ValueChange = { readonly before: string; readonly after: string; readonly rows?: readonly RowId[] };

/** Why values were corrected; readable in the log for ever. */
export type CorrectionReason = 'cell' | 'facet' | 'fill' | 'clear' | 'replace' | 'standardise' | 'cluster' | 'finding' | 'mojibake' | 'category';

export type CorrectionRequest = {
  readonly field: FieldId;
  /** No two with the same `before` for the same row. */
  readonly changes: readonly ValueChange[];
  readonly reason: CorrectionReason;
  /** In the steward's words; may be ''. */
  readonly comment: string;
};

/**
 * A value that so few rows have may tell who they are, so its rows are named in the item: erasing a person then finds
 * it. Values that more rows share are corrected by value.
 */
const FEW_ROWS = 64;

/** The current rows that each change would touch, in order of rows; by place of the change. */
export function rowsOfChanges(rows: WorkspaceRows, field: FieldId, changes: readonly ValueChange[]): RowId[][] {
  const texts = [...new Set(changes.map(({ before }) => before))];
  const placeByText = new Map(texts.map((text, place) => [text, place]));
  const column = rows.field(field);
  const places = column === undefined ? undefined : placesOfTexts(column, texts);
  const blank = placeByText.get('') ?? -1;
  const placeOf = (row: number): number => (column === undefined || places === undefined ? blank : places[valueIndexOf(column, row)]!);
  const current = rows.currentRows();
  const found: RowId[][] = changes.map(() => []);
  const everywhere: (RowId[] | undefined)[] = texts.map(() => undefined);
  changes.forEach(({ before, after, rows: named }, index) => {
    if (before === after) return;
    const place = placeByText.get(before)!;
    if (named === undefined) everywhere[place] = found[index]!;
    else for (const row of named) if (current[row] === 1 && placeOf(row) === place) found[index]!.push(row);
  });
  if (everywhere.some((one) => one !== undefined)) {
    for (let row = 0; row < current.length; row++) {
      const place = current[row] === 1 ? placeOf(row) : -1;
      if (place >= 0) everywhere[place]?.push(row as RowId);
    }
  }
  return found;
}

/** One entry for all changes of a field. Changes that touch no current row are left out. */
export function planCorrection(state: Projection, rows: WorkspaceRows, request: CorrectionRequest): Result<Change, Refusal> {
  return planCorrections(state, rows, [request]);
}

/** One entry for the changes of several fields, all of one reason. */
export function planCorrections(state: Projection, rows: WorkspaceRows, requests: readonly CorrectionRequest[]): Result<Change, Refusal> {
  const end = state.rowCount as RowId;
  const items: CorrectItem[] = [];
  let cells = 0;
  for (const { field, changes, reason: why, comment } of requests) {
    const touched = rowsOfChanges(rows, field, changes);
    changes.forEach((change, index) => {
      const hit = touched[index]!;
      if (hit.length === 0) return;
      cells += hit.length;
      const named = change.rows !== undefined || hit.length <= FEW_ROWS ? { rows: hit } : {};
      items.push({ kind: 'correct', field, before: change.before, after: change.after, ...named, end, reason: why, comment });
    });
  }
  const reason = requests[0]?.reason;
  if (items.length === 0) return err({ kind: 'conflict', reason: 'changedSince' });
  const fields = new Set(items.map(({ field }) => field)).size;
  return ok({ act: reason === 'cell' || reason === 'facet' || reason === 'fill' || reason === 'clear' || reason === 'replace' || reason === 'finding' ? 'edit' : reason === 'category' ? 'tag' : 'standardise', items, undoes: null, note: { cells, values: items.length, ...(fields > 1 ? { fields } : {}) }, basis: null });
}
