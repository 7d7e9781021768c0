// Lines rows up by the hash of a key, so that rows with an equal key stand together.
import { joinHashes } from '../prepare/Interner.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import type { Atom } from './atoms.ts';

/**
 * A blocking key: rows meet where all its atoms agree. Where a block is too large its rows must also agree in the first of
 * the `splitters`, where it is still too large in the next one.
 */
export type BlockingKey = { readonly name: string; readonly atoms: readonly Atom[]; readonly splitters: readonly Atom[] };

/** What every key's hash starts from. */
export const KEY_SEED = 0x51ed270b;

/** Slots of a key: how many hashes a row has under it. */
export function slotsOf(key: BlockingKey): number {
  let slots = 1;
  for (const atom of key.atoms) slots *= atom.slots;
  return slots;
}

/** Writes the key's hashes of a row at `at`; 0 where an atom is missing, and for repeats within the row. */
export function keyHashes(world: MatchWorld, key: BlockingKey, row: number, target: Uint32Array, at: number): void {
  const width = world.fields.length;
  let filled = 1;
  target[at] = KEY_SEED;
  // The hashes of value 0 are 0.
  for (const { field, hashes, slots } of key.atoms) filled = joinAtom(target, at, filled, hashes, world.codes[row * width + field]! * slots, slots);
  dropRepeats(target, at, filled);
}

/** Joins the `slots` hashes of one atom from `base` on to the `filled` hashes there are; returns how many there are now. */
export function joinAtom(target: Uint32Array, at: number, filled: number, hashes: Uint32Array, base: number, slots: number): number {
  // Later slots first, so that the products are not overwritten before they are read.
  for (let s = slots - 1; s >= 0; s--) {
    const hash = hashes[base + s]!;
    for (let f = 0; f < filled; f++) target[at + s * filled + f] = joinHashes(target[at + f]!, hash);
  }
  return filled * slots;
}

export function dropRepeats(target: Uint32Array, at: number, filled: number): void {
  for (let i = 1; i < filled; i++) for (let j = 0; j < i; j++) if (target[at + i] === target[at + j]) target[at + i] = 0;
}

/** The hash of a row under a key of one slot, as `keyHashes` gives it. */
export function singleHash(world: MatchWorld, { atoms }: BlockingKey): (row: number) => number {
  const { codes } = world;
  const width = world.fields.length;
  const [first, second] = atoms;
  if (first === undefined || atoms.length > 2) return (row) => {
    let hash = KEY_SEED;
    for (const { field, hashes } of atoms) hash = joinHashes(hash, hashes[codes[row * width + field]!]!);
    return hash;
  };
  const { field, hashes } = first;
  if (second === undefined) return (row) => joinHashes(KEY_SEED, hashes[codes[row * width + field]!]!);
  const { field: otherField, hashes: otherHashes } = second;
  return (row) => {
    const hash = hashes[codes[row * width + field]!]!;
    const other = otherHashes[codes[row * width + otherField]!]!;
    return hash === 0 || other === 0 ? 0 : joinHashes(joinHashes(KEY_SEED, hash), other);
  };
}

/** Rows (or row slots) sorted by hash; entries with hash 0 are left out. */
export type SortedKey = {
  readonly hashes: Uint32Array;
  readonly rows: Uint32Array;
};

/** Sorts (hash, row) by hash, rows of equal hash in the order given. Least significant digit radix sort, 11 bits a pass. */
export function sortByHash(hashes: Uint32Array, rows: Uint32Array): SortedKey {
  const size = hashes.length;
  let fromHash = hashes;
  let fromRow = rows;
  let toHash: Uint32Array = new Uint32Array(size);
  let toRow: Uint32Array = new Uint32Array(size);
  const counts = new Uint32Array(2048);
  for (let shift = 0; shift < 32; shift += 11) {
    counts.fill(0);
    for (let i = 0; i < size; i++) counts[(fromHash[i]! >>> shift) & 2047]!++;
    let sum = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < size; i++) {
      const hash = fromHash[i]!;
      const at = counts[(hash >>> shift) & 2047]!++;
      toHash[at] = hash;
      toRow[at] = fromRow[i]!;
    }
    [fromHash, toHash] = [toHash, fromHash === hashes ? new Uint32Array(size) : fromHash];
    [fromRow, toRow] = [toRow, fromRow === rows ? new Uint32Array(size) : fromRow];
  }
  return { hashes: fromHash, rows: fromRow };
}

/** Per key: pairs that will be compared, blocks that were too large, pairs that are dropped because no part of those holds them, and the largest block before. */
export type KeyCount = { readonly pairs: number; readonly tooLarge: number; readonly dropped: number; readonly largest: number };

/** The hash under which a row stands in its key once blocks that are too large (`isTooLarge`) are split; 0 where no splitter is left, or the row has no value of it. */
export function splitHash(world: MatchWorld, { splitters }: BlockingKey, hash: number, row: number, isTooLarge: (hash: number) => boolean): number {
  let own = hash;
  for (let depth = 0; own !== 0 && isTooLarge(own); depth++) {
    const splitter = splitters[depth];
    own = splitter === undefined ? 0 : joinHashes(own, splitter.hashes[world.codes[row * world.fields.length + splitter.field]!]!);
  }
  return own;
}
