// Search finds what reading every row would find.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { foldedBytes } from '../../../shared/table/query/foldedColumn.ts';
import { filterRows } from '../../../shared/table/query/filterRows.ts';
import { rowsOfMask } from '../../../shared/table/query/rowMask.ts';
import { FUZZY_SHARE, prepareSearch, searchMask, type SearchQuery } from '../../../shared/table/search/searchMask.ts';
import { trigramsOf } from '../../../shared/table/search/trigramIndex.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { nearText } from '../../support/columns.ts';
import { anyView, contextOf, fold, viewFields, viewOf } from '../../support/views.ts';

const context = contextOf();
const fields = [...viewFields];
const searched = fc.oneof(nearText, fc.string({ unit: fc.constantFrom('a', 'b', 'á', ' ', '1'), maxLength: 3 }));

const rowsOf = async (view: FieldView, query: SearchQuery): Promise<number[]> => [...rowsOfMask(await searchMask(view, query, context, quietJob))];

describe('search', () => {
  it('by words finds what a plain loop does, also while somebody types on', async () => {
    await fc.assert(
      fc.asyncProperty(anyView, searched, fc.boolean(), async ({ view, cells }, whole, isPrepared) => {
        if (isPrepared) await prepareSearch(view, fields, fold, quietJob);
        for (let typed = 1; typed <= whole.length; typed++) {
          const text = whole.slice(0, typed);
          const terms = fold(text).split(/\s+/u).filter((term) => term !== '');
          const expected = Array.from({ length: view.length }, (_, row) => row).filter((row) => terms.every((term) => fields.some((field) => cells[field]![row] !== undefined && fold(cells[field]![row]!).includes(term))));
          expect(await rowsOf(view, { text, fields, mode: 'substring' })).toEqual(expected);
          expect([...(await filterRows(view, { kind: 'search', text, fields, mode: 'substring' }, context, quietJob))]).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('exactly finds whole values only', async () => {
    await fc.assert(
      fc.asyncProperty(anyView, searched, fc.boolean(), async ({ view, cells }, text, isPrepared) => {
        fc.pre(fold(text).trim() !== '');
        if (isPrepared) await prepareSearch(view, fields, fold, quietJob);
        const expected = Array.from({ length: view.length }, (_, row) => row).filter((row) =>
          fields.some((field) => cells[field]![row] !== undefined && fold(cells[field]![row]!) === fold(text)),
        );
        expect(await rowsOf(view, { text, fields, mode: 'exact' })).toEqual(expected);
      }),
    );
  });

  it('nearly finds rows with most of the trigrams, as a plain count does', async () => {
    await fc.assert(
      fc.asyncProperty(anyView, searched, async ({ view, cells }, text) => {
        fc.pre(fold(text).trim() !== '');
        const wanted = trigramsOf(foldedBytes(text, fold));
        const counts = Array.from({ length: view.length }, (_, row) => {
          const has = new Set(fields.flatMap((field) => (cells[field]![row] === undefined ? [] : trigramsOf(foldedBytes(cells[field]![row]!, fold)))));
          return wanted.filter((trigram) => has.has(trigram)).length;
        });
        const least = Math.max(1, Math.ceil(wanted.length * FUZZY_SHARE));
        const expected = [...counts.keys()].filter((row) => counts[row]! >= least);
        expect(await rowsOf(view, { text, fields, mode: 'fuzzy' })).toEqual(expected);
      }),
    );
  });

  it('forgives misspelling and accents', async () => {
    const view = viewOf({
      fullName: columnOf(['Ana Gutiérrez Peña de la Torre', 'Ana Gutiérrez Peña', 'Pedro Gómez', 'Anna Gutierres Pena']),
      email: columnOf(['x@y.es', 'x@y.es', 'p@y.es', undefined]),
    });
    await prepareSearch(view, ['fullName', 'email'], fold, quietJob);
    expect(await rowsOf(view, { text: 'ana gutierez peña', fields: ['fullName', 'email'], mode: 'fuzzy' })).toEqual([0, 1, 3]);
  });

  it('notices that a view shows other columns now', async () => {
    let column = columnOf(['madrid', 'lugo']);
    const view = { length: 2, fields: ['city' as const], field: () => column };
    const find = (): Promise<number[]> => rowsOf(view, { text: 'lug', fields: ['city'], mode: 'substring' });
    expect(await find()).toEqual([1]);
    column = columnOf(['lugo', 'madrid']);
    expect(await find()).toEqual([0]);
  });

  it('takes every row where nothing is searched for', async () => {
    const view = viewOf({ city: columnOf(['a', '', undefined]) });
    for (const mode of ['exact', 'substring', 'fuzzy'] as const) {
      expect(await rowsOf(view, { text: '  ', fields: ['city'], mode })).toEqual([0, 1, 2]);
    }
  });
});
