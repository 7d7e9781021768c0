// Jaro–Winkler likeness of two byte strings, without allocating.

const MAX = 64;
const leftUsed = new Uint8Array(MAX);
const rightUsed = new Uint8Array(MAX);

/**
 * 0 to 1; prefix scale 0.1 over at most 4 bytes, given always (not only over 0.7). Bytes beyond the 64th are not looked at.
 * Source: Winkler 1990, as in the Census Bureau's strcmp95 without its similar-character table.
 */
export function jaroWinkler(a: Uint8Array, aStart: number, aEnd: number, b: Uint8Array, bStart: number, bEnd: number): number {
  const aLength = Math.min(aEnd - aStart, MAX);
  const bLength = Math.min(bEnd - bStart, MAX);
  if (aLength === 0 || bLength === 0) return aLength === bLength ? 1 : 0;
  const longest = aLength > bLength ? aLength : bLength;
  const reach = Math.max(0, (longest >> 1) - 1);
  for (let i = 0; i < aLength; i++) leftUsed[i] = 0;
  for (let j = 0; j < bLength; j++) rightUsed[j] = 0;
  let matches = 0;
  for (let i = 0; i < aLength; i++) {
    const byte = a[aStart + i]!;
    const from = i > reach ? i - reach : 0;
    const to = i + reach + 1 < bLength ? i + reach + 1 : bLength;
    for (let j = from; j < to; j++) {
      if (rightUsed[j] === 0 && b[bStart + j] === byte) {
        leftUsed[i] = 1;
        rightUsed[j] = 1;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let transposed = 0;
  let j = 0;
  for (let i = 0; i < aLength; i++) {
    if (leftUsed[i] === 0) continue;
    while (rightUsed[j] === 0) j++;
    if (a[aStart + i] !== b[bStart + j]) transposed++;
    j++;
  }
  const jaro = (matches / aLength + matches / bLength + (matches - (transposed >> 1)) / matches) / 3;
  let prefix = 0;
  const limit = Math.min(4, aLength, bLength);
  while (prefix < limit && a[aStart + prefix] === b[bStart + prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
