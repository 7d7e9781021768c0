// Remembers which golden record each row belonged to, from which entry to which, so that the crosswalk has dates.
import type { EntrySeq, RowId } from '../../model/ids.ts';

/** A row stood in the golden record that bears the id of `identity`, from one entry until another. */
export type Link = { readonly row: RowId; readonly identity: RowId; readonly from: EntrySeq | null; readonly until: EntrySeq | null };

const GONE = 0xffff_ffff;

/** Only changes are kept: a row that was never merged has none, and stands in its own record from its load on. */
export class LinkHistory {
  private rows = new Uint32Array(64);
  private identities = new Uint32Array(64);
  private seqs = new Uint32Array(64);
  private size = 0;

  /** From entry `seq` on the row stands in the record of `identity`; undefined where it left the current state. */
  note(row: RowId, identity: RowId | undefined, seq: EntrySeq): void {
    if (this.size === this.rows.length) {
      this.rows = grown(this.rows);
      this.identities = grown(this.identities);
      this.seqs = grown(this.seqs);
    }
    this.rows[this.size] = row;
    this.identities[this.size] = identity ?? GONE;
    this.seqs[this.size++] = seq;
  }

  /** The links of these rows, or of all rows that have some, in order of rows and time. `ownOf` names the record that a row began in. */
  links(of: ReadonlySet<number> | 'all', ownOf: (row: RowId) => RowId): Link[] {
    const changes = new Map<RowId, number[]>();
    for (let index = 0; index < this.size; index++) {
      const row = this.rows[index]! as RowId;
      if (of !== 'all' && !of.has(row)) continue;
      const known = changes.get(row);
      if (known === undefined) changes.set(row, [index]);
      else known.push(index);
    }
    const links: Link[] = [];
    for (const [row, indexes] of [...changes].sort(([a], [b]) => a - b)) {
      let identity: number = ownOf(row);
      let from: EntrySeq | null = null;
      for (const index of indexes) {
        const seq = this.seqs[index]! as EntrySeq;
        if (identity !== GONE) links.push({ row, identity: identity as RowId, from, until: seq });
        identity = this.identities[index]!;
        from = seq;
      }
      if (identity !== GONE) links.push({ row, identity: identity as RowId, from, until: null });
    }
    return links;
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(array.length * 2);
  more.set(array);
  return more;
}
