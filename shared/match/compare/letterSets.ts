// Tells at a glance that two texts are too different, from the sets of letters that they hold (see `letterSet`).

function bitsIn(set: number): number {
  let v = set - ((set >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Edits that two texts need at the very least. */
export function leastEdits(left: number, right: number): number {
  return Math.max(bitsIn(left & ~right), bitsIn(right & ~left));
}

/** The most that Jaro–Winkler can give, knowing lengths, letters and the shared start of up to 4 bytes. */
export function mostLikeness(left: number, right: number, leftLength: number, rightLength: number, prefix: number): number {
  const matches = Math.min(leftLength - bitsIn(left & ~right), rightLength - bitsIn(right & ~left));
  if (matches <= 0) return 0;
  const jaro = (matches / leftLength + matches / rightLength + 1) / 3;
  return jaro + prefix * 0.1 * (1 - jaro);
}
