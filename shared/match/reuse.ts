// Takes up an earlier run: its model, keys and counts of values, and the rows and pairs that have not changed since.
import type { Table } from '../table/Table.ts';
import type { MatchRun } from './findDuplicates.ts';
import type { MatchWorld } from './MatchWorld.ts';
import { sortByHash } from './keys/blocks.ts';
import type { KeyTable, ScoredPairs } from './score/scoreBlocks.ts';
import type { ValueCounts } from './score/ScoreModel.ts';

/** With more new rows than this the model is learned anew. */
const MOST_GROWTH = 1.3;

/** Whether a run's choices can be taken over for this table: the same columns, and not so many more rows that its keys would run away. */
export function canReuse(run: MatchRun, table: Table): boolean {
  const columns = run.comparisons.flatMap(({ columns: used }) => used);
  if (!columns.every((column) => run.roles.some((role) => role.column === column && table.columns[column]?.name === role.name))) return false;
  return table.length <= Math.max(1000, run.world.rows * MOST_GROWTH);
}

/** For each value of the new world the count that its text had in the earlier run, 0 for texts unknown then. */
export function countsAsBefore(world: MatchWorld, run: MatchRun): ValueCounts {
  const counts = world.fields.map((field, c) => {
    const before = hashIndex(run.world.fields[c]!.values.hashes);
    const known = run.counts.counts[c]!;
    return Uint32Array.from(field.values.hashes, (hash, value) => (value === 0 ? 0 : (known[before(hash)] ?? 0)));
  });
  return { counts, total: run.counts.total, least: run.counts.least };
}

const indexes = new WeakMap<Uint32Array, (hash: number) => number>();

/** Finds the place of a hash among `hashes`; 0 where it is not there. The index is made once. */
export function hashIndex(hashes: Uint32Array): (hash: number) => number {
  let index = indexes.get(hashes);
  if (index === undefined) indexes.set(hashes, (index = makeIndex(hashes)));
  return index;
}

function makeIndex(hashes: Uint32Array): (hash: number) => number {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const slots = new Uint32Array(size);
  const mask = size - 1;
  for (let value = 1; value < hashes.length; value++) {
    let slot = hashes[value]! & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = value;
  }
  return (hash) => {
    let slot = hash & mask;
    for (;;) {
      const value = slots[slot]!;
      if (value === 0 || hashes[value] === hash) return value;
      slot = (slot + 1) & mask;
    }
  };
}

export const NEW_ROW = 0xffffffff;

/** For each row of the new world an earlier row with the same compared values and source, each used once; else NEW_ROW. */
export function rowsAsBefore(world: MatchWorld, before: MatchWorld): Uint32Array {
  const found = new Uint32Array(world.rows).fill(NEW_ROW);
  const iota = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);
  const now = sortByHash(world.rowHashes, iota(world.rows));
  const then = sortByHash(before.rowHashes, iota(before.rows));
  const width = world.fields.length;
  const same = (row: number, old: number): boolean => {
    if ((world.sources?.[row] ?? 0) !== (before.sources?.[old] ?? 0)) return false;
    for (let c = 0; c < width; c++) {
      if (world.fields[c]!.values.hashes[world.codes[row * width + c]!] !== before.fields[c]!.values.hashes[before.codes[old * width + c]!]) return false;
    }
    return true;
  };
  let from = 0;
  for (let i = 0; i < world.rows; i++) {
    while (from < then.hashes.length && then.hashes[from]! < now.hashes[i]!) from++;
    for (let j = from; j < then.hashes.length && then.hashes[j] === now.hashes[i]; j++) {
      const old = then.rows[j]!;
      if (old === NEW_ROW || !same(now.rows[i]!, old)) continue;
      found[now.rows[i]!] = old;
      then.rows[j] = NEW_ROW;
      break;
    }
  }
  return found;
}

/** Pairs of the earlier run whose rows have not changed and that some key still brings together, as pairs of the new rows. */
export function pairsAsBefore(run: MatchRun, oldOf: Uint32Array, table: KeyTable): ScoredPairs {
  const newOf = new Uint32Array(run.world.rows).fill(NEW_ROW);
  for (let row = 0; row < oldOf.length; row++) if (oldOf[row] !== NEW_ROW) newOf[oldOf[row]!] = row;
  const { pairs } = run;
  const kept: number[] = [];
  for (let i = 0; i < pairs.size; i++) {
    const left = newOf[pairs.left[i]!]!;
    const right = newOf[pairs.right[i]!]!;
    if (left !== NEW_ROW && right !== NEW_ROW && sharesHash(table, left, right)) kept.push(i);
  }
  const { width } = pairs;
  const result: ScoredPairs = { size: kept.length, width, left: new Uint32Array(kept.length), right: new Uint32Array(kept.length), weights: new Float32Array(kept.length), levels: new Uint8Array(kept.length * width) };
  for (const [at, i] of kept.entries()) {
    const left = newOf[pairs.left[i]!]!;
    const right = newOf[pairs.right[i]!]!;
    result.left[at] = Math.min(left, right);
    result.right[at] = Math.max(left, right);
    result.weights[at] = pairs.weights[i]!;
    result.levels.set(pairs.levels.subarray(i * width, (i + 1) * width), at * width);
  }
  return result;
}

/** Whether some key whose block is not dropped brings the two together. */
function sharesHash({ hashes, slots, starts }: KeyTable, left: number, right: number): boolean {
  for (let k = 0; k + 1 < starts.length; k++) {
    for (let s = starts[k]!; s < starts[k + 1]!; s++) {
      const own = hashes[left * slots + s]!;
      if (own === 0) continue;
      for (let t = starts[k]!; t < starts[k + 1]!; t++) if (hashes[right * slots + t] === own) return true;
    }
  }
  return false;
}

/** Joins pair lists and drops pairs that stand in several. */
export function joinDistinct(lists: readonly ScoredPairs[], rows: number): ScoredPairs {
  const width = lists[0]!.width;
  const seen = new Set<number>();
  const picked: { list: ScoredPairs; i: number }[] = [];
  for (const list of lists) {
    for (let i = 0; i < list.size; i++) {
      const key = list.left[i]! * rows + list.right[i]!;
      if (seen.has(key)) continue;
      seen.add(key);
      picked.push({ list, i });
    }
  }
  const levels = new Uint8Array(picked.length * width);
  for (const [at, { list, i }] of picked.entries()) levels.set(list.levels.subarray(i * width, (i + 1) * width), at * width);
  return {
    size: picked.length,
    width,
    left: Uint32Array.from(picked, ({ list, i }) => list.left[i]!),
    right: Uint32Array.from(picked, ({ list, i }) => list.right[i]!),
    weights: Float32Array.from(picked, ({ list, i }) => list.weights[i]!),
    levels,
  };
}
