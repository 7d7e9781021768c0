// Tells which bytes of folded text belong to words.

/** Letters and digits of folded text; every byte of a character beyond ASCII counts as one. */
export function isWordByte(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte >= 128;
}
