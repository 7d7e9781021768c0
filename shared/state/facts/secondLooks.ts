// Decisions that need a second person: what the first one ruled, what the second one ruled without seeing it, and how often they agree.
import type { DecisionReason, PinnedValue } from '../../model/decision.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';

export type Ruling = 'merge' | 'distinct';

/** Which decisions wait for a second person. */
export type ApprovalRule = {
  /** Groups of this many rows or more; null for none. */
  readonly minRows: number | null;
  readonly bands: readonly ('automatic' | 'review' | 'unlikely')[];
};

/** What the first person ruled, and what became of it. */
export type SecondLook = {
  readonly seq: EntrySeq;
  readonly actor: string;
  /** Ascending as they were decided on. */
  readonly rows: readonly RowId[];
  readonly ruling: Ruling;
  readonly pins: readonly PinnedValue[];
  readonly comment: string;
  readonly reason: DecisionReason | null;
  /** Null while the second person is awaited. */
  readonly second: { readonly seq: EntrySeq; readonly actor: string; readonly rows: readonly RowId[]; readonly ruling: Ruling; readonly agrees: boolean; readonly comment: string } | null;
};

export class SecondLooks {
  private readonly looks: SecondLook[] = [];
  /** Places in `looks` by each row that a decision was about. */
  private readonly byRow = new Map<RowId, number[]>();

  get list(): readonly SecondLook[] {
    return this.looks;
  }

  /** Of all decisions that two people ruled on, how many alike. */
  get agreement(): { readonly agreed: number; readonly judged: number } {
    const judged = this.looks.filter(({ second }) => second !== null);
    return { agreed: judged.filter(({ second }) => second!.agrees).length, judged: judged.length };
  }

  addFirst(look: Omit<SecondLook, 'second'>): void {
    const place = this.looks.push({ ...look, second: null }) - 1;
    for (const row of look.rows) this.index(row, place);
  }

  /** @param row any row that the first decision was about */
  addSecond(first: EntrySeq, row: RowId, second: NonNullable<SecondLook['second']>): void {
    for (const place of this.byRow.get(row) ?? []) {
      const look = this.looks[place]!;
      if (look.seq === first) this.looks[place] = { ...look, second };
    }
  }

  /** The latest ruling that concerns a group with these rows: one about at least two of them. */
  about(rows: readonly RowId[]): SecondLook | undefined {
    if (this.looks.length === 0) return undefined;
    let found: SecondLook | undefined;
    for (const row of rows) {
      for (const place of this.byRow.get(row) ?? []) {
        const look = this.looks[place]!;
        if ((found === undefined || look.seq > found.seq) && look.rows.filter((one) => rows.includes(one)).length > 1) found = look;
      }
    }
    return found;
  }

  rename(older: RowId, newer: RowId): void {
    const places = this.byRow.get(older);
    if (places === undefined) return;
    this.byRow.delete(older);
    for (const place of places) {
      const look = this.looks[place]!;
      this.looks[place] = { ...look, rows: look.rows.map((row) => (row === older ? newer : row)) };
      this.index(newer, place);
    }
  }

  facts(): unknown[] {
    return this.looks.map(({ actor, rows, ruling, pins, second }) => ({
      actor,
      rows,
      ruling,
      pins: pins.map(({ field, value }) => ({ field, value })),
      second: second === null ? null : { actor: second.actor, ruling: second.ruling, agrees: second.agrees },
    }));
  }

  private index(row: RowId, place: number): void {
    const known = this.byRow.get(row);
    if (known === undefined) this.byRow.set(row, [place]);
    else known.push(place);
  }
}

/** Whether a decision about a group waits for a second person. `band` is that of the group's weakest link; null where no run found it. */
export function needsSecond(rule: ApprovalRule | null, rows: number, band: ApprovalRule['bands'][number] | null): boolean {
  if (rule === null) return false;
  return (rule.minRows !== null && rows >= rule.minRows) || (band !== null && rule.bands.includes(band));
}
