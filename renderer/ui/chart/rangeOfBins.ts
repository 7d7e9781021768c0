// How the handles of a histogram move along the edges of its bins: by place, by key, and what they then stand for.

/** Both ends belong to the range; null leaves an end open. */
export type BinRange = { readonly from: number | null; readonly to: number | null };

/** Where a value stands between the first and the last edge, from 0 to 1. */
export function shareOf(edges: readonly number[], value: number): number {
  const low = edges[0]!;
  const high = edges.at(-1)!;
  return high === low ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** The edge nearest to a place from 0 to 1, as its number. */
export function edgeAt(edges: readonly number[], share: number): number {
  let nearest = 0;
  for (let i = 1; i < edges.length; i++) if (Math.abs(shareOf(edges, edges[i]!) - share) < Math.abs(shareOf(edges, edges[nearest]!) - share)) nearest = i;
  return nearest;
}

/**
 * The range between two edges; an end at the outermost edge is open. `step` is taken off the upper edge, for values
 * that come in steps: the days before the first of February end on the last of January.
 */
export function rangeBetween(edges: readonly number[], low: number, high: number, step: number): BinRange {
  return { from: low === 0 ? null : edges[low]!, to: high === edges.length - 1 ? null : edges[high]! - step };
}

/** The edges between which a range lies: the nearest ones to its ends. */
export function edgesOf(edges: readonly number[], { from, to }: BinRange, step: number): { low: number; high: number } {
  const last = edges.length - 1;
  return { low: from === null ? 0 : edgeAt(edges, shareOf(edges, from)), high: to === null ? last : edgeAt(edges, shareOf(edges, to + step)) };
}

/** The edge to which a key takes a handle; null for keys that move none. The handles never meet. */
export function edgeAfterKey(key: string, at: number, least: number, most: number): number | null {
  const moves: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 5, PageUp: at + 5, Home: least, End: most };
  const next = moves[key];
  return next === undefined ? null : Math.min(most, Math.max(least, next));
}
