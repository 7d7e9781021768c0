import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalFields } from '../../../shared/model/fields.ts';
import type { CanonicalField } from '../../../shared/model/fields.ts';
import { epochDayOf } from '../../../shared/values/calendar.ts';
import { readValue } from '../../../shared/values/readValue.ts';
import type { ReadContext, Validity } from '../../../shared/values/reading.ts';

const spain: ReadContext = { country: 'ES', today: epochDayOf(2026, 6, 1) };
const contexts: ReadContext[] = [spain, { country: 'GB' }, { country: 'US' }, { country: 'FR', decimal: ',' }];

const likely = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789 -/.,+()ABCXYZñáéºª@#&abcdeilmnorstuxz\'')), maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom('María', 'de', 'la', 'Peña', 'GARCÍA', 'lópez', 'Ana', 'y', 'S.L.', 'C/', 'Calle', 'Mayor', '12', '3º', 'B', 'nº', 'bajo', 's/n', 'km', ',', ',', '-', 'esc', 'kalea', 'Street', 'St', 'Flat', '28013', 'Madrid', 'a@b.es', 'www.x.es', '12/03/1990', '1.234,56', '€', 'Ã±', 'NU?EZ', 'Fco.', 'Mª', 'Gran', 'Vía', 'Smith', 'John', 'San', 'i', 'Dr.', 'del', 'Carmen', 'Inc', 'GmbH', 'Fundación', 'piso', 'pol', 'ind', '2', 'puerta'),
      { maxLength: 7 },
    )
    .map((words) => words.join(' ')),
);

describe('reading any value', () => {
  it.each(canonicalFields)('standardises %s once and for all', (field) => {
    fc.assert(
      fc.property(likely, fc.constantFrom(...contexts), (text, context) => {
        const reading = readValue(field, text, context);
        expect(readValue(field, reading.canonical, context).canonical).toBe(reading.canonical);
      }),
      { numRuns: 400 },
    );
  });

  it('gives empty values no canonical form, and others one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...canonicalFields), likely, (field, text) => {
        const reading = readValue(field, text, spain);
        expect(reading.canonical === '').toBe(reading.validity === 'empty');
        if (text === '') expect(reading.validity).toBe('empty');
      }),
      { numRuns: 2000 },
    );
  });

  const cases: [CanonicalField, string, Validity, string][] = [
    ['email', 'Ana.Ruiz@Empresa.es', 'valid', 'ana.ruiz@empresa.es'],
    ['email', 'sin email', 'empty', ''],
    ['phone', '91 234 56 79', 'valid', '+34912345679'],
    ['taxId', '12.345.679-S', 'valid', '12345679S'],
    ['birthDate', '12/03/1985', 'valid', '1985-03-12'],
    ['birthDate', '31/02/1990', 'invalid', '31/02/1990'],
    ['birthDate', '01/01/1900', 'suspect', '1900-01-01'],
    ['birthDate', '12/03/2030', 'invalid', '2030-03-12'],
    ['createdOn', '0000-00-00', 'empty', ''],
    ['postcode', '8001', 'suspect', '08001'],
    ['province', 'GERONA', 'valid', 'Girona'],
    ['city', 'Coruña, A', 'valid', 'A Coruña'],
    ['country', 'EE.UU.', 'valid', 'US'],
    ['country', 'Reino Unido', 'valid', 'GB'],
    ['country', 'Deutschland', 'valid', 'DE'],
    ['amount', '1.234,56 €', 'valid', '1234.56'],
    ['gender', 'Mujer', 'valid', 'female'],
    ['language', 'Castellano', 'valid', 'es'],
    ['website', 'WWW.Empresa.es/', 'valid', 'https://www.empresa.es'],
    ['houseNumber', 'nº 12 bis', 'valid', '12 bis'],
    ['fullName', 'GARCÍA LÓPEZ, MARÍA JOSÉ', 'valid', 'María José García López'],
    ['companyName', 'TALLERES RUIZ S. L.', 'valid', 'Talleres Ruiz, S.L.'],
    ['address', 'C/ MAYOR, 12 3ºB', 'valid', 'Calle Mayor 12, 3º B'],
    ['notes', 'N/A', 'empty', ''],
  ];
  it.each(cases)('reads %s %j as %s %j', (field, text, validity, canonical) => {
    const reading = readValue(field, text, spain);
    expect([reading.validity, reading.canonical]).toEqual([validity, canonical]);
  });
});
