// Remembers how rows were merged, merge by merge, so that any row or any merge can be taken out again exactly.
import type { EntrySeq, RowId } from '../model/ids.ts';

/** A merge that stands: two or more parts, each a row or an earlier merge. */
type MergeNode = { readonly seq: EntrySeq; readonly children: Part[]; parent: number };
/** A row as its id, an earlier merge as the bitwise complement of its node index. */
type Part = number;

/** A merge that stands, as the entry that made it and its parts, the earliest first. */
export type MergeTree = { readonly seq: EntrySeq; readonly parts: readonly (RowId | MergeTree)[] };

const NONE = -1;
const isRow = (part: Part): boolean => part >= 0;

/**
 * Trees of merges over the rows of a workspace. A tree's rows are one golden record; a row in no tree is its own.
 *
 * Taking a row out of a merge of three or more leaves the others together. A merge that keeps only one part no
 * longer says anything: it dissolves, and the merge above loses it too, because what was merged there is no more.
 * So after A+B, C+D and AB+CD, taking C out gives A+B, C and D.
 */
export class MergeForest {
  private readonly rankOf: (row: RowId) => number;
  private readonly parentOfRow = new Map<RowId, number>();
  private readonly nodes: (MergeNode | undefined)[] = [];

  /** @param rankOf which row came first; a newer version of a row ranks like the first one */
  constructor(rankOf: (row: RowId) => number = (row) => row) {
    this.rankOf = rankOf;
  }

  /** Puts the newer version of a row in the place of the older one. */
  rename(older: RowId, newer: RowId): void {
    const parent = this.parentOfRow.get(older);
    if (parent === undefined) return;
    const { children } = this.nodes[parent]!;
    children[children.indexOf(older)] = newer;
    this.parentOfRow.delete(older);
    this.parentOfRow.set(newer, parent);
  }

  /**
   * Makes one record of the records that the rows stand in.
   * @returns whether anything changed: false where they are one record already.
   */
  merge(seq: EntrySeq, rows: readonly RowId[]): boolean {
    const parts = [...new Set(rows.map((row) => this.topOf(row)))].sort((a, b) => this.rankOfPart(a) - this.rankOfPart(b));
    if (parts.length < 2) return false;
    const index = this.nodes.push({ seq, children: parts, parent: NONE }) - 1;
    for (const part of parts) this.setParent(part, index);
    return true;
  }

  /** Takes a row out of its record. @returns whether it was in one. */
  separate(row: RowId): boolean {
    const parent = this.parentOfRow.get(row);
    if (parent === undefined) return false;
    this.setParent(row, NONE);
    this.removeChild(parent, row);
    return true;
  }

  /** The records, each with its rows ascending, that a row's record would fall into if the row were taken out. */
  partsWithout(row: RowId): RowId[][] {
    return this.partsUpwards(row, [[row]], row, this.parentOfRow.get(row) ?? NONE);
  }

  /** Takes back the merge that an entry made of the record that a row stands in: its parts stand alone. @returns whether there was one. */
  dissolve(row: RowId, seq: EntrySeq): boolean {
    const index = this.nodeAbove(row, seq);
    if (index === NONE) return false;
    const node = this.nodes[index]!;
    for (const child of node.children) this.setParent(child, NONE);
    this.nodes[index] = undefined;
    if (node.parent !== NONE) this.removeChild(node.parent, ~index);
    return true;
  }

  /** Takes back every merge of the record that a row stands in. @returns whether there was one. */
  dissolveAll(row: RowId): boolean {
    const open = [this.topOf(row)];
    if (isRow(open[0]!)) return false;
    while (open.length > 0) {
      const part = open.pop()!;
      this.setParent(part, NONE);
      if (isRow(part)) continue;
      open.push(...this.nodes[~part]!.children);
      this.nodes[~part] = undefined;
    }
    return true;
  }

