// What a steward has chosen for the rows in hand, before it is decided.
import { useMemo } from 'react';
import type { Comparison, MemberRow } from '../../../shared/contract/engine.ts';
import type { PinnedValue } from '../../../shared/model/decision.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useBegun } from '../../session/begun.ts';

export type FieldRow = {
  readonly field: FieldId;
  /** Place within the comparison's fields. */
  readonly index: number;
  /** Every row that has the field holds the same value. */
  readonly isSame: boolean;
  readonly isEmpty: boolean;
};

/** Tells for each field whether its values are empty or the same in all rows. */
function fieldRowsOf(fields: readonly FieldId[], members: readonly MemberRow[]): readonly FieldRow[] {
  return fields.map((field, index) => {
    const values = members.map((member) => member.cells[index] ?? '').filter((value) => value !== '');
    return { field, index, isEmpty: values.length === 0, isSame: values.length > 0 && new Set(values).size === 1 };
  });
}

const noPins: ReadonlyMap<FieldId, PinnedValue> = new Map();
const noRows: ReadonlySet<RowId> = new Set();

/** Pins and rows taken out; both start empty with each group, which `about` tells from others. */
export function useGroupDecision(group: Comparison, about = 0) {
  const [pins, setPins] = useBegun(about, noPins);
  const [out, setOut] = useBegun(about, noRows);
  const rows = useMemo(() => fieldRowsOf(group.fields, group.members), [group]);
  const kept = group.members.filter((member) => !out.has(member.row));
  return {
    rows,
    out,
    kept,
    pins: [...pins.values()],
    pinOf: (field: FieldId) => pins.get(field),
    /** Takes the value of a member for a field, or goes back to the rule where it is pinned already. */
    pin: (field: FieldId, value: string, row?: RowId) =>
      setPins((old) => {
        const next = new Map(old);
        if (row !== undefined && old.get(field)?.row === row) next.delete(field);
        else next.set(field, row === undefined ? { field, value } : { field, value, row });
        return next;
      }),
    unpin: (field: FieldId) =>
      setPins((old) => {
        const next = new Map(old);
        next.delete(field);
        return next;
      }),
    toggleOut: (row: RowId) =>
      setOut((old) => {
        const next = new Set(old);
        if (!next.delete(row)) next.add(row);
        return next;
      }),
  };
}
