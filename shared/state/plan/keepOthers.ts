// What an erasure would take from others along with a person, and the entry that gives it back to them.
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import { textAt } from '../../table/TextColumn.ts';
import type { CorrectItem, StateItem } from '../facts/items.ts';
import type { PersonTraces } from '../history/personTraces.ts';
import type { Change } from './plan.ts';
import type { Workspace } from '../workspace.ts';

export type OthersFacts = {
  readonly items: readonly StateItem[];
  readonly cells: readonly { readonly field: FieldId; readonly row: RowId; readonly value: string }[];
};

/** Before the erasure: what others have of the items that go. */
export function rememberOthers(workspace: Workspace, { forOthers }: PersonTraces): OthersFacts {
  const items = forOthers.map(({ item }) => item as unknown as StateItem);
  const cells = items.flatMap((item) => (item.kind === 'correct' ? (item.rows ?? []).map((row) => ({ field: item.field, row, value: readCell(workspace, item.field, row) })) : []));
  return { items: items.filter(({ kind }) => kind !== 'correct'), cells };
}

/** After it: one entry, or null where nobody lost anything. */
export function planKeepOthers(workspace: Workspace, { items, cells }: OthersFacts): Change | null {
  const end = workspace.state.rowCount as RowId;
  const byChange = new Map<string, CorrectItem & { rows: RowId[] }>();
  for (const { field, row, value } of cells) {
    const now = readCell(workspace, field, row);
    if (now === value) continue;
    const key = JSON.stringify([field, now, value]);
    const known = byChange.get(key);
    if (known === undefined) byChange.set(key, { kind: 'correct', field, before: now, after: value, rows: [row], end, reason: 'erasure', comment: '' });
    else if (!known.rows.includes(row)) known.rows.push(row);
  }
  const kept: StateItem[] = [...items, ...byChange.values()];
  return kept.length === 0 ? null : { act: 'restore', items: kept, undoes: null, note: { items: kept.length }, basis: null };
}

function readCell(workspace: Workspace, field: FieldId, row: RowId): string {
  const column = workspace.rows.field(field);
  return column === undefined ? '' : textAt(column, row);
}
