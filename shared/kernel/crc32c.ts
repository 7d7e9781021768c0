// Checks stored bytes against accidental damage: CRC-32C (Castagnoli, RFC 3720 B.4), eight bytes per step.

/** Eight tables of 256 entries, one after the other. */
const table: Int32Array = (() => {
  const made = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    made[byte] = crc;
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256]!;
    made[at] = (before >>> 8) ^ made[before & 0xff]!;
  }
  return made;
})();

const noWords = new Int32Array(0);

/** The CRC-32C of the bytes as an unsigned 32-bit number; pass the last result as `crc` to go on with more bytes. */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  let c = ~crc;
  let i = 0;
  // Whole words are read twice as fast as their bytes; they start at multiples of four. Every platform that Electron runs on is little-endian.
  while (i < bytes.length && (bytes.byteOffset + i) % 4 !== 0) c = (c >>> 8) ^ table[(c ^ bytes[i++]!) & 0xff]!;
  const count = (bytes.length - i) >>> 2;
  // A view of no words would still have to start at one.
  const words = count === 0 ? noWords : new Int32Array(bytes.buffer, bytes.byteOffset + i, count);
  let word = 0;
  for (; word < words.length - 1; word += 2) {
    const low = c ^ words[word]!;
    const high = words[word + 1]!;
    c =
      table[0x700 + (low & 0xff)]! ^
      table[0x600 + ((low >>> 8) & 0xff)]! ^
      table[0x500 + ((low >>> 16) & 0xff)]! ^
      table[0x400 + (low >>> 24)]! ^
      table[0x300 + (high & 0xff)]! ^
      table[0x200 + ((high >>> 8) & 0xff)]! ^
      table[0x100 + ((high >>> 16) & 0xff)]! ^
      table[high >>> 24]!;
  }
  for (i += word * 4; i < bytes.length; i++) c = (c >>> 8) ^ table[(c ^ bytes[i]!) & 0xff]!;
  return ~c >>> 0;
}
