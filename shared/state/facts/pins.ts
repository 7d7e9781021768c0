// Holds the values that stewards set by hand: on which record, since when, for how long, and what becomes of them when records part.
import type { PinnedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';

export type Pin = PinnedValue & {
  readonly seq: EntrySeq;
  /** UTC milliseconds. */
  readonly at: number;
  /** The row whose record the value was set on. */
  readonly anchor: RowId;
  /** A pin set with a merge holds while that merge stands. */
  readonly withMerge: boolean;
};

/** The latest word on a field: a value, or that the rule chooses again. */
type Ruling = Pin & { readonly released?: true };

export class Pins {
  private readonly byAnchor = new Map<RowId, Ruling[]>();

  get isEmpty(): boolean {
    return this.byAnchor.size === 0;
  }

  has(row: RowId): boolean {
    return this.byAnchor.has(row);
  }

  /** Rows with rulings of their own, in no order. */
  rows(): Iterable<RowId> {
    return this.byAnchor.keys();
  }

  add(pin: Ruling): void {
    const pins = this.byAnchor.get(pin.anchor);
    if (pins === undefined) this.byAnchor.set(pin.anchor, [pin]);
    else pins.push(pin);
  }

  /** From here on the rule chooses the field's value again. */
  release(anchor: RowId, field: FieldId, seq: EntrySeq, at: number): void {
    this.add({ anchor, field, value: '', seq, at, withMerge: false, released: true });
  }

  /** The answer puts what was set on these rows back as it is now. */
  remember(rows: Iterable<RowId>): () => void {
    const kept = Array.from(rows, (row) => [row, this.byAnchor.get(row)?.slice()] as const);
    return () => {
      for (const [row, pins] of kept) {
        if (pins === undefined) this.byAnchor.delete(row);
        else this.byAnchor.set(row, pins);
      }
    };
  }

  /** What was set on a row stands on its newer version. */
  rename(older: RowId, newer: RowId): void {
    const pins = this.byAnchor.get(older);
    if (pins === undefined) return;
    this.byAnchor.delete(older);
    this.byAnchor.set(newer, pins.map((pin) => ({ ...pin, anchor: newer })));
  }

  /** The values set for a record with these rows; the latest ruling on a field holds. */
  of(members: readonly RowId[], stands: (pin: Pin) => boolean): Pin[] {
    return [...this.latest(members, stands).values()].filter((pin) => pin.released !== true);
  }

  /** A record parts: what was set for a field goes with one of its rows, or with none. */
  move(field: FieldId, members: readonly RowId[], to: RowId | null, stands: (pin: Pin) => boolean): void {
    const pin = this.latest(members, stands).get(field);
    for (const member of members) {
      const kept = (this.byAnchor.get(member) ?? []).filter((one) => one.field !== field || one.withMerge);
      if (kept.length > 0) this.byAnchor.set(member, kept);
      else this.byAnchor.delete(member);
    }
    if (pin !== undefined && pin.released !== true && to !== null) this.add({ ...pin, anchor: to, withMerge: false });
  }

  /** Everything that was ruled apart from merges, for comparing states. */
  facts(): { anchor: RowId; field: FieldId; value: string | null; hold: string }[] {
    return [...this.byAnchor.values()]
      .flat()
      .filter((pin) => !pin.withMerge)
      .sort((a, b) => a.anchor - b.anchor || a.seq - b.seq)
      .map(({ anchor, field, value, released, hold }) => ({ anchor, field, value: released === true ? null : value, hold: hold ?? 'always' }));
  }

  private latest(members: readonly RowId[], stands: (pin: Pin) => boolean): Map<FieldId, Ruling> {
    const latest = new Map<FieldId, Ruling>();
    for (const member of members) {
      for (const pin of this.byAnchor.get(member) ?? []) {
        if (pin.withMerge && !stands(pin)) continue;
        if ((latest.get(pin.field)?.seq ?? -1) <= pin.seq) latest.set(pin.field, pin);
      }
    }
    return latest;
  }
}
