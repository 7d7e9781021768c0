// Finds all pairs of texts within a few edits of each other, without comparing all with all.
// Source: Li, Deng, Wang, Feng: PASS-JOIN, VLDB 2011: of k + 1 pieces of a text at least one is left whole by k edits.

/**
 * Calls `found` for each pair whose Levenshtein distance is at most the lesser of what both lengths allow. Lengths and
 * distances count UTF-16 code units. `breathe` is awaited now and then.
 */
export async function eachNearPair(texts: readonly string[], radiusOf: (length: number) => number, found: (left: number, right: number, distance: number) => void, breathe: () => Promise<void>): Promise<void> {
  const order = texts.map((_, index) => index).sort((left, right) => texts[left]!.length - texts[right]!.length || left - right);
  /** length → piece → its text → texts that have it. */
  const index = new Map<number, Map<string, number[]>[]>();
  for (let turn = 0; turn < order.length; turn++) {
    if (turn % 4096 === 0) await breathe();
    const at = order[turn]!;
    const text = texts[at]!;
    const radius = radiusOf(text.length);
    const seen = new Set<number>();
    for (let length = Math.max(1, text.length - radius); length <= text.length; length++) {
      const pieces = index.get(length);
      if (pieces === undefined) continue;
      const pieceRadius = radiusOf(length);
      for (let piece = 0; piece < pieces.length; piece++) {
        const [from, size] = pieceAt(length, pieces.length, piece);
        const lists = pieces[piece]!;
        const last = Math.min(text.length - size, from + pieceRadius);
        for (let start = Math.max(0, from - pieceRadius); start <= last; start++) {
          for (const other of lists.get(text.slice(start, start + size)) ?? []) {
            if (seen.has(other)) continue;
            seen.add(other);
            const limit = Math.min(radius, pieceRadius);
            const distance = boundedLevenshtein(texts[other]!, text, limit);
            if (distance <= limit) found(Math.min(other, at), Math.max(other, at), distance);
          }
        }
      }
    }
    let own = index.get(text.length);
    if (own === undefined) {
      own = Array.from({ length: Math.min(text.length, radius + 1) }, () => new Map<string, number[]>());
      index.set(text.length, own);
    }
    for (let piece = 0; piece < own.length; piece++) {
      const [from, size] = pieceAt(text.length, own.length, piece);
      const key = text.slice(from, from + size);
      const list = own[piece]!.get(key);
      if (list === undefined) own[piece]!.set(key, [at]);
      else list.push(at);
    }
  }
}

/** Start and size of one of `pieces` nearly equal pieces of a text; the last ones are the longer. */
function pieceAt(length: number, pieces: number, piece: number): [from: number, size: number] {
  const size = Math.floor(length / pieces);
  const longer = length - size * pieces;
  const short = pieces - longer;
  return piece < short ? [piece * size, size] : [short * size + (piece - short) * (size + 1), size + 1];
}

let before = new Uint16Array(64);
let now = new Uint16Array(64);

/** The distance, or `limit + 1` where it is larger. */
export function boundedLevenshtein(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  if (right.length + 1 > now.length) {
    before = new Uint16Array(right.length + 1);
    now = new Uint16Array(right.length + 1);
  }
  for (let j = 0; j <= right.length; j++) before[j] = j;
  for (let i = 1; i <= left.length; i++) {
    now[0] = i;
    let best = i;
    const from = Math.max(1, i - limit);
    const to = Math.min(right.length, i + limit);
    if (from > 1) now[from - 1] = limit + 1;
    for (let j = from; j <= to; j++) {
      const same = left.charCodeAt(i - 1) === right.charCodeAt(j - 1) ? 0 : 1;
      const up = j <= i - 1 + limit ? before[j]! + 1 : limit + 1;
      let value = before[j - 1]! + same;
      if (now[j - 1]! + 1 < value) value = now[j - 1]! + 1;
      if (up < value) value = up;
      now[j] = value;
      if (value < best) best = value;
    }
    if (best > limit) return limit + 1;
    [before, now] = [now, before];
  }
  return Math.min(before[right.length]!, limit + 1);
}
