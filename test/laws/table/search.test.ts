// Search finds what reading every row would find, and marks what it found.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { foldedBytes } from '../../../shared/table/query/foldedColumn.ts';
import { filterRows } from '../../../shared/table/query/filterRows.ts';
import { highlightsOf } from '../../../shared/table/search/highlights.ts';
import { FUZZY_SHARE, prepareSearch, searchRows } from '../../../shared/table/search/searchRows.ts';
import { trigramsOf } from '../../../shared/table/search/trigramIndex.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { nearText } from '../../support/columns.ts';
import { anyView, contextOf, fold, viewFields, viewOf } from '../../support/views.ts';

const context = contextOf();
const fields = [...viewFields];
const searched = fc.oneof(nearText, fc.string({ unit: fc.constantFrom('a', 'b', 'á', ' ', '1'), maxLength: 3 }));

/** 4 whole value, 3 at its start, 2 at the start of a word, 1 inside, 0 not at all. */
function qualityOf(value: string, term: string): number {
  if (value === term) return 4;
  let best = 0;
  for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + 1)) {
    const before = at === 0 ? '' : value[at - 1]!;
    best = Math.max(best, at === 0 ? 3 : /[a-z0-9\u0080-\uffff]/u.test(before) ? 1 : 2);
  }
  return best;
}

describe('search', () => {
  it('by words finds and scores what a plain loop does, also while somebody types on', async () => {
    await fc.assert(
      fc.asyncProperty(anyView, searched, fc.boolean(), async ({ view, cells }, whole, isPrepared) => {
        if (isPrepared) await prepareSearch(view, fields, fold, quietJob);
        for (let typed = 1; typed <= whole.length; typed++) {
          const text = whole.slice(0, typed);
          const terms = fold(text).split(/\s+/u).filter((term) => term !== '');
          const scores = Array.from({ length: view.length }, (_, row) => {
            const found = terms.map((term) => Math.max(...fields.map((field) => (cells[field]![row] === undefined ? 0 : qualityOf(fold(cells[field]![row]!), term)))));
            return found.includes(0) ? 0 : terms.length === 0 ? 1 : found.reduce((sum, one) => sum + one, 0);
          });
          const expected = [...scores.keys()].filter((row) => scores[row]! > 0);
          const result = await searchRows(view, { text, fields, mode: 'substring' }, 5, context, quietJob);
          expect([...result.rows]).toEqual(expected);
          expect([...result.scores]).toEqual(expected.map((row) => scores[row]!).sort((a, b) => b - a).slice(0, 5));
          expect(Array.from(result.best, (row) => scores[row])).toEqual([...result.scores]);
          const filtered = await filterRows(view, { kind: 'search', text, fields, mode: 'substring' }, context, quietJob);
          expect(filtered).toEqual(result.rows);
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
        const result = await searchRows(view, { text, fields, mode: 'exact' }, 5, context, quietJob);
        const expected = Array.from({ length: view.length }, (_, row) => row).filter((row) =>
          fields.some((field) => cells[field]![row] !== undefined && fold(cells[field]![row]!) === fold(text)),
        );
        expect([...result.rows]).toEqual(expected);
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
        const result = await searchRows(view, { text, fields, mode: 'fuzzy' }, 7, context, quietJob);
        expect([...result.rows]).toEqual(expected);
        expect([...result.scores]).toEqual(expected.map((row) => counts[row]!).sort((a, b) => b - a).slice(0, 7));
      }),
    );
  });

  it('forgives misspelling and accents, and prefers the shorter value', async () => {
    const view = viewOf({
      fullName: columnOf(['Ana Gutiérrez Peña de la Torre', 'Ana Gutiérrez Peña', 'Pedro Gómez', 'Anna Gutierres Pena']),
      email: columnOf(['x@y.es', 'x@y.es', 'p@y.es', undefined]),
    });
    await prepareSearch(view, ['fullName', 'email'], fold, quietJob);
    const result = await searchRows(view, { text: 'ana gutierez peña', fields: ['fullName', 'email'], mode: 'fuzzy' }, 3, context, quietJob);
    expect([...result.best]).toEqual([1, 0, 3]);
  });

  it('notices that a view shows other columns now', async () => {
    let column = columnOf(['madrid', 'lugo']);
    const view = { length: 2, fields: ['city' as const], field: () => column };
    const find = async (): Promise<number[]> => [...(await searchRows(view, { text: 'lug', fields: ['city'], mode: 'substring' }, 2, context, quietJob)).rows];
    expect(await find()).toEqual([1]);
    column = columnOf(['lugo', 'madrid']);
    expect(await find()).toEqual([0]);
  });

  it('takes every row where nothing is searched for', async () => {
    const view = viewOf({ city: columnOf(['a', '', undefined]) });
    for (const mode of ['exact', 'substring', 'fuzzy'] as const) {
      expect((await searchRows(view, { text: '  ', fields: ['city'], mode }, 2, context, quietJob)).rows.length).toBe(3);
    }
  });
});

describe('highlights', () => {
  const marked = (text: string, search: string, mode: 'exact' | 'substring' | 'fuzzy'): string[] => highlightsOf(text, search, mode, fold).map(({ from, to }) => text.slice(from, to));

  it('mark the letters as delivered', () => {
    expect(marked('José Núñez, NUÑO', 'nun', 'substring')).toEqual(['Núñ', 'NUÑ']);
    expect(marked('Calle Groß 12', 'ss 1', 'substring')).toEqual(['ß', '1']);
    expect(marked('e\u0301te\u0301', 'ete', 'substring')).toEqual(['e\u0301te']);
    expect(marked('María', 'maria', 'exact')).toEqual(['María']);
    expect(marked('María José', 'maria', 'exact')).toEqual([]);
    expect(marked('Ana Gutiérrez Peña', 'gutierez', 'fuzzy')).toEqual(['Gutiérrez']);
    expect(marked('😀a😀', 'a😀', 'substring')).toEqual(['a😀']);
  });

  it('stay inside the text, ascending and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ß', 'e\u0301', '😀', ' ', 'b') }), searched, fc.constantFrom('exact' as const, 'substring' as const, 'fuzzy' as const), (text, search, mode) => {
        let last = -1;
        for (const { from, to } of highlightsOf(text, search, mode, fold)) {
          expect(from).toBeGreaterThan(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
