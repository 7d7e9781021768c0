// What the screens compute before they draw: letter differences, filters from addresses, mappings, time left.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diffText } from '../../../renderer/ui/diffText.ts';
import { buildQuery, facetFilters, invertFacet, tidyFacets } from '../../../renderer/session/buildFilter.ts';
import { readEnd, writeEnd } from '../../../renderer/screens/records/readEnd.ts';
import { libraries } from '../../../renderer/screens/settings/libraries.ts';
import { renumber } from '../../../renderer/screens/sources/MappingTable.tsx';
import { recordsRoute, type FacetChoice, type RecordsSearch } from '../../../renderer/session/routes.ts';
import { estimateRemaining, rowsPerSecond } from '../../../renderer/session/estimateRemaining.ts';
import { epochDayOf } from '../../../renderer/session/today.ts';

describe('letter differences', () => {
  test('mark the letter that differs', () => {
    expect(diffText('Gonzales', 'González')).toEqual([
      { text: 'Gonz', isSame: true },
      { text: 'a', isSame: false },
      { text: 'le', isSame: true },
      { text: 's', isSame: false },
    ]);
  });
  test('mark a wholly different text as a whole', () => {
    expect(diffText('María', 'Kutxabank')).toEqual([{ text: 'María', isSame: false }]);
  });
  test('lose no letter, and mark nothing where texts are equal', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        expect(diffText(text, other).map((part) => part.text).join('')).toBe(text);
        expect(diffText(text, text).every((part) => part.isSame)).toBe(true);
      }),
    );
  });
});

describe('the query of an address', () => {
  test('without choices is all rows', () => {
    expect(buildQuery({}, ['city'])).toEqual({ of: 'rows', filter: { kind: 'all', of: [] }, sort: [] });
  });
  test('joins values of one facet by or, facets by and', () => {
    const { filter, sort } = buildQuery({ facets: { city: { include: ['Vigo'], blank: 'only' }, country: { exclude: ['FR'] } }, sources: [2, 3], sort: 'city', descending: true }, ['city', 'email']);
    expect(filter).toEqual({
      kind: 'all',
      of: [
        { kind: 'any', of: [{ kind: 'rows', set: 'source:2' }, { kind: 'rows', set: 'source:3' }] },
        { kind: 'any', of: [{ kind: 'equals', field: 'city', values: ['Vigo'] }, { kind: 'blank', field: 'city' }] },
        { kind: 'not', of: { kind: 'equals', field: 'country', values: ['FR'] } },
      ],
    });
    expect(sort).toEqual([{ field: 'city', descending: true }]);
  });
  test('searches all fields', () => {
    expect(buildQuery({ q: 'garcía', mode: 'fuzzy' }, ['city', 'email']).filter).toEqual({ kind: 'all', of: [{ kind: 'search', text: 'garcía', fields: ['city', 'email'], mode: 'fuzzy' }] });
    expect(buildQuery({ q: 'garcía', in: ['email'] }, ['city', 'email']).filter).toEqual({ kind: 'all', of: [{ kind: 'search', text: 'garcía', fields: ['email'], mode: 'substring' }] });
  });
  test('loses facets that choose nothing', () => {
    expect(tidyFacets({ city: { include: [] }, country: { exclude: ['FR'] } })).toEqual({ country: { exclude: ['FR'] } });
    expect(tidyFacets({ city: {} })).toBeUndefined();
  });
});

describe('a facet of numbers or dates', () => {
  test('takes a range, and with it the rows without a value where these are ticked', () => {
    const range = { kind: 'dateRange', field: 'updatedOn', from: 19_000, to: null };
    expect(facetFilters('updatedOn', { as: 'date', from: 19_000 })).toEqual([range]);
    expect(facetFilters('updatedOn', { as: 'date', from: 19_000, blank: 'only' })).toEqual([{ kind: 'any', of: [range, { kind: 'blank', field: 'updatedOn' }] }]);
    expect(facetFilters('amount', { as: 'number', unreadable: 'not' })).toEqual([{ kind: 'not', of: { kind: 'unreadable', field: 'amount', as: 'number' } }]);
  });
  test('keeps ends that are zero, and loses those without a type', () => {
    expect(tidyFacets({ amount: { as: 'number', from: 0, to: 0 } })).toEqual({ amount: { as: 'number', from: 0, to: 0 } });
    expect(tidyFacets({ amount: { from: 3 }, city: { as: 'number' } })).toBeUndefined();
  });
  test('reads its ends as they are typed', () => {
    expect(readEnd('1.234,5', 'number', 'from')).toBe(1234.5);
    expect(readEnd('1,234.5', 'number', 'to')).toBe(1234.5);
    expect(readEnd('hola', 'number', 'from')).toBeUndefined();
    expect(readEnd('31/12/2024', 'date', 'to')).toBe(Date.UTC(2024, 11, 31) / 86_400_000);
    expect([readEnd('2024', 'date', 'from'), readEnd('2024', 'date', 'to')]).toEqual([Date.UTC(2024, 0, 1) / 86_400_000, Date.UTC(2024, 11, 31) / 86_400_000]);
    expect(readEnd('31/02/2024', 'date', 'from')).toBeUndefined();
    for (const day of [0, 19_782, -9_000]) expect(readEnd(writeEnd(day, 'date'), 'date', 'from')).toBe(day);
    for (const number of [0, -12.5, 1234.5, 1e6]) expect(readEnd(writeEnd(number, 'number'), 'number', 'to')).toBe(number);
  });
});

