// Says whether bytes are WTF-8: UTF-8 that may also hold lone surrogates, but never a surrogate pair spelled as two.

export function isWellFormedWtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let afterHigh = false;
  for (let i = start; i < end; ) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      i++;
      afterHigh = false;
      continue;
    }
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    if (byte < 0xc2 || byte > 0xf4 || i + size > end) return false;
    for (let k = 1; k < size; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return false;
    const second = bytes[i + 1]!;
    if ((byte === 0xe0 && second < 0xa0) || (byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)) return false;
    const isHigh = byte === 0xed && second >= 0xa0 && second < 0xb0;
    if (afterHigh && byte === 0xed && second >= 0xb0) return false;
    afterHigh = isHigh;
    i += size;
  }
  return true;
}
