// Shows the shape of a value: `García López` is `Aaa Aaa`, `12345678Z` is `99999999A`, `ana@x.es` is `aaa@a.aa`.
import type { TextColumn } from '../table/TextColumn.ts';

const UPPER = 65;
const LOWER = 97;
const NINE = 57;
/** Longer runs of digits and longer patterns are cut with an ellipsis. */
const LONGEST = 48;
const codes: number[] = [];

/**
 * The pattern of a stored value, from its bytes. A word in capitals is `AAA` however long (`A` of one letter, `AA` of two),
 * a small one `aaa`, a capitalised one `Aaa`; every digit is a 9; signs stand for themselves, spaces once.
 */
export function patternOf(column: TextColumn, value: number): string {
  const { bytes } = column;
  const end = column.offsets[value + 1]!;
  let at = column.offsets[value]!;
  if (at < end && bytes[at] === 0xff) return '';
  codes.length = 0;
  let runClass = 0;
  let run = 0;
  while (at < end && codes.length < LONGEST) {
    const byte = bytes[at]!;
    let sign: number;
    let size = 1;
    if (byte < 128) {
      sign = byte >= 97 && byte <= 122 ? LOWER : byte >= 65 && byte <= 90 ? UPPER : byte >= 48 && byte <= 57 ? NINE : byte < 32 ? 32 : byte;
    } else {
      size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      const next = bytes[at + 1] ?? 0;
      if (byte === 0xc2) sign = next === 0xaa || next === 0xba ? 0x80 + (next & 0x7f) : next === 0xa0 ? 32 : 0x80 + (next & 0x7f);
      else if (byte === 0xc3) sign = next <= 0x9e ? UPPER : LOWER;
      else sign = byte <= 0xdf || (byte === 0xe1 && next >= 0xb8) ? LOWER : 0x2a;
    }
    at += size;
    if (sign === runClass) {
      run++;
      if (sign === NINE || (run <= 3 && sign !== 32) || (sign !== UPPER && sign !== LOWER && sign !== 32)) codes.push(sign);
      continue;
    }
    // `Aaa`: the small letters behind one capital count on from it.
    run = sign === LOWER && runClass === UPPER && run === 1 ? 2 : 1;
    runClass = sign;
    codes.push(sign);
  }
  if (at < end) codes.push(0x2026);
  return String.fromCharCode.apply(null, codes);
}
