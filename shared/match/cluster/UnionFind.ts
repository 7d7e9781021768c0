// Joins rows into groups, nearly in constant time per join.

export class UnionFind {
  private readonly parents: Uint32Array;
  private readonly sizes: Uint32Array;

  constructor(size: number) {
    this.parents = new Uint32Array(size);
    this.sizes = new Uint32Array(size).fill(1);
    for (let i = 0; i < size; i++) this.parents[i] = i;
  }

  /** The member that stands for the group of `item`. */
  find(item: number): number {
    const parents = this.parents;
    let root = item;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]!]!;
      root = parents[root]!;
    }
    return root;
  }

  /** Joins two groups; false where they were one already. */
  union(left: number, right: number): boolean {
    let a = this.find(left);
    let b = this.find(right);
    if (a === b) return false;
    if (this.sizes[a]! < this.sizes[b]!) [a, b] = [b, a];
    this.parents[b] = a;
    this.sizes[a]! += this.sizes[b]!;
    return true;
  }

  sizeOf(item: number): number {
    return this.sizes[this.find(item)]!;
  }
}