  /** The records, each with its rows ascending, that a record would fall into if the merge of that entry above the row were taken back. */
  partsWithoutMerge(row: RowId, seq: EntrySeq): RowId[][] {
    const index = this.nodeAbove(row, seq);
    if (index === NONE) return [this.membersOf(row)];
    const node = this.nodes[index]!;
    return this.partsUpwards(row, node.children.map((child) => this.rowsBelow(child).sort((a, b) => a - b)), ~index, node.parent);
  }

  /** How a record came together; undefined for a row by itself. */
  treeOf(row: RowId): MergeTree | undefined {
    const top: (RowId | MergeTree)[] = [];
    const open: { part: Part; into: (RowId | MergeTree)[] }[] = [{ part: this.topOf(row), into: top }];
    while (open.length > 0) {
      const { part, into } = open.pop()!;
      if (isRow(part)) into.push(part as RowId);
      else {
        const { seq, children } = this.nodes[~part]!;
        const parts: (RowId | MergeTree)[] = [];
        into.push({ seq, parts });
        for (const child of children.toReversed()) open.push({ part: child, into: parts });
      }
    }
    return typeof top[0] === 'object' ? top[0] : undefined;
  }

  /** Every record's tree as text, such as "((0 1) 4)", records by their anchor: equal where every later split would do the same. */
  shapes(): string[] {
    const shapes: { anchor: RowId; shape: string }[] = [];
    this.nodes.forEach((node, index) => {
      if (node === undefined || node.parent !== NONE) return;
      const said: string[] = [];
      const open: (Part | ')')[] = [~index];
      while (open.length > 0) {
        const next = open.pop()!;
        if (next === ')' || isRow(next)) said.push(String(next));
        else {
          said.push('(');
          open.push(')', ...this.nodes[~next]!.children.toReversed());
        }
      }
      shapes.push({ anchor: this.anchorOfPart(~index), shape: said.join(' ') });
    });
    return shapes.sort((a, b) => a.anchor - b.anchor).map(({ shape }) => shape);
  }

  /** Remembers the trees of these rows. The answer puts them back as they are now, as long as nothing else changed since but these trees. */
  remember(rows: Iterable<RowId>): () => void {
    const { length } = this.nodes;
    const nodes = new Map<number, MergeNode>();
    const parents = new Map<RowId, number>();
    for (const row of rows) {
      if (parents.has(row)) continue;
      const open = [this.topOf(row)];
      while (open.length > 0) {
        const part = open.pop()!;
        if (isRow(part)) parents.set(part as RowId, this.parentOfRow.get(part as RowId) ?? NONE);
        else {
          const { seq, children, parent } = this.nodes[~part]!;
          nodes.set(~part, { seq, children: [...children], parent });
          open.push(...children);
        }
      }
    }
    return () => {
      this.nodes.length = length;
      for (const [index, node] of nodes) this.nodes[index] = node;
      for (const [row, parent] of parents) {
        if (parent === NONE) this.parentOfRow.delete(row);
        else this.parentOfRow.set(row, parent);
      }
    };
  }

  /** The rows of the record that a row stands in, ascending. */
  membersOf(row: RowId): RowId[] {
    return this.rowsBelow(this.topOf(row)).sort((a, b) => a - b);
  }

  /** The rows of all records that these rows stand in, each once. */
  membersOfAll(rows: readonly RowId[]): RowId[] {
    return [...new Set(rows.map((row) => this.topOf(row)))].flatMap((top) => this.rowsBelow(top));
  }

  /** The earliest row of the record that a row stands in. */
  anchorOf(row: RowId): RowId {
    return this.anchorOfPart(this.topOf(row));
  }

  isMerged(row: RowId): boolean {
    return this.parentOfRow.has(row);
  }

  /** Rows in records of two or more that are not the first of their record. */
  get surplus(): number {
    return this.parentOfRow.size - this.nodes.reduce((tops, node) => (node !== undefined && node.parent === NONE ? tops + 1 : tops), 0);
  }

