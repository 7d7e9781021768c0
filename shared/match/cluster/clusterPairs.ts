// Groups rows: everything over the threshold is joined, then groups whose members do not fit together are taken apart again.
import type { ScoredPairs } from '../score/scoreBlocks.ts';
import { UnionFind } from './UnionFind.ts';

export type PairConstraint = { readonly left: number; readonly right: number };

export type ClusterInput = {
  readonly rows: number;
  readonly pairs: ScoredPairs;
  /** Threshold in bits: pairs of this match weight or more speak for one customer. */
  readonly threshold: number;
  /** Hash of each row's content, for an order that does not depend on the order of rows. */
  readonly rowHashes: Uint32Array;
  readonly mustLink: readonly PairConstraint[];
  readonly cannotLink: readonly PairConstraint[];
  /** Match weight of a pair that was not kept; -Infinity where it must not be one customer. */
  readonly scoreMissing: (left: number, right: number) => number;
  /** How much a chain of strong pairs says for the pairs that it joins, beside what they say themselves: 0 nothing, 1 all. */
  readonly chainSay: number;
};

export type Clusters = {
  /** Per row the number of its cluster, from 1 on in the order of their first rows; 0 for rows alone. */
  readonly ids: Uint32Array;
  readonly count: number;
  readonly rowsInClusters: number;
  /** Per cluster (index = id) the bits of its weakest link: of the links that hold it together at best, the one that gives way first. */
  readonly weakestBits: Float32Array;
  /** Sum over pairs inside clusters of their probability, and how many such pairs there are. */
  readonly expectedTruePairs: number;
  /** The same if chains of strong pairs say nothing for the pairs that they join, or all. */
  readonly leastTruePairs: number;
  readonly mostTruePairs: number;
  readonly pairs: number;
  /** Components that were taken apart. */
  readonly split: number;
};

/** Components larger than this are first cut at a higher threshold: scoring all their pairs would run away. */
const LARGEST = 200;
const FORBIDDEN = -1e6;
const DEMANDED = 1e6;
/** One pair's say is limited, so that a single strong or odd comparison does not overrule all others. */
const CLIP = 12;

export function clusterPairs(input: ClusterInput): Clusters {
  const { rows, pairs, threshold } = input;
  const union = new UnionFind(rows);
  const forbidden = pairSet(input.cannotLink, rows);
  const demanded = pairSet(input.mustLink, rows);
  for (let i = 0; i < pairs.size; i++) {
    if (pairs.weights[i]! < threshold) continue;
    const left = pairs.left[i]!;
    const right = pairs.right[i]!;
    if (forbidden.size > 0 && forbidden.has(left * rows + right)) continue;
    union.union(left, right);
  }
  for (const { left, right } of input.mustLink) union.union(left, right);
  const groups = collectGroups(union, rows);
  const adjacency = collectEdges(pairs, union);
  const isUnconstrained = input.mustLink.length === 0 && input.cannotLink.length === 0;
  const ids = new Uint32Array(rows);
  const final: number[][] = [];
  let split = 0;
  const truePairs: Shares = { expected: 0, least: 0, most: 0 };
  let inside = 0;
  const weakest: number[] = [];
  for (const members of groups) {
    // Most groups are two rows and their one link: there is nothing to weigh against it.
    const plain = members.length === 2 && isUnconstrained ? twoRows(members, pairs, adjacency) : undefined;
    if (plain === undefined) members.sort((a, b) => input.rowHashes[a]! - input.rowHashes[b]! || a - b);
    const parts = plain ?? repair(members, input, adjacency, forbidden, demanded, threshold);
    if (parts.length > 1) split++;
    for (const part of parts) {
      if (part.members.length < 2) continue;
      final.push(part.members);
      weakest.push(part.weakest);
      truePairs.expected += part.expected;
      truePairs.least += part.least;
      truePairs.most += part.most;
      inside += (part.members.length * (part.members.length - 1)) / 2;
    }
  }
  const order = final.map((members, i) => ({ members, first: members.reduce((least, row) => Math.min(least, row), members[0]!), weakest: weakest[i]! }));
  order.sort((a, b) => a.first - b.first);
  const weakestBits = new Float32Array(order.length + 1);
  let rowsInClusters = 0;
  for (const [i, { members, weakest: bits }] of order.entries()) {
    for (const row of members) ids[row] = i + 1;
    weakestBits[i + 1] = bits;
    rowsInClusters += members.length;
  }
  return { ids, count: order.length, rowsInClusters, weakestBits, expectedTruePairs: truePairs.expected, leastTruePairs: truePairs.least, mostTruePairs: truePairs.most, pairs: inside, split };
}

