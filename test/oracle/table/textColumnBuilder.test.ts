// The column builder, with its own hash table, against one with a Map that can be read at a glance.
import { describe, expect, it } from 'vitest';
import { pick, randomInteger, seededRandom, type Random } from '../../../shared/kernel/random.ts';
import { narrowCodes, toArena, columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import type { TextColumn } from '../../../shared/table/TextColumn.ts';
import { encodeText, MISSING_BYTE } from '../../../shared/table/wtf8.ts';

function slowColumnOf(texts: readonly (string | undefined)[]): TextColumn {
  const codeOf = new Map<string | undefined, number>();
  const values: Uint8Array[] = [];
  const codes = new Uint32Array(texts.length);
  let arenaFrom = -1;
  texts.forEach((text, row) => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = values.length;
      codeOf.set(text, code);
      values.push(text === undefined ? Uint8Array.of(MISSING_BYTE) : encodeText(text));
    }
    codes[row] = code;
    if (arenaFrom < 0 && row + 1 >= 16_384 && values.length * 2 > row + 1) arenaFrom = row + 1;
  });
  const offsets = new Uint32Array(values.length + 1);
  values.forEach((value, i) => (offsets[i + 1] = offsets[i]! + value.length));
  const bytes = new Uint8Array(offsets[values.length]!);
  values.forEach((value, i) => bytes.set(value, offsets[i]));
  const column: TextColumn = { kind: 'dictionary', length: texts.length, codes: narrowCodes(codes, values.length), bytes, offsets };
  return arenaFrom < 0 ? column : toArena(column);
}

const pieces = ['a', 'B', '0', ' ', 'ñ', 'é', '€', '漢', '😀', '\ud800', '\udc00', '\0', '\u00ff', '\u07ff', '\u0800', 'García', 'x'.repeat(300)];

function anyText(random: Random, longest: number): string {
  let text = '';
  for (let i = randomInteger(random, longest + 1); i > 0; i--) text += pick(random, pieces);
  return text;
}

describe('the column builder', () => {
  it.each([
    [1, 0, 1],
    [100, 3, 3],
    [2000, 40, 4],
    [20_000, 90, 6],
    [20_000, 20_000, 6],
    [40_000, 15_000, 5],
    [18_000, 8000, 3],
    [17_000, 9000, 4],
  ])('makes the same column of %i rows with about %i values', (rows, distinct, longest) => {
    const random = seededRandom(rows + distinct);
    const values: (string | undefined)[] = [undefined, '', ...Array.from({ length: distinct }, () => anyText(random, longest))];
    const texts = Array.from({ length: rows }, (_, row) => (distinct >= rows ? values[row % values.length] : pick(random, values)));
    expect(columnOf(texts)).toEqual(slowColumnOf(texts));
  });
});
