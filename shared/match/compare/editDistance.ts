// Edit distance with neighbour swaps between two byte strings, for slips of one or two letters; given up beyond.

/**
 * Optimal string alignment distance (insert, delete, replace, swap of neighbours: 1 each), or `limit + 1` where it is more.
 * Two edits at most need no table: where the first letters differ, one of four edits stands there, and what follows
 * must be the same but for one more.
 */
export function editDistance(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number, limit: 1 | 2): number {
  if (limit === 1) return atMostOne(a, aStart, aEnd, b, bStart, bEnd);
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart++;
    bStart++;
  }
  while (aEnd > aStart && bEnd > bStart && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const gap = aEnd - aStart - bEnd + bStart;
  if (gap > 2 || gap < -2) return 3;
  if (aStart === aEnd || bStart === bEnd) return gap < 0 ? -gap : gap;
  let rest = gap >= -1 && gap <= 1 ? atMostOne(a, aStart + 1, aEnd, b, bStart + 1, bEnd) : 2;
  if (rest > 0 && gap >= 0) rest = Math.min(rest, atMostOne(a, aStart + 1, aEnd, b, bStart, bEnd));
  if (rest > 0 && gap <= 0) rest = Math.min(rest, atMostOne(a, aStart, aEnd, b, bStart + 1, bEnd));
  if (rest > 0 && aEnd - aStart > 1 && bEnd - bStart > 1 && a[aStart] === b[bStart + 1] && a[aStart + 1] === b[bStart]) rest = Math.min(rest, atMostOne(a, aStart + 2, aEnd, b, bStart + 2, bEnd));
  return 1 + rest;
}

/** The distance where it is 0 or 1, else 2. */
function atMostOne(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number): number {
  const gap = aEnd - aStart - bEnd + bStart;
  if (gap > 1 || gap < -1) return 2;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart++;
    bStart++;
  }
  while (aEnd > aStart && bEnd > bStart && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  const aLength = aEnd - aStart;
  const bLength = bEnd - bStart;
  if (aLength === 0 || bLength === 0) return aLength + bLength;
  if (aLength === 1 && bLength === 1) return 1;
  return aLength === 2 && bLength === 2 && a[aStart] === b[bStart + 1] && a[aStart + 1] === b[bStart] ? 1 : 2;
}
