import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Survivorship, type Member } from '../../../shared/merge/survivorship.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../../shared/model/ids.ts';

const fields: FieldId[] = ['fullName', 'email', 'street', 'postcode', 'city', 'custom:Tarifa'];
const cell = fc.option(fc.constantFrom('', 'a', 'bb', 'ccc', ' a '), { nil: null });
const members = fc
  .uniqueArray(
    fc.record({
      row: fc.nat(50),
      trustRank: fc.integer({ min: 1, max: 3 }),
      knownOn: fc.option(fc.nat(3), { nil: null }),
      cells: fc.tuple(cell, cell, cell, cell, cell, cell),
    }),
    { minLength: 1, maxLength: 6, selector: (member) => member.row },
  )
  .map((list) => list as unknown as Member[]);
const validity = (_: FieldId, value: string): boolean => value !== 'bb';
const member = (row: number, cells: (string | null)[], knownOn: number | null = null, trustRank = 1): Member => ({
  row: row as RowId,
  source: 1 as SourceId,
  trustRank,
  knownOn: knownOn as EpochDay | null,
  cells,
});

describe('surviving values', () => {
  it('each stands in the member row that it names', () => {
    fc.assert(
      fc.property(members, (list) => {
        for (const { field, value, row } of new Survivorship(fields, null, validity).choose(list, [])) {
          expect(list.find((one) => one.row === row)!.cells[fields.indexOf(field)]).toBe(value);
        }
      }),
    );
  });

  it('do not depend on the order of the members', () => {
    fc.assert(
      fc.property(members, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = [...list].map((one) => ({ one, key: keys.next().value })).sort((a, b) => a.key - b.key).map(({ one }) => one);
        expect(new Survivorship(fields, null, validity).choose(shuffled, [])).toEqual(new Survivorship(fields, null, validity).choose(list, []));
      }),
    );
  });

  it('leave no field empty that some member fills, but for parts of a unit that another row won', () => {
    fc.assert(
      fc.property(members, (list) => {
        const filled = new Set(new Survivorship(fields, null, validity).choose(list, []).map(({ field }) => field));
        for (const field of ['fullName', 'email', 'custom:Tarifa'] as const) {
          const column = fields.indexOf(field);
          expect(filled.has(field)).toBe(list.some((one) => (one.cells[column] ?? '').trim() !== ''));
        }
      }),
    );
  });

  it('take the parts of an address from one row', () => {
    const values = new Survivorship(fields, null, validity).choose([member(1, [null, null, 'Mayor 1', '28001', '', null]), member(2, [null, null, 'Sol 2', '28002', 'Madrid', null])], []);
    expect(values.map(({ value, row, rule }) => [value, row, rule])).toEqual([
      ['Sol 2', 2, 'mostComplete'],
      ['28002', 2, 'mostComplete'],
      ['Madrid', 2, 'mostComplete'],
    ]);
  });

  it('prefer a valid e-mail, then the most recent, then the trusted source', () => {
    const mail = (list: Member[]) => new Survivorship(['email'], null, validity).choose(list, [])[0]!;
    expect(mail([member(1, ['bb'], 9), member(2, ['a'], 1)])).toMatchObject({ value: 'a', rule: 'validFirst' });
    expect(mail([member(1, ['a'], 1), member(2, ['ccc'], 2)])).toMatchObject({ value: 'ccc', rule: 'mostRecent' });
    expect(mail([member(1, ['a'], null, 2), member(2, ['ccc'], null, 1)])).toMatchObject({ value: 'ccc', rule: 'sourcePriority' });
  });

  it('give way to a pin', () => {
    const pinned = new Survivorship(fields, null, validity).choose([member(1, ['x', null, null, null, null, null])], [{ field: 'email', value: 'typed' }]);
    expect(pinned).toContainEqual({ field: 'email', value: 'typed', row: null, rule: 'pinned' });
  });
});