function pairSet(list: readonly PairConstraint[], rows: number): Set<number> {
  return new Set(list.map(({ left, right }) => Math.min(left, right) * rows + Math.max(left, right)));
}

/** Rows of each group of two or more, in the order of rows. */
function collectGroups(union: UnionFind, rows: number): number[][] {
  const places = new Int32Array(rows).fill(-1);
  const groups: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const root = union.find(row);
    if (union.sizeOf(root) < 2) continue;
    const place = places[root]!;
    if (place >= 0) groups[place]!.push(row);
    else {
      places[root] = groups.length;
      groups.push([row]);
    }
  }
  return groups;
}

/** Kept pairs by row, for rows in groups: `starts[row] .. starts[row + 1]` into `pair`. */
type Edges = { readonly starts: Uint32Array; readonly pair: Uint32Array };

function collectEdges(pairs: ScoredPairs, union: UnionFind): Edges {
  const rows = pairs.size === 0 ? 0 : pairs.left.reduce((most, row) => Math.max(most, row), 0) + 1;
  const starts = new Uint32Array(rows + 2);
  for (let i = 0; i < pairs.size; i++) if (union.sizeOf(pairs.left[i]!) > 1) starts[pairs.left[i]! + 1]!++;
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  const at = starts.slice();
  const pair = new Uint32Array(starts[rows]!);
  for (let i = 0; i < pairs.size; i++) if (union.sizeOf(pairs.left[i]!) > 1) pair[at[pairs.left[i]!]!++] = i;
  return { starts, pair };
}

/** True pairs to be expected in a part, by the likeliest, the most careful and the boldest reading. */
type Shares = { expected: number; least: number; most: number };
function twoRows(members: number[], { right, weights }: ScoredPairs, { starts, pair }: Edges): Part[] | undefined {
  const [one, other] = members as [number, number];
  const first = Math.min(one, other);
  const second = Math.max(one, other);
  for (let e = starts[first]!; e < starts[first + 1]!; e++) {
    if (right[pair[e]!] !== second) continue;
    const weakest = weights[pair[e]!]!;
    const own = probabilityOf(weakest);
    return [{ members, weakest, expected: own, least: own, most: own }];
  }
  return undefined;
}

type Part = Shares & { members: number[]; weakest: number };

function repair(members: number[], input: ClusterInput, edges: Edges, forbidden: Set<number>, demanded: Set<number>, threshold: number): Part[] {
  const size = members.length;
  if (size > LARGEST) return cutHigher(members, input, edges, forbidden, demanded, threshold);
  const index = new Map(members.map((row, i) => [row, i]));
  const bits = new Float64Array(size * size).fill(Number.NaN);
  const { pairs } = input;
  for (const row of members) {
    if (row + 1 >= edges.starts.length) continue;
    for (let e = edges.starts[row]!; e < edges.starts[row + 1]!; e++) {
      const other = index.get(pairs.right[edges.pair[e]!]!);
      if (other === undefined) continue;
      const own = index.get(row)!;
      const weight = pairs.weights[edges.pair[e]!]!;
      bits[own * size + other] = bits[other * size + own] = weight === -Infinity ? FORBIDDEN : weight;
    }
  }
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const left = Math.min(members[i]!, members[j]!);
      const right = Math.max(members[i]!, members[j]!);
      const key = left * input.rows + right;
      let weight = bits[i * size + j]!;
      if (forbidden.has(key)) weight = FORBIDDEN;
      else if (demanded.has(key)) weight = DEMANDED;
      else if (Number.isNaN(weight)) {
        weight = input.scoreMissing(left, right);
        if (weight === -Infinity) weight = FORBIDDEN;
      }
      bits[i * size + j] = bits[j * size + i] = weight;
    }
  }
  return joinGreedily(members, bits, threshold, input.chainSay);
}

