// Over thousands of rows, where indexes, shortcuts and memories of the last search come into play, search still finds
// what reading every row finds.
import { beforeAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { pick, randomInteger, seededRandom, type Random } from '../../../shared/kernel/random.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { foldedBytes } from '../../../shared/table/query/foldedColumn.ts';
import { rowsOfMask } from '../../../shared/table/query/rowMask.ts';
import { FUZZY_SHARE, prepareSearch, searchMask, type SearchQuery } from '../../../shared/table/search/searchMask.ts';
import { trigramsOf } from '../../../shared/table/search/trigramIndex.ts';
import { columnFrom } from '../../support/columns.ts';
import { contextOf, fold, viewOf } from '../../support/views.ts';

const ROWS = 4000;
const fields = ['fullName', 'email', 'city'] as const;
const given = ['María', 'José', 'Ana', 'Íñigo', 'Begoña', 'John', 'Mary Ann', 'Łukasz'];
const surnames = ['García', 'Núñez', 'Peña', 'López', 'Smith', "O'Brien", 'Gómez', 'Groß', 'Ortega', 'Ibáñez'];
const cities = ['Alcalá', 'A Coruña', 'León', 'London', '', 'Vic', '28001 Madrid'];
const phrases = ['maria garcia', 'ñ', 'ana 1', 'coruña mary', 'alcala peña 22', "o'brien", '@x.es', 'gross leon', '9', 'zz', 'jose jose', 'n', '28001 ma'];

let cells: (string | undefined)[][];
let folded: (string | undefined)[][];

function makeCells(random: Random): (string | undefined)[][] {
  return Array.from({ length: ROWS }, () => {
    const name = `${pick(random, given)} ${pick(random, surnames)} ${pick(random, surnames)}`;
    const email = randomInteger(random, 10) === 0 ? undefined : `${fold(name).replaceAll(/[^a-z]/gu, '.')}${randomInteger(random, 3000)}@x.es`;
    return [name, email, pick(random, cities)];
  });
}

function freshView(): FieldView {
  return viewOf(Object.fromEntries(fields.map((field, i) => [field, columnFrom(cells.map((row) => row[i]), i < 2)])));
}

const rowsOf = async (view: FieldView, query: SearchQuery): Promise<number[]> => [...rowsOfMask(await searchMask(view, query, contextOf(), quietJob))];

function slowRows(text: string): number[] {
  const terms = fold(text).split(/\s+/u).filter((term) => term !== '');
  return [...folded.keys()].filter((row) => terms.every((term) => folded[row]!.some((value) => value !== undefined && value.includes(term))));
}

beforeAll(() => {
  cells = makeCells(seededRandom(11));
  folded = cells.map((row) => row.map((cell) => (cell === undefined ? undefined : fold(cell))));
});

describe('search over thousands of rows', () => {
  for (const isPrepared of [false, true]) {
    it(`letter by letter, ${isPrepared ? 'with' : 'without'} an index`, async () => {
      const view = freshView();
      if (isPrepared) await prepareSearch(view, fields, fold, quietJob);
      for (const phrase of phrases) {
        for (let typed = 1; typed <= phrase.length; typed++) {
          const text = phrase.slice(0, typed);
          expect(await rowsOf(view, { text, fields, mode: 'substring' }), text).toEqual(slowRows(text));
        }
      }
    });
  }

  it('for whole values and for misspelt ones', async () => {
    const view = freshView();
    const trigrams = folded.map((row) => new Set(row.flatMap((value) => (value === undefined ? [] : trigramsOf(foldedBytes(value, fold))))));
    for (const text of [...phrases, 'Ana Garcia Garcia', 'leon', 'vic', 'jon smih', 'begonia ortga', 'lukas ibanes']) {
      expect(await rowsOf(view, { text, fields, mode: 'exact' }), text).toEqual([...folded.keys()].filter((row) => folded[row]!.includes(fold(text))));
      const wanted = trigramsOf(foldedBytes(text, fold));
      const least = Math.max(1, Math.ceil(wanted.length * FUZZY_SHARE));
      const counts = trigrams.map((has) => wanted.filter((trigram) => has.has(trigram)).length);
      expect(await rowsOf(view, { text, fields, mode: 'fuzzy' }), text).toEqual([...counts.keys()].filter((row) => wanted.length > 0 && counts[row]! >= least));
    }
  });
});
