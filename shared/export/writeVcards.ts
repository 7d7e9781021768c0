// Writes records as contact cards, vCard 4.0 (RFC 6350) or 3.0 (RFC 2426), that phone books understand.
// What no standard property can say exactly goes into X-FICHERO-FIELD properties as well, so that cards read back the same.
import { canonicalOf, type CanonicalField } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import { textAt } from '../table/TextColumn.ts';
import { ByteBuffer } from './byteBuffer.ts';
import type { ExportColumn } from './exportTable.ts';

const CHUNK_BYTES = 262_144;
/** Lines are folded after so many bytes (RFC 6350, 3.2). */
const LINE_BYTES = 75;

const encoder = new TextEncoder();

/** Fields that one property carries alone, with its name. */
const plainProperties: Partial<Record<CanonicalField, string>> = {
  customerId: 'UID',
  fullName: 'FN',
  companyName: 'ORG',
  birthDate: 'BDAY',
  email: 'EMAIL',
  phone: 'TEL',
  website: 'URL',
  category: 'CATEGORIES',
  notes: 'NOTE',
};
/** Fields that are components of N or ADR. */
const nameFields: readonly CanonicalField[] = ['surname', 'surname2', 'givenName'];
const placeFields: readonly CanonicalField[] = ['street', 'city', 'province', 'postcode', 'country'];

type Card = { readonly fields: Map<string, string>; readonly custom: (readonly [string, string])[] };

export async function* writeVcards(tables: AsyncIterable<Table>, columns: readonly ExportColumn[], version: '3.0' | '4.0'): AsyncGenerator<Uint8Array, void, undefined> {
  const out = new ByteBuffer(CHUNK_BYTES * 2);
  for await (const table of tables) {
    for (let row = 0; row < table.length; row++) {
      for (const line of cardLines(cardOf(table, row, columns), version)) out.text(`${fold(line)}\r\n`);
      if (out.length >= CHUNK_BYTES) yield out.take();
    }
  }
  if (out.length > 0) yield out.take();
}

function cardOf(table: Table, row: number, columns: readonly ExportColumn[]): Card {
  const fields = new Map<string, string>();
  const custom: (readonly [string, string])[] = [];
  for (const { column, field, header } of columns) {
    const text = textAt(table.columns[column]!.column, row);
    if (text === '') continue;
    if (field === undefined || canonicalOf(field) === undefined) custom.push([field ?? `custom:${header}`, text]);
    else fields.set(field, text);
  }
  return { fields, custom };
}

function cardLines({ fields, custom }: Card, version: '3.0' | '4.0'): string[] {
  const lines = ['BEGIN:VCARD', `VERSION:${version}`];
  const exact = new Map(custom);
  /** Fields to be said exactly; all of a kind together, so that a reader need not mix. */
  const families = new Set<CanonicalField>();
  const get = (field: CanonicalField): string => fields.get(field) ?? '';
  const composed = [get('givenName'), get('surname'), get('surname2')].filter((part) => part !== '').join(' ');
  if (get('fullName') === '') lines.push(`FN;X-FICHERO-MADE=1:${escapeText(composed === '' ? get('companyName') : composed)}`);
  const family = escapeText(get('surname')) + (get('surname2') === '' ? '' : `,${escapeText(get('surname2'))}`);
  lines.push(`N:${family};${escapeText(get('givenName'))};;;`);
  if (placeFields.some((field) => get(field) !== '') || get('houseNumber') !== '') {
    const street = [get('street'), get('houseNumber')].filter((part) => part !== '').join(' ');
    lines.push(`ADR:;;${[street, get('city'), get('province'), get('postcode'), get('country')].map(escapeText).join(';')}`);
    if (get('houseNumber') !== '' && get('street') === '') exact.set('street', '');
    if (get('houseNumber') !== '') families.add('street');
  }
  for (const [field, text] of fields) {
    const canonical = canonicalOf(field as CanonicalField)!;
    const property = plainProperties[canonical];
    if (property !== undefined) lines.push(`${property}:${escapeText(text)}`);
    const carried = property !== undefined || ((nameFields.includes(canonical) || placeFields.includes(canonical)) && field === canonical);
    if (!carried || !isSayable(text)) families.add(canonical);
  }
  // Several of a kind keep their own numbers only if none is left out before them.
  for (const canonical of Object.keys(plainProperties) as CanonicalField[]) {
    const numbered = [...fields.keys()].filter((field) => canonicalOf(field as CanonicalField) === canonical);
    const expected = numbered.map((_, i) => (i === 0 ? canonical : `${canonical}.${i + 1}`));
    if (numbered.some((field, i) => field !== expected[i])) families.add(canonical);
  }
  for (const [field, text] of fields) if (families.has(canonicalOf(field as CanonicalField)!)) exact.set(field, text);
  for (const [field, text] of exact) lines.push(`X-FICHERO-FIELD;NAME="${escapeParameter(field)}":${escapeExactly(text)}`);
  lines.push('END:VCARD');
  return lines;
}

/** Whether a text value survives in a standard property. */
function isSayable(text: string): boolean {
  return !/(?!\n)\p{Cc}/u.test(text) && text.isWellFormed() && text.trim() === text;
}

/** RFC 6350, 3.4: backslash, comma, semicolon and line feed are escaped. Other control characters are left out. */
function escapeText(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, '').replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/** As escapeText, with \uHHHH for what it leaves out; only this app reads it. */
function escapeExactly(text: string): string {
  return text
    .replaceAll(/[\\,;]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(/[\p{Cc}\p{Cs}]|^\s|\s$/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** RFC 6868: ^n, ^' and ^^ inside a quoted parameter value. */
function escapeParameter(text: string): string {
  return text.replaceAll('^', '^^').replaceAll('\n', '^n').replaceAll('"', "^'").replaceAll(/\p{Cc}/gu, ' ');
}

/** Folds a line so that no piece is over 75 bytes and no character is cut. */
function fold(line: string): string {
  if (line.length * 3 <= LINE_BYTES || encoder.encode(line).length <= LINE_BYTES) return line;
  let folded = '';
  let size = 0;
  for (const character of line) {
    const bytes = character.length > 1 ? 4 : character < '\u0080' ? 1 : character < '\u0800' ? 2 : 3;
    if (size + bytes > LINE_BYTES) {
      folded += '\r\n ';
      size = 1;
    }
    folded += character;
    size += bytes;
  }
  return folded;
}