const anyChoice: fc.Arbitrary<FacetChoice> = fc.record(
  {
    include: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    exclude: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    blank: fc.constantFrom('only' as const, 'not' as const),
    as: fc.constantFrom('number' as const, 'date' as const),
    from: fc.integer(),
    to: fc.double({ noNaN: true, noDefaultInfinity: true }).map((bound) => (bound === 0 ? 0 : bound)),
    unreadable: fc.constantFrom('only' as const, 'not' as const),
  },
  { requiredKeys: [] },
);

test('an inverted facet lets through just the other rows', () => {
  const passes = ({ include = [], exclude = [], blank }: FacetChoice, value: string): boolean => {
    const isBlank = value === '';
    const isIn = include.length === 0 && blank !== 'only' ? true : include.includes(value) || (blank === 'only' && isBlank);
    return isIn && !exclude.includes(value) && !(blank === 'not' && isBlank);
  };
  const value = fc.constantFrom('', 'a', 'b', 'c');
  const named = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.uniqueArray(named, { maxLength: 2 }), fc.boolean(), fc.constantFrom(undefined, 'only' as const, 'not' as const), value, (values, isIncluded, blank, one) => {
      // What the lines of a facet can be set to: values to include or to exclude, and blanks beside them.
      fc.pre(values.length > 0 || blank !== undefined);
      fc.pre(isIncluded || blank !== 'only');
      const choice: FacetChoice = { [isIncluded ? 'include' : 'exclude']: values, ...(blank ? { blank } : {}) };
      expect(passes(invertFacet(choice), one)).toBe(!passes(choice, one));
    }),
  );
});

test('an address gives back the search that it was made of, ranges and all, also from a saved view', () => {
  const validate = recordsRoute.options.validateSearch as (raw: Record<string, unknown>) => RecordsSearch;
  const facets = fc.dictionary(fc.constantFrom('city', 'amount', 'custom:Tarifa'), anyChoice, { minKeys: 1 });
  fc.assert(
    fc.property(facets, fc.constantFrom(undefined, 'exact' as const, 'fuzzy' as const), fc.option(fc.constant(['city', 'email'])), (chosen, mode, fields) => {
      const search: RecordsSearch = { q: 'x', facets: chosen, ...(mode ? { mode } : {}), ...(fields ? { in: fields } : {}), sort: 'city', descending: true };
      expect(validate(JSON.parse(JSON.stringify(search)) as Record<string, unknown>)).toEqual(search);
    }),
  );
});

test('a field met twice in a file is numbered in the order of the file', () => {
  expect(
    renumber([
      { column: 'Móvil', field: 'phone.2' },
      { column: 'Fijo', field: 'phone' },
      { column: 'Tarifa', field: 'custom:Tarifa' },
      { column: 'Nada', field: null },
    ]),
  ).toEqual([
    { column: 'Móvil', field: 'phone' },
    { column: 'Fijo', field: 'phone.2' },
    { column: 'Tarifa', field: 'custom:Tarifa' },
    { column: 'Nada', field: null },
  ]);
});

test('time left is judged by the stage that runs', () => {
  const at = (atMs: number, stage: string, done: number) => ({ atMs, stage, done });
  expect(estimateRemaining([], 100)).toBeNull();
  expect(estimateRemaining([at(0, 'read', 0), at(500, 'read', 50)], 100)).toBeNull();
  expect(estimateRemaining([at(0, 'read', 0), at(2000, 'read', 50)], 100)).toBe(2000);
  expect(estimateRemaining([at(0, 'read', 0), at(9000, 'read', 900), at(9500, 'write', 10), at(11_500, 'write', 30)], 100)).toBe(7000);
});

test('the speed of a load is told in rows, once there is something to judge by', () => {
  const at = (atMs: number, done: number, rows?: number) => ({ atMs, stage: 'load', done, ...(rows === undefined ? {} : { rows }) });
  expect(rowsPerSecond([at(0, 0, 0), at(500, 5, 100)])).toBeNull();
  expect(rowsPerSecond([at(0, 0, 0), at(2000, 5, 90_000)])).toBe(45_000);
  expect(rowsPerSecond([at(0, 0), at(2000, 5)])).toBeNull();
  // Only the last ten seconds count.
  expect(rowsPerSecond([at(0, 0, 0), at(30_000, 5, 100), at(35_000, 6, 50_100)])).toBe(10_000);
});

test('today is the local calendar day', () => {
  expect(epochDayOf(new Date(2026, 0, 31, 23, 59).getTime())).toBe(Date.UTC(2026, 0, 31) / 86_400_000);
});

test('About names every library that ships', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> };
  expect(libraries.map((library) => library.name).toSorted()).toEqual([...Object.keys(dependencies), 'electron'].toSorted());
});
