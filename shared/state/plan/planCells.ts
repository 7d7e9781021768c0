// Plans what was typed or pasted into cells of a grid: corrections of source rows, values of golden records set by hand.
import type { CellEdit } from '../../contract/engine.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { EditItem } from '../facts/items.ts';
import type { Change, Refusal } from './plan.ts';
import { planCorrections, rowsOfChanges, type ValueChange } from './planCorrection.ts';
import type { Projection } from '../facts/projection.ts';
import type { WorkspaceRows } from '../workspaceRows.ts';

/** One entry that corrects cells of source rows; refused where a cell no longer reads as it was seen. No cell twice. */
export function planRowCells(state: Projection, rows: WorkspaceRows, cells: readonly CellEdit[], comment: string): Result<Change, Refusal> {
  const requests = [...Map.groupBy(cells, ({ field }) => field)].map(([field, edits]) => ({
    field,
    changes: [...Map.groupBy(edits, ({ before, after }) => JSON.stringify([before, after])).values()].map((same): ValueChange => ({ before: same[0]!.before, after: same[0]!.after, rows: same.map(({ row }) => row) })),
    reason: 'cell' as const,
    comment,
  }));
  const found = requests.reduce((sum, { field, changes }) => sum + rowsOfChanges(rows, field, changes).reduce((count, hit) => count + hit.length, 0), 0);
  return found === cells.length ? planCorrections(state, rows, requests) : err({ kind: 'conflict', reason: 'changedSince' });
}

/** One entry that sets values of golden records by hand. `valueOf` tells how a record reads now. */
export function planGoldenCells(state: Projection, valueOf: (row: RowId, field: FieldId) => string, cells: readonly CellEdit[], comment: string): Result<Change, Refusal> {
  if (cells.length === 0 || cells.some(({ row, field, before, after }) => !state.isCurrent(row) || before === after || valueOf(row, field) !== before)) return err({ kind: 'conflict', reason: 'changedSince' });
  const items = cells.map(({ row, field, before, after }): EditItem => ({ kind: 'edit', golden: state.goldenOf(row), field, before, after, comment }));
  const fields = new Set(cells.map(({ field }) => field)).size;
  return ok({ act: 'edit', items, undoes: null, note: { cells: cells.length, ...(fields > 1 ? { fields } : {}) }, basis: null });
}
