// How CRM and ERP systems want customers: files, headers, value formats, what must be there and how long it may be.
// From the systems' own import guides: Salesforce Data Loader, HubSpot imports, Dynamics 365 import templates, Odoo's
// res.partner import; the ERP profile is the common ground of customer master imports.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import type { CrmKind } from '../model/exportProfile.ts';
import { readPersonName } from '../values/personName.ts';
import type { ReadContext } from '../values/reading.ts';
import { readValue } from '../values/readValue.ts';
import { csvStyles, type CsvStyle } from './writeCsv.ts';

/** One golden record as a profile sees it. */
export interface CrmRecord {
  readonly id: string;
  /** The record's id in the system itself, where it came from there; '' else. */
  readonly ownId: string;
  text(field: FieldId): string;
  context(field: FieldId): ReadContext;
}

export type CrmColumn = {
  readonly header: string;
  readonly value: (record: CrmRecord) => string;
  readonly required?: true;
  /** Characters that the system keeps. */
  readonly most?: number;
  /** The field that a value of this column is taken back into; none where the column is made of several. */
  readonly field?: FieldId;
};

/** One file of a profile; a system that keeps persons and companies apart gets one for each. */
export type CrmFile = { readonly name: string; readonly takes: 'all' | 'persons' | 'organisations'; readonly columns: readonly CrmColumn[] };

export type CrmProfile = {
  readonly kind: CrmKind;
  readonly style: CsvStyle;
  readonly files: readonly CrmFile[];
  /** Headers of the list of merges: the record that stays, the one that goes into it. */
  readonly merge: readonly [master: string, loser: string];
  /** Headers under which the system gives the ids back: ours, and its own. */
  readonly idHeader: string;
  readonly ownIdHeader: string;
};

/** Why a record cannot go into the file as it is. */
export type CrmProblem = { readonly id: string; readonly header: string; readonly kind: 'missing' | 'tooLong' | 'notValid'; readonly value: string };

const text = (header: string, field: CanonicalField, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field, value: (record) => record.text(field).trim(), ...more });

/** The value in its one spelling; as it stands where it has none. */
function canonical(record: CrmRecord, field: FieldId, as: CanonicalField): string {
  const raw = record.text(field).trim();
  return raw === '' ? '' : readValue(as, raw, record.context(field)).canonical || raw;
}

const canon = (header: string, field: CanonicalField, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field, value: (record) => canonical(record, field, field), ...more });

/** An international number as +34600111222; the second is the other one that the record has. */
const phone = (header: string, field: FieldId = 'phone', more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field, value: (record) => canonical(record, field, 'phone'), ...more });

const asIs = (iso: string): string => iso;
/** Shown otherwise than as year-month-day it is not taken back: 03/04 beside the dates of other sources would turn days and months round. */
const day = (header: string, field: CanonicalField, show: (iso: string) => string = asIs): CrmColumn => ({
  header,
  ...(show === asIs ? { field } : {}),
  value: (record) => {
    const iso = canonical(record, field, field);
    return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? show(iso) : '';
  },
});

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

function countryCode(record: CrmRecord): string {
  const code = canonical(record, 'country', 'country');
  return /^[A-Z]{2}$/.test(code) ? code : '';
}

const countryName = (header: string): CrmColumn => ({ header, field: 'country', value: (record) => (countryCode(record) === '' ? record.text('country').trim() : (names.of(countryCode(record)) ?? countryCode(record))) });
const country2 = (header: string, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field: 'country', value: countryCode, ...more });

function givenName(record: CrmRecord): string {
  const given = record.text('givenName').trim();
  return given !== '' || record.text('surname').trim() !== '' ? given : readPersonName(record.text('fullName'), record.context('fullName')).parts.given;
}

function surnames(record: CrmRecord): string {
  const own = [record.text('surname'), record.text('surname2')].map((one) => one.trim()).filter(Boolean).join(' ');
  if (own !== '' || record.text('givenName').trim() !== '') return own;
  const { given, surname, surname2 } = readPersonName(record.text('fullName'), record.context('fullName')).parts;
  const read = [surname, surname2].filter(Boolean).join(' ');
  // A single name is taken for the surname: systems insist on that one.
  return read !== '' || given !== '' ? read : record.text('fullName').trim();
}

function wholeName(record: CrmRecord): string {
  const composed = [givenName(record), surnames(record)].filter(Boolean).join(' ');
  return record.text('fullName').trim() || composed || record.text('companyName').trim();
}

function streetLine(record: CrmRecord): string {
  const street = [record.text('street'), record.text('houseNumber')].map((one) => one.trim()).filter(Boolean).join(' ');
  return street !== '' ? street : record.text('address').trim();
}

/** Spanish ids get the country in front, as VAT numbers have it. */
function vatNumber(record: CrmRecord): string {
  const id = canonical(record, 'taxId', 'taxId');
  if (id === '' || /^[A-Z]{2}\d|^[A-Z]{2}[A-Z0-9]{8,}$/.test(id)) return id;
  return `${countryCode(record) || 'ES'}${id}`;
}

