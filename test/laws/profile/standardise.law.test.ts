// Standardising a field changes nothing a second time, touches no row that it does not list, and keeps what was delivered.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { ColumnReadings } from '../../../shared/profile/ColumnReadings.ts';
import { standardiseField } from '../../../shared/profile/standardise.ts';
import { standardWays, type StandardWay } from '../../../shared/profile/standardWays.ts';
import { correctColumn } from '../../../shared/table/correctColumn.ts';
import type { FieldView } from '../../../shared/table/FieldView.ts';
import { textsOf, type TextColumn } from '../../../shared/table/TextColumn.ts';
import { columnFrom } from '../../support/columns.ts';

const columns: Readonly<Partial<Record<FieldId, readonly string[]>>> = {
  phone: ['612 34 56 79', '0034 912345679', '020 7946 0958', '', '123', '612345679', '912345679 / 612345679'],
  email: ['Ana@X.es', ' ana@gmial.com', 'juan', 'N/A', 'ana@x.es'],
  fullName: ['GARCÍA LÓPEZ, JOSÉ', 'josé  garcia', 'Ana\u00a0Ruiz', 'MarÃ­a PÃ©rez'],
  postcode: ['8001', '28013', 'sw1a1aa', ''],
  taxId: ['12.345.679-s', '12345679', '1234567L', 'B12345674', 'x'],
  birthDate: ['5/3/1990', '31/12/1980', '13/02/1990', '1990-03-05', '31/02/1990'],
  city: ['MADRID', 'madrid', 'CÃ³rdoba', 'Córdoba', 'A Coruña'],
  'custom:Note': ['  a  b ', 'a b', 'Ã±'],
};
const countries = ['España', 'UK', ''];
const fields = Object.keys(columns) as FieldId[];

function readingsOf(view: FieldView, rows?: Uint32Array): ColumnReadings {
  return new ColumnReadings(view, { country: 'ES', today: 20_600 as never }, quietJob, { rows });
}

describe('standardising a field', () => {
  it('is done after one time, whatever the way, and lists every row that it changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields).chain((field) => fc.record({ field: fc.constant(field), cells: fc.array(fc.constantFrom(...columns[field]!), { minLength: 1, maxLength: 12 }) })),
        fc.array(fc.constantFrom(...countries), { minLength: 12, maxLength: 12 }),
        fc.constantFrom<StandardWay>(...standardWays),
        fc.boolean(),
        async ({ field, cells }, rowCountries, way, isArena) => {
          const country = columnFrom(cells.map((_, row) => rowCountries[row]!), isArena);
          const viewOf = (column: TextColumn): FieldView => ({ length: cells.length, fields: [field, 'country'], field: (id) => (id === field ? column : id === 'country' ? country : undefined) });
          const delivered = columnFrom(cells, isArena);
          const options = { way, minConfidence: 0.5 };
          const groups = await standardiseField(readingsOf(viewOf(delivered)), field, options, quietJob);
          const changes = groups.flatMap((group) => group.changes);
          const once = correctColumn(delivered, [{ kind: 'change', end: cells.length, changes }]);
          expect(textsOf(delivered)).toEqual(cells);
          const changed = textsOf(once).filter((text, row) => text !== cells[row]).length;
          expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(changed);
          expect(changes.reduce((sum, { count }) => sum + count, 0)).toBe(changed);
          // Dates are read by what the column shows, and a column of ISO dates shows the same days.
          expect(await standardiseField(readingsOf(viewOf(once)), field, options, quietJob)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads the same text by the country of its row', async () => {
    const phone = columnFrom(['612345679', '612345679'], false);
    const country = columnFrom(['España', 'France'], false);
    const view: FieldView = { length: 2, fields: ['phone', 'country'], field: (id) => (id === 'phone' ? phone : id === 'country' ? country : undefined) };
    const groups = await standardiseField(readingsOf(view), 'phone', { way: 'canonical', minConfidence: 0.5 }, quietJob);
    expect(groups.flatMap((group) => group.changes).map(({ after, rows }) => [after, rows])).toEqual([['+34612345679', [0]], ['+33612345679', [1]]]);
  });

  it('leaves out rows that are not selected', async () => {
    const city = columnFrom(['MADRID', 'SORIA'], false);
    const view: FieldView = { length: 2, fields: ['city'], field: (id) => (id === 'city' ? city : undefined) };
    const groups = await standardiseField(readingsOf(view, Uint32Array.of(1)), 'city', { way: 'capitals', minConfidence: 0.5 }, quietJob);
    expect(groups).toMatchObject([{ from: 'AAA', to: 'Aaa', rows: 1, changes: [{ before: 'SORIA', after: 'Soria', count: 1 }] }]);
  });
});
