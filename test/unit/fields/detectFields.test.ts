import { describe, expect, it } from 'vitest';
import { detectFields, type DetectOptions } from '../../../shared/fields/detectFields.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

function fieldsOf(columns: Record<string, string[]>, options?: DetectOptions): Record<string, string | undefined> {
  const names = Object.keys(columns);
  const table = { length: columns[names[0]!]!.length, columns: names.map((name) => ({ name, column: columnOf(columns[name]!) })) };
  return Object.fromEntries(detectFields(table, options).map(({ name, field }) => [name, field]));
}

const people = {
  'Nº cliente': Array.from({ length: 20 }, (_, i) => String(1001 + i)),
  Nombre: Array.from({ length: 20 }, (_, i) => ['Ana', 'Luis', 'María', 'Íñigo'][i % 4]!),
  Apellidos: Array.from({ length: 20 }, (_, i) => ['García Peña', 'Núñez', 'López de Haro', 'Ruiz'][i % 4]!),
  'F. nacimiento': Array.from({ length: 20 }, (_, i) => `0${1 + (i % 9)}/11/${1950 + i * 2}`),
  'Correo electrónico': Array.from({ length: 20 }, (_, i) => `cliente${i}@ejemplo.es`),
  Móvil: Array.from({ length: 20 }, (_, i) => `6${String(11223344 + i * 977)}`),
};

describe('detecting fields', () => {
  it('reads Spanish headers', () => {
    expect(fieldsOf(people)).toEqual({
      'Nº cliente': 'customerId',
      Nombre: 'givenName',
      Apellidos: 'surname',
      'F. nacimiento': 'birthDate',
      'Correo electrónico': 'email',
      Móvil: 'phone',
    });
  });

  it('finds by their values alone what looks like nothing else', () => {
    const found = fieldsOf(
      {
        a: people['Correo electrónico'],
        b: people['F. nacimiento'],
        c: Array.from({ length: 20 }, () => 'ES91 2100 0418 4502 0005 1332'),
        d: Array.from({ length: 20 }, (_, i) => `Calle Mayor ${i + 1}`),
        e: Array.from({ length: 20 }, (_, i) => `+34 6${String(11223344 + i)}`),
        f: ['12345678Z', '00000000T', 'X1234567L', '87654321X', 'B12345674'].flatMap((id) => [id, id, id, id]),
      },
      { useHeaders: false },
    );
    expect(found).toEqual({ a: 'email', b: 'birthDate', c: 'iban', d: 'address', e: 'phone', f: 'taxId' });
  });

  it('believes the values when a header lies', () => {
    const found = fieldsOf({ 'Email Address': people['F. nacimiento'], Phone: people['Correo electrónico'] });
    expect(found).toEqual({ 'Email Address': 'birthDate', Phone: 'email' });
  });

  it('takes versions and addresses of machines for no amounts (1.0.1 was one)', () => {
    const amounts = ['1.234,50', '12.345,00', '7,25', '1.000.000,00', '99,90', '3.141,59'];
    expect(fieldsOf({ importes: amounts, versión: ['1.0.1', '4.22.0', '23.2.2', '0.11.10', '6.0.0', '3.0.1'], ip: ['10.0.0.1', '10.0.0.2', '192.168.0.1', '8.8.8.8', '1.1.1.1', '127.0.0.1'] })).toEqual({ importes: 'amount', versión: undefined, ip: undefined });
  });

  it('numbers a field that is met again, the fuller column first', () => {
    const sparse = people.Móvil.map((phone, i) => (i < 5 ? phone : ''));
    expect(fieldsOf({ 'Teléfono 1': sparse, 'Teléfono 2': people.Móvil })).toEqual({ 'Teléfono 1': 'phone.2', 'Teléfono 2': 'phone' });
  });

  it('does not read excluded columns and leaves empty ones open', () => {
    expect(fieldsOf({ a: people.Móvil, email: people['Correo electrónico'] }, { exclude: new Set([1]) })).not.toHaveProperty('email');
    expect(fieldsOf({ zzz: ['', '', ''] })).toEqual({ zzz: undefined });
  });

  it('takes "name" for the given name only beside a surname', () => {
    const names = ['Ana Ruiz', 'Luis Peña', 'Eva Sanz'];
    expect(fieldsOf({ nombre: names })).toEqual({ nombre: 'fullName' });
    expect(fieldsOf({ nombre: ['Ana', 'Luis', 'Eva'], ciudad: ['Vigo', 'Lugo', 'León'] })).toEqual({ nombre: 'fullName', ciudad: 'city' });
    expect(fieldsOf({ nombre: ['Ana', 'Luis', 'Eva'], apellidos: ['Ruiz', 'Peña', 'Sanz'] })).toEqual({ nombre: 'givenName', apellidos: 'surname' });
  });

  it('takes "name" for the surname only beside a given name', () => {
    const words = ['Ruiz', 'Peña', 'Sanz'];
    expect(fieldsOf({ id: ['1', '2', '3'], name: words, city: ['Vigo', 'Lugo', 'León'] })).toMatchObject({ name: 'fullName' });
    expect(fieldsOf({ name: ['Ana Ruiz', 'Luis Peña', 'Eva Sanz'] })).toEqual({ name: 'fullName' });
    expect(fieldsOf({ vorname: ['Ana', 'Luis', 'Eva'], name: words })).toEqual({ vorname: 'givenName', name: 'surname' });
    expect(fieldsOf({ prenom: ['Ana', 'Luis', 'Eva'], nom: words })).toEqual({ prenom: 'givenName', nom: 'surname' });
  });
});
