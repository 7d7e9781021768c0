// The three source systems of the sample: what their columns are called and how they write names, dates and money.
import { addressLine } from './customers.ts';
import { dateTime, isoDate, partsOf, spanishDate, type DateParts } from './dates.ts';
import type { Draft, Source } from './drafts.ts';

export type SourceLayout = {
  readonly file: string;
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252';
  readonly delimiter: string;
  readonly lineBreak: '\n' | '\r\n';
  readonly headers: readonly string[];
  /** The cells of a row; `number` is its running number in the source, from 1. */
  readonly cells: (draft: Draft, number: number) => string[];
};

const maybe = (day: number | undefined, write: (parts: DateParts) => string): string => (day === undefined ? '' : write(partsOf(day)));

function fullSurname(draft: Draft): string {
  return [draft.surname, draft.surname2].filter((part) => part !== '').join(' ');
}

/** 1.234,56 */
function spanishNumber(amount: number): string {
  const [whole, cents] = amount.toFixed(2).split('.');
  return `${whole!.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${cents!}`;
}

function birthOf(draft: Draft, write: (parts: DateParts) => string): string {
  return draft.birthText ?? (draft.birth === undefined ? '' : write(draft.birth));
}

function onlineName(draft: Draft): string {
  if (draft.company !== '') return draft.company;
  const surname = fullSurname(draft);
  if (draft.givenFirst) return `${draft.given} ${surname}`;
  if (surname === '' && draft.given === '') return '';
  return `${surname}, ${draft.given}`;
}

export const sourceLayouts: Readonly<Record<Source, SourceLayout>> = {
  crm: {
    file: 'crm.csv',
    encoding: 'utf-8',
    delimiter: ',',
    lineBreak: '\n',
    headers: [
      'id', 'first_name', 'last_name', 'company', 'vat_number', 'email', 'phone', 'address', 'postcode', 'city', 'province', 'country',
      'date_of_birth', 'gender', 'language', 'created_at', 'updated_at', 'verified_on', 'last_contact', 'marketing_consent', 'consent_date', 'segment', 'notes',
    ],
    cells: (draft, number) => [
      `CRM-${String(10_000 + number)}`,
      draft.given,
      fullSurname(draft),
      draft.company,
      draft.taxId,
      draft.email,
      draft.phone,
      draft.addressText,
      draft.postcode,
      draft.city,
      draft.province,
      draft.country === 'España' ? 'Spain' : draft.country,
      birthOf(draft, isoDate),
      draft.truth.gender,
      draft.truth.language,
      maybe(draft.createdOn, isoDate),
      maybe(draft.updatedOn, isoDate),
      maybe(draft.verifiedOn, isoDate),
      maybe(draft.lastContactOn, isoDate),
      draft.consents ? 'yes' : 'no',
      maybe(draft.consentOn, isoDate),
      draft.truth.kind === 'organisation' ? 'business' : draft.amount > 2500 ? 'premium' : 'consumer',
      draft.notes,
    ],
  },
  facturacion: {
    file: 'facturacion.csv',
    encoding: 'windows-1252',
    delimiter: ';',
    lineBreak: '\r\n',
    headers: [
      'Código cliente', 'Nombre', 'Primer apellido', 'Segundo apellido', 'Razón social', 'NIF/CIF', 'Correo electrónico', 'Teléfono', 'Domicilio', 'C.P.',
      'Población', 'Provincia', 'País', 'Fecha nacimiento', 'IBAN', 'Fecha alta', 'Fecha modificación', 'Última compra', 'Importe anual', 'Observaciones',
    ],
    cells: (draft, number) => [
      String(430_000_000 + number),
      draft.given,
      draft.surname,
      draft.surname2,
      draft.company,
      draft.taxId,
      draft.email,
      draft.phone,
      draft.addressText,
      draft.postcode,
      draft.city,
      draft.province,
      draft.country === 'United Kingdom' ? 'Reino Unido' : draft.country === 'Ireland' ? 'Irlanda' : draft.country,
      birthOf(draft, spanishDate),
      draft.iban,
      maybe(draft.createdOn, spanishDate),
      maybe(draft.updatedOn, spanishDate),
      maybe(draft.lastPurchaseOn, spanishDate),
      spanishNumber(draft.amount),
      draft.notes,
    ],
  },
  'tienda-online': {
    file: 'tienda-online.csv',
    encoding: 'utf-8-bom',
    delimiter: ',',
    lineBreak: '\n',
    headers: [
      'ID_CLIENTE', 'APELLIDOS, NOMBRE', 'DNI/CIF', 'EMAIL', 'ESTADO_EMAIL', 'MOVIL', 'DIRECCION_ENVIO', 'COD_POSTAL', 'CIUDAD', 'PAIS', 'F_NACIMIENTO',
      'FECHA_REGISTRO', 'ULTIMA_ACTUALIZACION', 'ULTIMO_PEDIDO', 'NUM_PEDIDOS', 'TOTAL_GASTADO', 'ACEPTA_PUBLICIDAD', 'FECHA_CONSENTIMIENTO', 'COMENTARIOS',
    ],
    cells: (draft, number) => [
      `W${String(70_000 + number)}`,
      onlineName(draft),
      draft.taxId,
      draft.email,
      draft.bounced ? 'REBOTADO' : draft.email === '' ? '' : 'ACTIVO',
      draft.phone,
      draft.addressText,
      draft.postcode,
      draft.city,
      draft.country === 'España' ? 'ES' : draft.country === 'Ireland' ? 'IE' : 'GB',
      birthOf(draft, spanishDate),
      maybe(draft.createdOn, (parts) => dateTime(parts, (number * 37) % 1440)),
      maybe(draft.updatedOn, (parts) => dateTime(parts, (number * 53) % 1440)),
      maybe(draft.lastPurchaseOn, spanishDate),
      String(draft.orders),
      draft.amount.toFixed(2),
      draft.consents ? 'SI' : 'NO',
      maybe(draft.consentOn, spanishDate),
      draft.notes,
    ],
  },
};

/** How a source writes an address by its own habit. */
export function habitualAddress(draft: Pick<Draft, 'source' | 'address'>): string {
  const { source, address } = draft;
  if (source === 'facturacion' && address.type === 'Calle') return addressLine(address, 'C/');
  if (source === 'tienda-online' && address.type === 'Avenida') return addressLine(address, 'Avda.');
  return addressLine(address);
}
