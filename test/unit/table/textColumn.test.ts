import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMissingAt, textsOf } from '../../../shared/table/TextColumn.ts';
import { columnOf, toArena } from '../../../shared/table/TextColumnBuilder.ts';

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom('\ud800', '\udc00', '\0', 'ñ', '😀', 'é', 'a'), fc.string({ minLength: 1, maxLength: 1 })) });

describe('a text column', () => {
  it('gives back exactly what was added, in both layouts', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 200 }), (texts) => {
        const column = columnOf(texts);
        expect(textsOf(column)).toEqual(texts);
        expect(textsOf(toArena(column))).toEqual(texts);
      }),
    );
  });

  it('tells a missing cell from an empty one', () => {
    const column = columnOf(['', undefined, 'a', undefined]);
    expect([0, 1, 2, 3].map((row) => isMissingAt(column, row))).toEqual([false, true, false, true]);
    expect(textsOf(column)).toEqual(['', '', 'a', '']);
  });

  it('becomes an arena when most values are distinct', () => {
    const texts = Array.from({ length: 40_000 }, (_, i) => (i % 3 === 0 ? 'same' : `v${i}`));
    const column = columnOf(texts);
    expect(column.kind).toBe('arena');
    expect(textsOf(column)).toEqual(texts);
  });

  it('keeps a 1 MB cell', () => {
    const long = 'ñ'.repeat(600_000);
    expect(textsOf(columnOf(['a', long, 'b']))).toEqual(['a', long, 'b']);
  });
});
