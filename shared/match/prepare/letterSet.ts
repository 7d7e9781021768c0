// The letters of a text as one number, by which two texts that are too different are told at a glance.

/** One bit per letter of the alphabet; digits and everything else share the six bits left. */
export function letterSet(bytes: Uint8Array, from: number, to: number): number {
  let set = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    set |= 1 << (byte >= 97 && byte <= 122 ? byte - 97 : 26 + (byte % 6));
  }
  return set;
}
