// Suggests how a reference fits the records: fields that both have and that tell customers apart are keys, the rest is brought.
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { FieldMapping } from '../model/source.ts';
import type { Table } from '../table/Table.ts';
import { textAt } from '../table/TextColumn.ts';
import type { Bring, KeyPair } from './enrichTypes.ts';
import { keyFormOf } from './keyForm.ts';
import { columnNamed, type RecordColumns } from './linkByKey.ts';

/** Fields that may be keys, the surest first; one is enough. */
const keyFields: readonly CanonicalField[] = ['taxId', 'email', 'iban', 'customerId', 'phone', 'website', 'companyName', 'fullName', 'postcode', 'city'];
const ROWS_LOOKED_AT = 2_000;
/** From this share of filled rows of the reference on a key is worth its name. */
const LEAST_FILLED = 0.3;

export type Suggestion = { readonly keys: readonly KeyPair[]; readonly bring: readonly Bring[] };

export function suggestTie(records: RecordColumns, reference: Table, fields: FieldMapping): Suggestion {
  const columnFor = (canonical: CanonicalField): string | undefined => fields.find(({ field }) => field === canonical)?.column;
  const possible = keyFields.flatMap((field): KeyPair[] => {
    const column = columnFor(field);
    return column === undefined || records.field(field) === undefined || filledShare(reference, column, field) < LEAST_FILLED ? [] : [{ field, column }];
  });
  const keys = possible.slice(0, 1);
  const bring = fields.flatMap(({ column, field }): Bring[] => {
    if (field === null || keys.some((key) => key.column === column) || isAboutRecord(field)) return [];
    return [{ column, field, rule: 'ifEmpty' }];
  });
  return { keys, bring };
}

/** Dates about the reference's own rows, and its own ids, are no facts about our customers. */
function isAboutRecord(field: FieldId): boolean {
  const canonical = canonicalOf(field);
  return canonical === 'createdOn' || canonical === 'updatedOn' || canonical === 'verifiedOn' || canonical === 'customerId';
}

function filledShare(reference: Table, name: string, field: FieldId): number {
  const column = columnNamed(reference, name);
  const rows = Math.min(ROWS_LOOKED_AT, reference.length);
  if (column === undefined || rows === 0) return 0;
  const form = keyFormOf(field);
  let filled = 0;
  for (let row = 0; row < rows; row++) if (form(textAt(column, row).trim()) !== '') filled++;
  return filled / rows;
}
