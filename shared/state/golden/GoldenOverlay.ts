// Accepted values of records that are one row and nothing else: laid over the row's cells, so that a million of them cost
// no choosing of values.
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { Projection } from '../facts/projection.ts';

type Laid = { readonly at: number[]; readonly values: string[] };

export class GoldenOverlay {
  private readonly byField = new Map<FieldId, Laid>();
  private readonly marked: Uint8Array;

  /** @param placeOf where a row leads a golden record; undefined where it leads none */
  constructor(state: Projection, length: number, placeOf: (row: RowId) => number | undefined) {
    this.marked = new Uint8Array(length);
    for (const row of Uint32Array.from(state.enrichment.rows()).sort()) {
      if (!isPlain(state, row as RowId)) continue;
      const place = placeOf(row as RowId);
      if (place === undefined) continue;
      for (const { field, value } of state.enrichment.valuesOf([row as RowId])) {
        this.marked[place] = 1;
        let laid = this.byField.get(field);
        if (laid === undefined) this.byField.set(field, (laid = { at: [], values: [] }));
        laid.at.push(place);
        laid.values.push(value);
      }
    }
  }

  /** Places in ascending order and their values. */
  of(field: FieldId): Laid | undefined {
    return this.byField.get(field);
  }

  valueAt(field: FieldId, place: number): string | undefined {
    if (this.marked[place] === 0) return undefined;
    const laid = this.byField.get(field);
    if (laid === undefined) return undefined;
    let low = 0;
    let high = laid.at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (laid.at[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return laid.at[low] === place ? laid.values[low] : undefined;
  }
}

/** Whether nothing but accepted values stands between the row and its golden record. */
export function isPlain(state: Projection, row: RowId): boolean {
  return !state.merges.isMerged(row) && !state.isPinned(row);
}
