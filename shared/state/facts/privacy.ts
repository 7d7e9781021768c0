// Blocking and erasing a person: whose rows are blocked, who approved that they be destroyed, and whether they were.
import type { EntrySeq, RowId } from '../../model/ids.ts';
import type { ApproveErasureItem, BlockItem, ErasedItem, ErasureRuleItem, StateEntry } from './items.ts';

/** Rows of one person that were taken out of all work, with what became of them. */
export type Block = {
  readonly seq: EntrySeq;
  /** UTC milliseconds. */
  readonly at: number;
  readonly actor: string;
  /** Newer versions that a refresh delivered included. */
  readonly rows: readonly RowId[];
  readonly approvedBy: string | null;
  /** The entry that says that the content was destroyed. */
  readonly erasedBy: EntrySeq | null;
};

export class Privacy {
  private readonly bySeq = new Map<EntrySeq, Block>();
  private readonly blockedRows = new Set<RowId>();
  private approvalNeeded = false;

  take(entry: StateEntry, item: BlockItem | ApproveErasureItem | ErasedItem | ErasureRuleItem): void {
    switch (item.kind) {
      case 'block':
        this.bySeq.set(entry.seq, { seq: entry.seq, at: entry.at, actor: entry.actor, rows: item.rows, approvedBy: null, erasedBy: null });
        for (const row of item.rows) this.blockedRows.add(row);
        return;
      case 'approveErasure':
        this.change(item.block, { approvedBy: entry.actor });
        return;
      case 'erased':
        this.change(item.block, { erasedBy: entry.seq });
        return;
      case 'erasureRule':
        this.approvalNeeded = item.needsApproval;
    }
  }

  /** A newer version of a blocked row is blocked too. */
  passOn(older: RowId, newer: RowId): void {
    if (!this.blockedRows.has(older)) return;
    this.blockedRows.add(newer);
    for (const [seq, block] of this.bySeq) if (block.rows.includes(older)) this.bySeq.set(seq, { ...block, rows: [...block.rows, newer] });
  }

  /** Rows that take no part in any work. */
  get rows(): ReadonlySet<RowId> {
    return this.blockedRows;
  }

  /** In order of their entries; blocks that were lifted are none any more. */
  get blocks(): readonly Block[] {
    return [...this.bySeq.values()];
  }

  block(seq: EntrySeq): Block | undefined {
    return this.bySeq.get(seq);
  }

  /** Whether somebody else has to approve before anything is destroyed. */
  get needsApproval(): boolean {
    return this.approvalNeeded;
  }

  /** Equal for equal facts, for the state's digest. */
  facts(): unknown {
    if (this.bySeq.size === 0 && !this.approvalNeeded) return [];
    return { needsApproval: this.approvalNeeded, blocks: this.blocks.map(({ seq, rows, approvedBy, erasedBy }) => ({ seq, rows, approvedBy, erasedBy })) };
  }

  private change(seq: EntrySeq, facts: Partial<Block>): void {
    const block = this.bySeq.get(seq);
    if (block !== undefined) this.bySeq.set(seq, { ...block, ...facts });
  }
}
