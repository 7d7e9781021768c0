import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { distinctValues } from '../../../shared/profile/distinctValues.ts';
import { profileTable } from '../../../shared/profile/profileTable.ts';
import type { ColumnProfile } from '../../../shared/profile/profileColumn.ts';
import { patternOf } from '../../../shared/profile/valuePattern.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { valueText } from '../../../shared/table/TextColumn.ts';
import { columnOf, toArena } from '../../../shared/table/TextColumnBuilder.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';

const context = { country: 'ES', today: epochDayOf(2026, 6, 1) };

export function viewOf(columns: { readonly [Field in FieldId]?: readonly (string | undefined)[] }, arena = false): FieldView {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, arena ? toArena(columnOf(columns[field]!)) : columnOf(columns[field]!)]));
  return { length: built.get(fields[0]!)!.length, fields, field: (id) => built.get(id) };
}

async function profileOf(field: FieldId, values: readonly (string | undefined)[]): Promise<ColumnProfile> {
  return (await profileTable(viewOf({ [field]: values }), { context }, quietJob)).columns[0]!;
}

describe('distinct values', () => {
  const texts = fc.array(fc.oneof(fc.constantFrom('', 'a', 'A', 'ñ', 'García', '😀'), fc.string({ maxLength: 3 })), { maxLength: 200 });
  it('are counted like a map counts them, in both layouts, for any selection', () => {
    fc.assert(fc.property(texts, fc.boolean(), fc.boolean(), (values, arena, half) => {
      const column = arena ? toArena(columnOf(values)) : columnOf(values);
      const rows = half ? Uint32Array.from(values.map((_, row) => row).filter((row) => row % 2 === 0)) : undefined;
      const slow = new Map<string, number>();
      values.forEach((text, row) => {
        if (!half || row % 2 === 0) slow.set(text, (slow.get(text) ?? 0) + 1);
      });
      const distinct = distinctValues(column, rows);
      const fast = new Map<string, number>();
      for (let value = 0; value < distinct.length; value++) if (distinct.counts[value]! > 0) fast.set(valueText(column, distinct.stored[value]!), distinct.counts[value]!);
      expect(fast).toEqual(slow);
      values.forEach((text, row) => {
        if (!half || row % 2 === 0) expect(valueText(column, distinct.stored[distinct.ofRow[row]!]!)).toBe(text);
      });
    }));
  });
});

describe('patterns', () => {
  it.each([['García López', 'Aaa Aaa'], ['GARCÍA', 'AAA'], ['12345678Z', '99999999A'], ['ana@x.es', 'aaa@a.aa'], ['A-12', 'A-99'], ['McDonald', 'AaAaa'], ['  x', ' a'], ['', ''], ['3ºB', '9ºA'], ['ñandú', 'aaa'], ['Ab', 'Aa']])('of %j is %j', (text, pattern) => {
    expect(patternOf(columnOf([text]), 0)).toBe(pattern);
  });
  it('stay short', () => {
    expect(patternOf(columnOf(['1a'.repeat(200)]), 0).length).toBeLessThan(60);
  });
});

describe('the profile of a column', () => {
  it('counts filled, blank, stand-ins, distinct and unique', async () => {
    const profile = await profileOf('city', ['Madrid', 'Madrid', 'Sevilla', '', undefined, 'N/A', '   ', 'Soria']);
    expect(profile).toMatchObject({ rows: 8, filled: 4, placeholders: 1, blank: 3, distinct: 3, unique: 2, validity: { valid: 4, suspect: 0, invalid: 0, empty: 4 } });
    expect(profile.topValues[0]).toEqual({ value: 'Madrid', count: 2 });
    expect(profile.lengths).toEqual({ min: 5, max: 7, mean: 6 });
  });

  it('adds up for any values', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom('', 'N/A', '28013', 'x@y.es'), fc.string({ maxLength: 6 }))), fc.constantFrom<FieldId>('email', 'custom:x', 'postcode', 'amount', 'birthDate'), async (values, field) => {
      const profile = await profileOf(field, values);
      expect(profile.filled + profile.placeholders + profile.blank).toBe(values.length);
      expect(profile.patterns.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(profile.filled);
      if (profile.validity !== null) expect(profile.validity.valid + profile.validity.suspect + profile.validity.invalid + profile.validity.empty).toBe(values.length);
    }), { numRuns: 60 });
  });

  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
  it.each<[string, (index: number) => string]>([
    ['number', (index) => `${(index * 37) % 1000},5`],
    ['date', (index) => `${String(1 + (index % 28)).padStart(2, '0')}/0${1 + (index % 9)}/2020`],
    ['email', (index) => `ana${index}@empresa.es`],
    ['phone', (index) => `61234${String(1000 + index)}`],
    ['identifier', (index) => String(1000 + index)],
    ['category', (index) => ['oro', 'plata', 'bronce'][index % 3]!],
    ['boolean', (index) => (index % 2 === 0 ? 'Sí' : 'No')],
    ['website', (index) => `www.empresa${index}.es`],
    ['constant', () => 'x'],
    ['text', (index) => `Llamar a las ${index % 24} ${'abcdefghij'[index % 10]!} ${index % 7 === 0 ? 'tarde' : `mañana ${index}`}`],
  ])('tells a column of %s by its values', async (kind, make) => {
    expect((await profileOf('custom:c', many(300, make))).kind).toBe(kind);
  });

  it('finds the range and the outliers of numbers', async () => {
    const profile = await profileOf('amount', [...many(100, (index) => `${index + 1},00`), '1.000.000,00']);
    expect(profile.numbers).toMatchObject({ count: 101, min: 1, max: 1_000_000, outliers: 1, outlierExamples: ['1.000.000,00'], quartiles: [26, 51, 76] });
  });

  it('finds the range and the order of dates', async () => {
    const profile = await profileOf('createdOn', ['02/13/2020', '01/02/2021', '12/31/2019', '01/01/1900']);
    expect(profile.dates).toMatchObject({ count: 3, min: '2019-12-31', max: '2021-01-02', order: 'mdy' });
  });

  it('names rare shapes among one main shape', async () => {
    const profile = await profileOf('custom:code', [...many(400, (index) => `A-${1000 + index}`), 'B1234']);
    expect(profile.oddPatterns).toEqual([{ pattern: 'A9999', count: 1, example: 'B1234' }]);
  });

  it('is the same for both layouts and is plain JSON', async () => {
    const values = many(50, (index) => ['Madrid', 'N/A', '', `Soria ${index}`][index % 4]!);
    const dictionary = await profileTable(viewOf({ city: values }), { context }, quietJob);
    const arena = await profileTable(viewOf({ city: values }, true), { context }, quietJob);
    expect(arena).toEqual(dictionary);
    expect(JSON.parse(JSON.stringify(dictionary))).toEqual(dictionary);
  });
});