  /** All rows in records of two or more, in no order. */
  mergedRows(): Iterable<RowId> {
    return this.parentOfRow.keys();
  }

  /** Entries whose merges hold a row where it is, innermost first. */
  mergesAbove(row: RowId): EntrySeq[] {
    const entries: EntrySeq[] = [];
    for (let index = this.parentOfRow.get(row) ?? NONE; index !== NONE; index = this.nodes[index]!.parent) entries.push(this.nodes[index]!.seq);
    return entries;
  }

  /** Every record of two or more rows: its members ascending, records by their anchor. */
  records(): RowId[][] {
    const records: RowId[][] = [];
    this.nodes.forEach((node, index) => {
      if (node !== undefined && node.parent === NONE) records.push(this.rowsBelow(~index).sort((a, b) => a - b));
    });
    return records.sort((a, b) => a[0]! - b[0]!);
  }

  /** What becomes of the merges from `parent` up once `gone` has left and its rows are in `loose`. */
  private partsUpwards(row: RowId, loose: RowId[][], gone: Part, parent: number): RowId[][] {
    const parts = loose;
    let left = gone;
    for (let index = parent; index !== NONE; index = this.nodes[index]!.parent) {
      const kept = this.nodes[index]!.children.filter((child) => child !== left);
      if (kept.length > 1) {
        const out = new Set(parts.flat());
        parts.push(this.membersOf(row).filter((member) => !out.has(member)));
        break;
      }
      parts.push(this.rowsBelow(kept[0]!).sort((a, b) => a - b));
      left = ~index;
    }
    return parts;
  }

  private nodeAbove(row: RowId, seq: EntrySeq): number {
    for (let index = this.parentOfRow.get(row) ?? NONE; index !== NONE; index = this.nodes[index]!.parent) if (this.nodes[index]!.seq === seq) return index;
    return NONE;
  }

  private topOf(row: RowId): Part {
    let part: Part = row;
    let parent = this.parentOfRow.get(row) ?? NONE;
    while (parent !== NONE) {
      part = ~parent;
      parent = this.nodes[parent]!.parent;
    }
    return part;
  }

  private rowsBelow(part: Part): RowId[] {
    const rows: RowId[] = [];
    const open = [part];
    while (open.length > 0) {
      const next = open.pop()!;
      if (isRow(next)) rows.push(next as RowId);
      else for (const child of this.nodes[~next]!.children) open.push(child);
    }
    return rows;
  }

  /** Children are kept with the earliest first, so the anchor is down the first branch. */
  private anchorOfPart(part: Part): RowId {
    let at = part;
    while (!isRow(at)) at = this.nodes[~at]!.children[0]!;
    return at as RowId;
  }

  private rankOfPart(part: Part): number {
    return this.rankOf(this.anchorOfPart(part));
  }

  private setParent(part: Part, parent: number): void {
    if (!isRow(part)) this.nodes[~part]!.parent = parent;
    else if (parent === NONE) this.parentOfRow.delete(part as RowId);
    else this.parentOfRow.set(part as RowId, parent);
  }

  private removeChild(from: number, child: Part): void {
    let index = from;
    let gone = child;
    while (index !== NONE) {
      const node = this.nodes[index]!;
      node.children.splice(node.children.indexOf(gone), 1);
      if (node.children.length > 1) {
        this.sortUpwards(index);
        return;
      }
      this.setParent(node.children[0]!, NONE);
      this.nodes[index] = undefined;
      gone = ~index;
      index = node.parent;
    }
  }

  /** An anchor may have left: put children in the order of their anchors again, up to the top. */
  private sortUpwards(from: number): void {
    for (let index = from; index !== NONE; index = this.nodes[index]!.parent) {
      this.nodes[index]!.children.sort((a, b) => this.rankOfPart(a) - this.rankOfPart(b));
    }
  }
}
