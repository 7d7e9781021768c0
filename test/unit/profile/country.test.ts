import { epochDayOf } from '../../../shared/values/calendar.ts';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { guessCountry } from '../../../shared/profile/guessCountry.ts';
import { analyseTable } from '../../../shared/state/analyse/analyseTable.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

function viewOf(columns: { readonly [Field in FieldId]?: readonly string[] }): FieldView {
  const fields = Object.keys(columns) as FieldId[];
  const built = new Map(fields.map((field) => [field, columnOf(columns[field]!)]));
  return { length: built.get(fields[0]!)!.length, fields, field: (id) => built.get(id) };
}

describe('the home country of a table', () => {
  it.each<[string, { readonly [Field in FieldId]?: readonly string[] }]>([
    ['ES', { phone: ['912345679', '612345679'], postcode: ['28013', '8001'], province: ['Madrid', 'Gerona'] }],
    ['US', { phone: ['(310) 246-1501', '818-762-1221'], address: ['12 Main St', '4 Ventura Blvd'] }],
    ['GB', { postcode: ['SW1A 1AA', 'M1 1AE'], phone: ['020 7946 0958', '0161 496 0000'] }],
    ['AU', { postcode: ['2600', '3000'], province: ['nsw', 'vic'] }],
    ['PT', { country: ['Portugal', 'PT', 'España'], phone: ['912345679', '912345679', '912345679'] }],
    ['ES', { city: ['x', 'y'] }],
  ])('is %s by its values', (country, columns) => {
    expect(guessCountry(viewOf(columns)).country).toBe(country);
  });

  it('yields to the country that a row names', async () => {
    const view = viewOf({ country: ['España', 'UK', 'España', 'UK', 'España'], postcode: ['28013', 'SW1A 1AA', 'SW1', '28013', '28013'], phone: ['912345679', '020 7946 0958', '020 7946 0958', '912345679', '912345679'], province: ['Madrid', 'Kent', 'Madrid', 'Madrid', 'Sevilla'] });
    const { check, analysis } = await analyseTable(view, epochDayOf(2026, 6, 1), quietJob);
    const rowsOf = (id: string) => check.rules.find((rule) => rule.id === id)!.examples.map(({ row }) => row);
    expect(analysis.country).toBe('ES');
    expect(rowsOf('valid:phone')).toEqual([2, 3]);
    expect(rowsOf('valid:postcode')).toEqual([2, 3]);
    expect(rowsOf('postcodeProvince')).toEqual([4]);
    expect(analysis.columns.find(({ field }) => field === 'postcode')).toMatchObject({ distinct: 3, validity: { valid: 3, suspect: 0, invalid: 2, empty: 0 } });
  });
});
