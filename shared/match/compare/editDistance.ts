// Edit distance with neighbour swaps between two byte strings, given up once it passes a limit.

const WIDTH = 130;
let before = new Uint16Array(WIDTH);
let previous = new Uint16Array(WIDTH);
let current = new Uint16Array(WIDTH);

/**
 * Optimal string alignment distance (insert, delete, replace, swap of neighbours: 1 each), or `limit + 1` where it is more.
 * Equal ends are cut off first, so that near strings cost next to nothing.
 */
export function editDistance(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number, limit: number): number {
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
  const gap = aLength > bLength ? aLength - bLength : bLength - aLength;
  if (gap > limit) return limit + 1;
  if (aLength === 0 || bLength === 0) return Math.max(aLength, bLength);
  if (bLength + 1 > before.length) {
    before = new Uint16Array(bLength + 64);
    previous = new Uint16Array(bLength + 64);
    current = new Uint16Array(bLength + 64);
  }
  const far = limit + 1;
  for (let j = 0; j <= bLength; j++) previous[j] = j <= far ? j : far;
  for (let i = 1; i <= aLength; i++) {
    const from = i > limit ? i - limit : 1;
    const to = i + limit < bLength ? i + limit : bLength;
    current[from - 1] = from === 1 ? (i <= far ? i : far) : far;
    let least = current[from - 1]!;
    const byte = a[aStart + i - 1]!;
    for (let j = from; j <= to; j++) {
      const other = b[bStart + j - 1]!;
      let best = previous[j - 1]! + (byte === other ? 0 : 1);
      const above = j <= i + limit - 1 ? previous[j]! + 1 : far;
      if (above < best) best = above;
      const beside = current[j - 1]! + 1;
      if (beside < best) best = beside;
      if (i > 1 && j > 1 && byte === b[bStart + j - 2] && a[aStart + i - 2] === other) {
        const swapped = before[j - 2]! + 1;
        if (swapped < best) best = swapped;
      }
      current[j] = best < far ? best : far;
      if (best < least) least = best;
    }
    if (to < bLength) current[to + 1] = far;
    if (least > limit) return far;
    const free = before;
    before = previous;
    previous = current;
    current = free;
  }
  const distance = previous[bLength]!;
  return distance > limit ? far : distance;
}
