// Sorted rows are in the order that the locale's own collator, or plain number comparison, gives.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { seededRandom, randomInteger } from '../../../shared/kernel/random.ts';
import { rankValues } from '../../../shared/table/query/rankValues.ts';
import { sortRows, type SortKey } from '../../../shared/table/query/sortRows.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { columnFrom } from '../../support/columns.ts';
import { anyView, contextOf, viewFields, viewOf } from '../../support/views.ts';

const letters = ['a', 'A', 'á', 'Á', 'n', 'N', 'ñ', 'Ñ', 'o', 'ö', 'z', 'ch', 'll', 'ß', 'æ', 'Ω', ' ', '-', '_', "'", '.', '@', '1', '9', 'n\u0303', '\u0001', '’', '中', 'ø', 'å', 'aa'];
const word = fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 });
const isBlank = (cell: string | undefined): boolean => (cell ?? '').trim() === '';

function compareCells(left: string | undefined, right: string | undefined, descending: boolean, compare: (a: string, b: string) => number): number {
  if (isBlank(left) || isBlank(right)) return Number(isBlank(left)) - Number(isBlank(right));
  const order = compare(left!, right!);
  return descending ? -order : order;
}

describe('ranks', () => {
  for (const locale of ['es', 'en', 'sv', 'da', 'cs', 'de-u-co-phonebk']) {
    it(`agree with the collator of ${locale}`, async () => {
      const { compare } = new Intl.Collator(locale);
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 60 }), fc.boolean(), async (texts, arena) => {
          const column = columnFrom(texts, arena);
          const { ranks, count } = await rankValues(column, { locale, reader: null }, quietJob);
          const rankOf = (row: number): number => ranks[column.kind === 'arena' ? row : column.codes[row]!]!;
          for (let i = 1; i < texts.length; i++) {
            if (isBlank(texts[i])) expect(rankOf(i)).toBe(count);
            else if (!isBlank(texts[i - 1])) expect(Math.sign(rankOf(i - 1) - rankOf(i))).toBe(Math.sign(compare(texts[i - 1]!, texts[i]!)));
          }
        }),
      );
    });
  }

  it('agree with the collator on thousands of alike texts', async () => {
    const random = seededRandom(7);
    const texts = Array.from({ length: 6000 }, () => {
      const length = randomInteger(random, 14);
      let text = 'María Nuñez ';
      for (let i = 0; i < length; i++) text += letters[randomInteger(random, 5)];
      return text;
    });
    const column = columnFrom(texts, true);
    const { ranks } = await rankValues(column, { locale: 'es', reader: null }, quietJob);
    const { compare } = new Intl.Collator('es');
    const byCollator = texts.map((_, row) => row).sort((left, right) => compare(texts[left]!, texts[right]!));
    for (let i = 1; i < byCollator.length; i++) {
      const [before, after] = [byCollator[i - 1]!, byCollator[i]!];
      expect(Math.sign(ranks[before]! - ranks[after]!)).toBe(Math.sign(compare(texts[before]!, texts[after]!)));
    }
  });
});

describe('sorting rows', () => {
  it('is stable, keeps blanks last, and takes the first key first', async () => {
    const anyKeys = fc.uniqueArray(fc.record({ field: fc.constantFrom(...viewFields, 'notes' as const), descending: fc.boolean() }), { maxLength: 3, selector: (key) => key.field });
    await fc.assert(
      fc.asyncProperty(anyView, anyKeys, fc.array(fc.nat(59), { maxLength: 60 }), fc.boolean(), async ({ view, cells }, keys, wished, isAscending) => {
        const rows = Uint32Array.from(new Set(wished.filter((row) => row < view.length)));
        // As a filter gives them: then the order of whole columns is kept and used again.
        if (isAscending) rows.sort();
        const { compare } = new Intl.Collator('es');
        const sorted = await sortRows(view, rows, keys as SortKey[], contextOf(), quietJob);
        const expected = Array.from(rows).sort((left, right) => {
          for (const { field, descending } of keys) {
            const order = cells[field] === undefined ? 0 : compareCells(cells[field][left], cells[field][right], descending, compare);
            if (order !== 0) return order;
          }
          return 0;
        });
        expect([...sorted]).toEqual(expected);
        expect([...(await sortRows(view, rows, keys as SortKey[], contextOf(), quietJob))]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('puts ñ after n and before o in Spanish', async () => {
    const texts = ['oca', 'ñu', 'nube', 'Ñandú', 'nz'];
    const view = viewOf({ city: columnOf(texts) });
    const sorted = await sortRows(view, Uint32Array.of(0, 1, 2, 3, 4), [{ field: 'city', descending: false }], contextOf(), quietJob);
    expect(Array.from(sorted, (row) => texts[row])).toEqual(['nube', 'nz', 'Ñandú', 'ñu', 'oca']);
  });

  it('compares numbers as numbers, then what is no number, then blanks', async () => {
    const texts = ['10', '9', 'x', '', '-0', '0', '1.5', 'a', '9'];
    const view = viewOf({ amount: columnOf(texts) });
    const context = contextOf({ typeOf: () => 'number' });
    const rows = Uint32Array.from(texts.keys());
    const up = await sortRows(view, rows, [{ field: 'amount', descending: false }], context, quietJob);
    expect([...up]).toEqual([4, 5, 6, 1, 8, 0, 7, 2, 3]);
    const down = await sortRows(view, rows, [{ field: 'amount', descending: true }], context, quietJob);
    expect([...down]).toEqual([2, 7, 0, 1, 8, 6, 4, 5, 3]);
  });

  it('sorts more different ranks than one pass holds', async () => {
    const random = seededRandom(3);
    const numbers = Array.from({ length: 20_000 }, () => randomInteger(random, 1_000_000));
    const view = viewOf({ amount: columnOf(numbers.map(String)) });
    const sorted = await sortRows(view, Uint32Array.from(numbers.keys()), [{ field: 'amount', descending: false }], contextOf({ typeOf: () => 'number' }), quietJob);
    const expected = [...numbers.keys()].sort((left, right) => numbers[left]! - numbers[right]!);
    expect([...sorted]).toEqual(expected);
  });
});
