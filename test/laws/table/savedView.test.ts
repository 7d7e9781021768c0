// Saved views survive being kept, and fit themselves to the fields that there are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldId } from '../../../shared/model/fields.ts';
import { everyRow, type Filter } from '../../../shared/table/query/Filter.ts';
import { parseFilter } from '../../../shared/table/query/parseFilter.ts';
import { changeColumn, cycleSort, fitView, moveColumn, parseView, plainView, type SavedView } from '../../../shared/table/query/SavedView.ts';

const field: fc.Arbitrary<FieldId> = fc.oneof(fc.constantFrom<FieldId[]>('email', 'phone.2', 'city', 'notes'), fc.string().map((name): FieldId => `custom:${name}`));
const end = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0));
const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    fc.record({ kind: fc.constant('equals' as const), field, values: fc.array(fc.string()) }),
    fc.record({ kind: fc.constantFrom('contains' as const, 'startsWith' as const), field, text: fc.string() }),
    fc.record({ kind: fc.constantFrom('blank' as const, 'missing' as const), field }),
    fc.record({ kind: fc.constantFrom('numberRange' as const, 'dateRange' as const), field, from: end, to: end }),
    fc.record({ kind: fc.constant('unreadable' as const), field, as: fc.constantFrom('number' as const, 'date' as const) }),
    fc.record({ kind: fc.constant('search' as const), text: fc.string(), fields: fc.array(field), fuzzy: fc.boolean() }),
    fc.record({ kind: fc.constant('rows' as const), set: fc.string() }),
    fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('filter') }),
  ),
}));
const anyView: fc.Arbitrary<SavedView> = fc.record({
  id: fc.string(),
  name: fc.string(),
  columns: fc.array(fc.record({ field, widthPx: fc.integer({ min: 48, max: 960 }), hidden: fc.boolean(), pinned: fc.boolean() })),
  filter: anyFilter,
  sort: fc.array(fc.record({ field, descending: fc.boolean() })),
});

// fast-check makes records without a prototype.
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a saved view', () => {
  it('comes back as it was kept', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseView(JSON.stringify(view))).toEqual(plain(view));
      }),
    );
  });

  it('is refused where it is something else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseView(text)).toBeUndefined();
      }),
    );
    const view = plainView('1', 'all', ['email']);
    for (const broken of [{ ...view, filter: { kind: 'erase' } }, { ...view, columns: [{ field: 'nothing', widthPx: 9 }] }, { ...view, sort: 'email' }, { ...view, id: 7 }]) {
      expect(parseView(JSON.stringify(broken))).toBeUndefined();
    }
    expect(parseView('{')).toBeUndefined();
  });

  it('has each field once, in its own order, with new fields last', () => {
    fc.assert(
      fc.property(anyView, fc.uniqueArray(field), (view, fields) => {
        const fitted = fitView(view, fields);
        expect(fitted.columns.map((column) => column.field).sort()).toEqual([...fields].sort());
        const kept = [...new Set(view.columns.map((column) => column.field))].filter((one) => fields.includes(one));
        expect(fitted.columns.slice(0, kept.length).map((column) => column.field)).toEqual(kept);
        expect(fitView(fitted, fields)).toEqual(fitted);
      }),
    );
  });

  it('moves, widens and hides columns', () => {
    const view = plainView('1', 'all', ['email', 'city', 'notes']);
    expect(moveColumn(view, 'notes', 0).columns.map((column) => column.field)).toEqual(['notes', 'email', 'city']);
    expect(moveColumn(view, 'email', 9).columns.map((column) => column.field)).toEqual(['city', 'notes', 'email']);
    expect(moveColumn(view, 'phone', 0)).toBe(view);
    expect(changeColumn(view, 'city', { widthPx: 5, hidden: true }).columns[1]).toEqual({ field: 'city', widthPx: 48, hidden: true, pinned: false });
  });

  it('sorts up, down and not at all, alone or beside others', () => {
    const up = cycleSort([], 'city', false);
    const down = cycleSort(up, 'city', false);
    expect([up, down, cycleSort(down, 'city', false)]).toEqual([[{ field: 'city', descending: false }], [{ field: 'city', descending: true }], []]);
    const both = cycleSort(up, 'email', true);
    expect(both.map((key) => key.field)).toEqual(['city', 'email']);
    expect(cycleSort(cycleSort(both, 'city', true), 'city', true)).toEqual([{ field: 'email', descending: false }]);
    expect(cycleSort(both, 'notes', false)).toEqual([{ field: 'notes', descending: false }]);
  });
});

describe('a kept filter', () => {
  it('is read back, unless it is nested without end', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseFilter(plain(filter))).toEqual(plain(filter));
      }),
    );
    let deep: Filter = everyRow;
    for (let i = 0; i < 1000; i++) deep = { kind: 'not', of: deep };
    expect(parseFilter(deep)).toBeUndefined();
  });
});