/** A company rather than a person: it has a company's name and no person's. */
export function isOrganisation(record: CrmRecord): boolean {
  return record.text('companyName').trim() !== '' && ['fullName', 'givenName', 'surname'].every((field) => record.text(field as FieldId).trim() === '');
}

const own = (header: string): CrmColumn => ({ header, value: (record) => record.ownId });
const id = (header: string): CrmColumn => ({ header, value: (record) => record.id, required: true });
const given = (header: string, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field: 'givenName', value: givenName, ...more });
const surname = (header: string, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field: 'surname', value: surnames, ...more });
const street = (header: string, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, field: 'street', value: streetLine, ...more });
const whole = (header: string, more: Partial<CrmColumn> = {}): CrmColumn => ({ header, value: wholeName, ...more });

const compact = (iso: string): string => iso.replaceAll('-', '');
const monthFirst = (iso: string): string => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`;

export const crmProfiles: Readonly<Record<CrmKind, CrmProfile>> = {
  salesforce: {
    kind: 'salesforce',
    style: csvStyles.rfc4180,
    idHeader: 'Fichero_Id__c',
    ownIdHeader: 'Id',
    merge: ['MasterRecordId', 'MergeRecordId'],
    files: [
      {
        name: 'salesforce-contacts',
        takes: 'persons',
        columns: [
          id('Fichero_Id__c'), own('Id'), given('FirstName', { most: 40 }), surname('LastName', { required: true, most: 80 }), canon('Email', 'email', { most: 80 }), phone('Phone', 'phone', { most: 40 }), phone('MobilePhone', 'phone.2', { most: 40 }),
          street('MailingStreet', { most: 255 }), text('MailingCity', 'city', { most: 40 }), text('MailingState', 'province', { most: 80 }), text('MailingPostalCode', 'postcode', { most: 20 }), countryName('MailingCountry'), day('Birthdate', 'birthDate'), text('Description', 'notes', { most: 32_000 }),
        ],
      },
      {
        name: 'salesforce-accounts',
        takes: 'organisations',
        columns: [
          id('Fichero_Id__c'), own('Id'), text('Name', 'companyName', { required: true, most: 255 }), phone('Phone', 'phone', { most: 40 }), text('Website', 'website', { most: 255 }), street('BillingStreet', { most: 255 }), text('BillingCity', 'city', { most: 40 }),
          text('BillingState', 'province', { most: 80 }), text('BillingPostalCode', 'postcode', { most: 20 }), countryName('BillingCountry'), text('Description', 'notes', { most: 32_000 }),
        ],
      },
    ],
  },
  hubspot: {
    kind: 'hubspot',
    style: csvStyles.rfc4180,
    idHeader: 'Fichero ID',
    ownIdHeader: 'Record ID',
    merge: ['Primary Record ID', 'Merged Record ID'],
    files: [
      {
        name: 'hubspot-contacts',
        takes: 'persons',
        columns: [
          id('Fichero ID'), own('Record ID'), canon('Email', 'email', { required: true }), given('First Name'), surname('Last Name'), phone('Phone Number'), phone('Mobile Phone Number', 'phone.2'), text('Company Name', 'companyName'), street('Street Address'), text('City', 'city'),
          text('State/Region', 'province'), text('Postal Code', 'postcode'), countryName('Country/Region'), day('Date of Birth', 'birthDate'), canon('Preferred language', 'language'),
        ],
      },
      {
        name: 'hubspot-companies',
        takes: 'organisations',
        columns: [id('Fichero ID'), own('Record ID'), text('Name', 'companyName', { required: true }), text('Company Domain Name', 'website'), phone('Phone Number'), street('Street Address'), text('City', 'city'), text('State/Region', 'province'), text('Postal Code', 'postcode'), countryName('Country/Region')],
      },
    ],
  },
  dynamics: {
    kind: 'dynamics',
    style: { ...csvStyles.rfc4180, bom: true },
    idHeader: 'Fichero Id',
    ownIdHeader: '(Do Not Modify) Id',
    merge: ['Master Id', 'Subordinate Id'],
    files: [
      {
        name: 'dynamics-contacts',
        takes: 'persons',
        columns: [
          own('(Do Not Modify) Id'), id('Fichero Id'), given('First Name', { most: 50 }), surname('Last Name', { required: true, most: 50 }), canon('Email', 'email', { most: 100 }), phone('Business Phone', 'phone', { most: 50 }), phone('Mobile Phone', 'phone.2', { most: 50 }),
          street('Address 1: Street 1', { most: 250 }), text('Address 1: City', 'city', { most: 80 }), text('Address 1: State/Province', 'province', { most: 50 }), text('Address 1: ZIP/Postal Code', 'postcode', { most: 20 }), countryName('Address 1: Country/Region'), day('Birthday', 'birthDate', monthFirst),
        ],
      },
      {
        name: 'dynamics-accounts',
        takes: 'organisations',
        columns: [
          own('(Do Not Modify) Id'), id('Fichero Id'), text('Account Name', 'companyName', { required: true, most: 160 }), phone('Main Phone', 'phone', { most: 50 }), canon('Email', 'email', { most: 100 }), text('Website', 'website', { most: 200 }), street('Address 1: Street 1', { most: 250 }),
          text('Address 1: City', 'city', { most: 80 }), text('Address 1: State/Province', 'province', { most: 50 }), text('Address 1: ZIP/Postal Code', 'postcode', { most: 20 }), countryName('Address 1: Country/Region'),
        ],
      },
    ],
  },
  odoo: {
    kind: 'odoo',
    style: csvStyles.rfc4180,
    idHeader: 'id',
    ownIdHeader: 'ref',
    merge: ['destination_ref', 'merged_ref'],
    files: [
      {
        name: 'odoo-partners',
        takes: 'all',
        columns: [
          { header: 'id', value: (record) => `fichero.${record.id}`, required: true }, own('ref'), whole('name', { required: true }), { header: 'is_company', value: (record) => (isOrganisation(record) ? 'True' : 'False') }, canon('email', 'email'), phone('phone'), phone('mobile', 'phone.2'),
          street('street'), text('zip', 'postcode'), text('city', 'city'), text('state_id', 'province'), countryName('country_id'), { header: 'vat', value: vatNumber }, text('website', 'website'), text('comment', 'notes'),
        ],
      },
    ],
  },
  erp: {
    kind: 'erp',
    style: { ...csvStyles.excelSpanish, bom: true },
    idHeader: 'external_id',
    ownIdHeader: 'customer_no',
    merge: ['customer_no_keep', 'customer_no_close'],
    files: [
      {
        name: 'erp-customers',
        takes: 'all',
        columns: [
          id('external_id'), own('customer_no'), whole('name1', { required: true, most: 80 }), { header: 'type', value: (record) => (isOrganisation(record) ? 'O' : 'P') }, { header: 'vat_no', value: vatNumber, most: 20 }, street('street', { most: 80 }), text('postcode', 'postcode', { most: 10 }), text('city', 'city', { most: 60 }),
          text('region', 'province', { most: 60 }), country2('country', { most: 2 }), canon('email', 'email', { most: 120 }), phone('phone', 'phone', { most: 30 }), canon('iban', 'iban', { most: 34 }), day('birth_date', 'birthDate', compact), day('changed_on', 'updatedOn', compact),
        ],
      },
    ],
  },
};

/** What of a record's line the system would not take. */
export function problemsOf(record: CrmRecord, columns: readonly CrmColumn[], cells: readonly string[]): CrmProblem[] {
  return columns.flatMap(({ header, required, most }, i): CrmProblem[] => {
    const value = cells[i]!;
    if (value === '') return required === true ? [{ id: record.id, header, kind: 'missing', value }] : [];
    if (most !== undefined && Array.from(value).length > most) return [{ id: record.id, header, kind: 'tooLong', value }];
    return /^E-?mail$/i.test(header) && readValue('email', value, { country: 'ES' }).validity === 'invalid' ? [{ id: record.id, header, kind: 'notValid', value }] : [];
  });
}

/** The file of a system that a table with these columns comes from; undefined where it is of none. */
export function crmFileOf(columns: readonly string[]): { readonly profile: CrmProfile; readonly file: CrmFile } | undefined {
  let best: { readonly profile: CrmProfile; readonly file: CrmFile } | undefined;
  let most = 0;
  for (const profile of Object.values(crmProfiles)) {
    if (!columns.includes(profile.idHeader)) continue;
    for (const file of profile.files) {
      const found = file.columns.filter(({ header }) => columns.includes(header)).length;
      if (found > most && found * 2 >= file.columns.length) {
        most = found;
        best = { profile, file };
      }
    }
  }
  return best;
}

/** The field that a column of a system is taken back into, where records have these fields; null where its value is made of several of them. */
export function returnFieldOf(column: CrmColumn, fields: readonly FieldId[]): FieldId | null {
  const has = (field: FieldId): boolean => fields.includes(field);
  switch (column.field) {
    case undefined:
      return null;
    case 'street':
      return has('houseNumber') ? null : has('address') && !has('street') ? 'address' : 'street';
    // Where some records have only a full name, the system's first name was cut out of it: taken back it would be a new value.
    case 'givenName':
      return has('fullName') ? null : 'givenName';
    case 'surname':
      return has('fullName') || has('surname2') ? null : 'surname';
    default:
      return column.field;
  }
}

/** The id in a cell that a profile wrote, without what the profile puts in front of it. */
export function idInCell(cell: string): string {
  return cell.trim().replace(/^(?:__export__\.|fichero\.)+/i, '').toLowerCase();
}
