// The keys of the table that compares rows: arrows move within it, F2 types a value, 1 to 9 take the value of a row.
import type { Comparison } from '../../../shared/contract/engine.ts';
import type { FieldRow, useGroupDecision } from './useGroupDecision.ts';

export type CompareCursor = { readonly field: number; readonly member: number };
type Table = {
  readonly compared: Comparison;
  readonly rows: readonly FieldRow[];
  readonly decision: ReturnType<typeof useGroupDecision>;
  readonly cursor: CompareCursor;
  readonly onCursor: (cursor: CompareCursor) => void;
  readonly onType: (field: number) => void;
  readonly canDecide: boolean;
};

/** What a key does within the table; undefined for keys that do nothing there. */
export function cursorKey(key: string, { compared, rows, cursor, onCursor, onType, canDecide }: Table): (() => void) | undefined {
  const to = (field: number, member: number) => () => onCursor({ field: Math.max(0, Math.min(rows.length - 1, field)), member: Math.max(0, Math.min(compared.members.length - 1, member)) });
  switch (key) {
    case 'ArrowDown': return to(cursor.field + 1, cursor.member);
    case 'ArrowUp': return to(cursor.field - 1, cursor.member);
    case 'ArrowRight': return to(cursor.field, cursor.member + 1);
    case 'ArrowLeft': return to(cursor.field, cursor.member - 1);
    case 'F2': return () => canDecide && onType(cursor.field);
    default: return undefined;
  }
}

/** Takes the value of the row that a digit names, for the field under the cursor; undefined for other keys. */
export function digitKey(key: string, { compared, rows, decision, cursor, canDecide }: Table): (() => void) | undefined {
  if (!/^[1-9]$/.test(key)) return undefined;
  return () => {
    const row = rows[cursor.field];
    const member = compared.members[Number(key) - 1];
    if (!row || !member || !canDecide || decision.out.has(member.row)) return;
    const value = member.cells[row.index];
    if (value !== null && value !== undefined && value !== '') decision.pin(row.field, value, member.row);
  };
}
