// The Merkle tree over an entry's items (the shape of RFC 9162), so that one item can be shown without the rest.
import { paddingRoom, sha256Into } from './sha256.ts';

export const hashBytes = 32;

const pair = new Uint8Array(1 + 2 * hashBytes + paddingRoom);

/** The root of no leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  const root = new Uint8Array(hashBytes);
  sha256Into(new Uint8Array(paddingRoom), 0, 0, root, 0);
  return root;
}

/** Roots of the largest whole subtrees over some leaves of a tree, in order: what another thread hands over instead of the leaves. */
export type Subtrees = { /** Leaves under each, a power of two that divides its position. */ readonly sizes: readonly number[]; /** 32 bytes each. */ readonly roots: Uint8Array };

/** @param leaves 32 bytes each; overwritten @param first position of the first of them in the whole tree */
export function foldLeaves(leaves: Uint8Array, first: number): Subtrees {
  const sizes: number[] = [];
  const count = leaves.length / hashBytes;
  for (let done = 0; done < count; ) {
    let size = 1;
    while (done + 2 * size <= count && (first + done) % (2 * size) === 0) size *= 2;
    const from = done * hashBytes;
    for (let width = size; width > 1; width /= 2) {
      const end = from + width * hashBytes;
      for (let at = from, out = from; at < end; at += 2 * hashBytes, out += hashBytes) hashPair(leaves, at, leaves, at + hashBytes, leaves, out);
    }
    leaves.copyWithin(sizes.length * hashBytes, from, from + hashBytes);
    sizes.push(size);
    done += size;
  }
  return { sizes, roots: leaves.slice(0, sizes.length * hashBytes) };
}

/** Takes leaves in order and gives the root; keeps only one hash per level. */
export class MerkleBuilder {
  /** One finished subtree per set bit of `count`, largest first. */
  private stack = new Uint8Array(64 * hashBytes);
  private depth = 0;
  private leaves = 0;

  get count(): number {
    return this.leaves;
  }

  /** Adds leaf hashes, 32 bytes each, one after another. */
  add(leaves: Uint8Array): void {
    this.addSubtrees(foldLeaves(leaves.slice(), this.leaves));
  }

  /** Adds leaves that were folded for exactly this position. */
  addSubtrees({ sizes, roots }: Subtrees): void {
    for (const [index, size] of sizes.entries()) {
      if (this.leaves % size !== 0) throw new Error(`A subtree of ${size} leaves came at ${this.leaves}`);
      this.stack.set(roots.subarray(index * hashBytes, (index + 1) * hashBytes), this.depth++ * hashBytes);
      this.leaves += size;
      for (let width = size; (this.leaves / width) % 2 === 0; width *= 2) this.join();
    }
  }

  /** The root over all leaves so far; more may be added afterwards. */
  root(): Uint8Array {
    if (this.leaves === 0) return emptyRoot();
    const kept = this.stack.slice(0, this.depth * hashBytes);
    const depth = this.depth;
    while (this.depth > 1) this.join();
    const root = this.stack.slice(0, hashBytes);
    this.stack.set(kept);
    this.depth = depth;
    return root;
  }

  private join(): void {
    const left = (this.depth - 2) * hashBytes;
    hashPair(this.stack, left, this.stack, left + hashBytes, this.stack, left);
    this.depth--;
  }
}

/** The hashes that lead from one leaf to the root, the leaf's neighbour first. `leaves` holds 32 bytes each. */
export function inclusionPath(leaves: Uint8Array, index: number): Uint8Array[] {
  return pathWith((first, size) => rootOf(leaves, first, size), index, leaves.length / hashBytes);
}

function pathWith(root: (first: number, size: number) => Uint8Array, index: number, count: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let first = 0;
  let size = count;
  while (size > 1) {
    const split = splitOf(size);
    if (index - first < split) {
      path.push(root(first + split, size - split));
      size = split;
    } else {
      path.push(root(first, split));
      first += split;
      size -= split;
    }
  }
  return path.reverse();
}

/**
 * The same where not all leaves are at hand: subtrees of the whole tree in order, as frames give them, with the single
 * leaves of the frame that holds the index.
 */
export function inclusionPathIn(trees: readonly Subtrees[], index: number): Uint8Array[] {
  const sizes = trees.flatMap((one) => one.sizes);
  const roots = trees.flatMap((one) => one.sizes.map((_, at) => one.roots.subarray(at * hashBytes, (at + 1) * hashBytes)));
  const starts: number[] = [];
  let count = 0;
  for (const size of sizes) {
    starts.push(count);
    count += size;
  }
  const pieceAt = (position: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const rootIn = (first: number, size: number): Uint8Array => {
    const builder = new MerkleBuilder();
    for (let piece = pieceAt(first); piece < starts.length && starts[piece]! < first + size; piece++) builder.addSubtrees({ sizes: [sizes[piece]!], roots: roots[piece]! });
    return builder.root();
  };
  return pathWith(rootIn, index, count);
}

/** The root that a leaf and its path lead to; undefined where the path does not fit index and count. */
export function rootFromPath(leaf: Uint8Array, index: number, count: number, path: readonly Uint8Array[]): Uint8Array | undefined {
  if (index >= count) return undefined;
  const sides: boolean[] = [];
  let first = 0;
  let size = count;
  while (size > 1) {
    const split = splitOf(size);
    const isLeft = index - first < split;
    sides.push(isLeft);
    if (isLeft) size = split;
    else {
      first += split;
      size -= split;
    }
  }
  if (sides.length !== path.length) return undefined;
  let hash = leaf;
  for (const neighbour of path) {
    const joined = new Uint8Array(hashBytes);
    if (sides.pop() === true) hashPair(hash, 0, neighbour, 0, joined, 0);
    else hashPair(neighbour, 0, hash, 0, joined, 0);
    hash = joined;
  }
  return hash;
}

function rootOf(leaves: Uint8Array, first: number, count: number): Uint8Array {
  const builder = new MerkleBuilder();
  builder.add(leaves.subarray(first * hashBytes, (first + count) * hashBytes));
  return builder.root();
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function hashPair(left: Uint8Array, leftAt: number, right: Uint8Array, rightAt: number, out: Uint8Array, at: number): void {
  pair[0] = 1;
  for (let i = 0; i < hashBytes; i++) {
    pair[1 + i] = left[leftAt + i]!;
    pair[1 + hashBytes + i] = right[rightAt + i]!;
  }
  sha256Into(pair, 0, 1 + 2 * hashBytes, out, at);
}
