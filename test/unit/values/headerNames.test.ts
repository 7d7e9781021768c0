import { describe, expect, it } from 'vitest';
import { canonicalFields } from '../../../shared/model/fields.ts';
import { fieldsByHeader, headerKey, headerNames } from '../../../shared/values/headerNames.ts';

function meant(header: string): string | undefined {
  return fieldsByHeader.get(headerKey(header))?.[0]?.field;
}

describe('header names', () => {
  it('know every canonical field', () => {
    for (const field of canonicalFields) expect(headerNames[field].length).toBeGreaterThan(20);
  });

  it('are header keys themselves', () => {
    for (const list of Object.values(headerNames)) for (const { name } of list) expect(headerKey(name)).toBe(name);
  });

  it('claim a name surely for one field only', () => {
    for (const [name, fields] of fieldsByHeader) {
      if (fields.length > 1) expect([name, ...fields.map((one) => one.weight)]).toEqual([name, ...fields.map(() => 0.55)]);
    }
  });

  it.each([
    ['Fecha de nacimiento', 'birthDate'], ['F. Nac.', 'birthDate'], ['DOB', 'birthDate'], ['D.O.B.', 'birthDate'],
    ['N.I.F.', 'taxId'], ['NIF/CIF', 'taxId'], ['DNI/NIE', 'taxId'], ['VAT number', 'taxId'],
    ['Razón Social', 'companyName'], ['C.P.', 'postcode'], ['Código Postal', 'postcode'], ['ZIP', 'postcode'], ['PLZ', 'postcode'],
    ['E-mail', 'email'], ['emailAddress', 'email'], ['correo_electronico', 'email'], ['Teléfono', 'phone'], ['Tfno.', 'phone'], ['Handynummer', 'phone'],
    ['PRIMER APELLIDO', 'surname'], ['Apellido2', 'surname2'], ['2º apellido', 'surname2'], ['first_name', 'givenName'], ['LastName', 'surname'],
    ['Nombre y apellidos', 'fullName'], ['Població', 'city'], ['Adreça', 'address'], ['Enderezo', 'address'], ['Indirizzo', 'address'],
    ['Data de nascimento', 'birthDate'], ['Última compra', 'lastPurchaseOn'], ['last_contact_date', 'lastContactOn'], ['Fecha alta', 'createdOn'],
    ['updatedAt', 'updatedOn'], ['Consentimiento RGPD', 'consentOn'], ['País', 'country'], ['Umsatz', 'amount'], ['Observaciones', 'notes'], ['NºCliente', 'customerId'],
  ])('read %s as %s', (header, field) => {
    expect(meant(header)).toBe(field);
  });
});