/** Average linkage on the weights over the threshold: joins the two groups that fit best until none fit any more. */
function joinGreedily(members: number[], bits: Float64Array, threshold: number, chainSay: number): Part[] {
  const size = members.length;
  const sums = new Float64Array(size * size);
  for (let i = 0; i < size * size; i++) {
    const weight = bits[i]!;
    sums[i] = weight <= FORBIDDEN || weight >= DEMANDED ? weight : Math.max(-CLIP, Math.min(CLIP, weight - threshold));
  }
  const groups: number[][] = members.map((_, i) => [i]);
  const alive = members.map((_, i) => i);
  while (alive.length > 1) {
    let best = 0;
    let bestLeft = -1;
    let bestRight = -1;
    for (let a = 0; a < alive.length; a++) {
      const left = alive[a]!;
      for (let b = a + 1; b < alive.length; b++) {
        const right = alive[b]!;
        const average = sums[left * size + right]! / (groups[left]!.length * groups[right]!.length);
        if (average > best || (average === best && bestLeft < 0)) {
          best = average;
          bestLeft = left;
          bestRight = right;
        }
      }
    }
    if (bestLeft < 0) break;
    groups[bestLeft]!.push(...groups[bestRight]!);
    alive.splice(alive.indexOf(bestRight), 1);
    for (const other of alive) {
      if (other === bestLeft) continue;
      sums[bestLeft * size + other]! += sums[bestRight * size + other]!;
      sums[other * size + bestLeft] = sums[bestLeft * size + other]!;
    }
  }
  return alive.map((root) => describePart(groups[root]!, members, bits, size, chainSay));
}

function describePart(group: number[], members: number[], bits: Float64Array, size: number, chainSay: number): Part {
  let [least, most] = [0, 0];
  const bound = bottlenecks(group, bits, size);
  for (const i of group) {
    for (const j of group) {
      if (i >= j) continue;
      const own = probabilityOf(bits[i * size + j]!);
      least += own;
      most += Math.max(own, probabilityOf(bound));
    }
  }
  return { members: group.map((i) => members[i]!), weakest: bound, expected: (1 - chainSay) * least + chainSay * most, least, most };
}

/** The weight of the weakest pair that holds the group together: least edge of the greatest spanning tree. */
function bottlenecks(group: readonly number[], bits: Float64Array, size: number): number {
  const inside = new Set([group[0]!]);
  const best = new Map(group.slice(1).map((i) => [i, bits[group[0]! * size + i]!]));
  let least = Infinity;
  while (inside.size < group.length) {
    let next = -1;
    let strongest = -Infinity;
    for (const [i, weight] of best) {
      if (weight > strongest || next < 0) {
        strongest = weight;
        next = i;
      }
    }
    least = Math.min(least, strongest);
    inside.add(next);
    best.delete(next);
    for (const [i, weight] of best) best.set(i, Math.max(weight, bits[next * size + i]!));
  }
  return least;
}

/** Odds in bits to probability. */
export function probabilityOf(bits: number): number {
  return bits > 60 ? 1 : 1 / (1 + 2 ** -bits);
}

function allOrNothing(members: number[], weakest: number): Part {
  const expected = ((members.length * (members.length - 1)) / 2) * probabilityOf(weakest);
  return { members, weakest, expected, least: expected, most: expected };
}

/** A giant component is joined anew at ever higher thresholds until its parts are small enough to look at. */
function cutHigher(members: number[], input: ClusterInput, edges: Edges, forbidden: Set<number>, demanded: Set<number>, threshold: number): Part[] {
  const { pairs } = input;
  const higher = threshold + 2;
  const index = new Map(members.map((row, i) => [row, i]));
  const union = new UnionFind(members.length);
  let strongest = -Infinity;
  let weakest = Infinity;
  for (const row of members) {
    if (row + 1 >= edges.starts.length) continue;
    for (let e = edges.starts[row]!; e < edges.starts[row + 1]!; e++) {
      const other = index.get(pairs.right[edges.pair[e]!]!);
      const weight = pairs.weights[edges.pair[e]!]!;
      if (other === undefined || weight < threshold) continue;
      strongest = Math.max(strongest, weight);
      weakest = Math.min(weakest, weight);
      if (weight >= higher && !forbidden.has(row * input.rows + members[other]!)) union.union(index.get(row)!, other);
    }
  }
  for (const key of demanded) {
    const left = index.get(Math.floor(key / input.rows));
    const right = index.get(key % input.rows);
    if (left !== undefined && right !== undefined) union.union(left, right);
  }
  const groups = collectGroups(union, members.length).map((group) => group.map((i) => members[i]!));
  if (groups.length === 1 && groups[0]!.length === members.length && higher > strongest - 0.001) {
    // All alike and too many to look at one by one: they stay together.
    return [allOrNothing(members, weakest)];
  }
  const together = groups.length === 1 && groups[0]!.length === members.length;
  if (together && higher > threshold + 200) return [allOrNothing(members, weakest)];
  return groups.flatMap((group) => {
    group.sort((a, b) => input.rowHashes[a]! - input.rowHashes[b]! || a - b);
    return repair(group, input, edges, forbidden, demanded, higher);
  });
}
