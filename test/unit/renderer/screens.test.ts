// What the screens compute before they draw: letter differences, filters from addresses, mappings, time left.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diffText } from '../../../renderer/ui/diffText.ts';
import { buildQuery, tidyFacets } from '../../../renderer/screens/records/buildFilter.ts';
import { libraries } from '../../../renderer/screens/settings/libraries.ts';
import { renumber } from '../../../renderer/screens/sources/MappingTable.tsx';
import { estimateRemaining } from '../../../renderer/session/estimateRemaining.ts';
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
    expect(buildQuery({ q: 'garcía', fuzzy: true }, ['city', 'email']).filter).toEqual({ kind: 'all', of: [{ kind: 'search', text: 'garcía', fields: ['city', 'email'], fuzzy: true }] });
  });
  test('loses facets that choose nothing', () => {
    expect(tidyFacets({ city: { include: [] }, country: { exclude: ['FR'] } })).toEqual({ country: { exclude: ['FR'] } });
    expect(tidyFacets({ city: {} })).toBeUndefined();
  });
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

test('today is the local calendar day', () => {
  expect(epochDayOf(new Date(2026, 0, 31, 23, 59).getTime())).toBe(Date.UTC(2026, 0, 31) / 86_400_000);
});

test('About names every library that ships', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> };
  expect(libraries.map((library) => library.name).toSorted()).toEqual([...Object.keys(dependencies), 'electron'].toSorted());
});
