// Says which canonical field each column holds, from its header and from what its values look like.
import { canonicalFields, type CanonicalField, type FieldId } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import { valueCount, valueIndexOf, type TextColumn } from '../table/TextColumn.ts';
import { MISSING_BYTE } from '../table/wtf8.ts';
import { fieldsByHeader, headerKey } from '../values/headerNames.ts';
import { columnSigns, type ColumnSigns } from './columnSigns.ts';
import { guessFields } from './headerGuess.adapter.ts';

export type FieldEvidence =
  /** The header is a known name of the field. */
  | { readonly kind: 'header'; readonly name: string }
  /** The header resembles a known name; `likeness` 0 to 1. */
  | { readonly kind: 'likeHeader'; readonly name: string; readonly likeness: number }
  /** This share of the values looks like the field. */
  | { readonly kind: 'values'; readonly sign: keyof ColumnSigns; readonly share: number }
  /** The header says this field, but the values say that it is something else. */
  | { readonly kind: 'headerRefuted'; readonly name: string; readonly field: CanonicalField };

export type DetectedColumn = {
  readonly column: number;
  readonly name: string;
  /** Undefined where no field fits: keep the column as a custom field. */
  readonly field: FieldId | undefined;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly FieldEvidence[];
  readonly signs: ColumnSigns;
};

export type DetectOptions = {
  /** Columns not to be read at all. */
  readonly exclude?: ReadonlySet<number>;
  /** False: look at the values only. */
  readonly useHeaders?: boolean;
};

const ROWS_LOOKED_AT = 20_000;

/** One entry per column that is not excluded, in column order. A field met twice gets `.2`, `.3` …; surest first. */
export function detectFields(table: Table, options: DetectOptions = {}): DetectedColumn[] {
  const rows = sampleRows(table, options.exclude);
  const guesses: { column: number; name: string; signs: ColumnSigns; options: Guess[]; refuted: FieldEvidence[] }[] = [];
  for (let column = 0; column < table.columns.length; column++) {
    if (options.exclude?.has(column) === true) continue;
    const { name, column: values } = table.columns[column]!;
    const signs = columnSigns(values, rows);
    guesses.push({ column, name, signs, ...guessColumn(options.useHeaders === false ? '' : name, signs) });
  }
  settleNames(guesses);
  return assign(guesses);
}

type Guess = { field: CanonicalField; score: number; evidence: FieldEvidence[] };

function guessColumn(name: string, signs: ColumnSigns): { options: Guess[]; refuted: FieldEvidence[] } {
  const key = headerKey(name);
  const known = new Map<CanonicalField, { score: number; evidence: FieldEvidence }>();
  for (const { field, weight } of headerFields(key)) known.set(field, { score: weight, evidence: { kind: 'header', name: key } });
  if (known.size === 0 && key !== '') {
    for (const { field, name: like, likeness } of guessFields(key)) {
      if (likeness > 0.45 && !needsMore(field, likeness, signs)) known.set(field, { score: likeness * 0.75, evidence: { kind: 'likeHeader', name: like, likeness } });
    }
  }
  const found: Guess[] = [];
  const refuted: FieldEvidence[] = [];
  for (const field of canonicalFields) {
    const header = known.get(field);
    const support = valueSupport(field, signs);
    if (header === undefined) {
      if (support.alone > 0.5 && support.sign !== undefined && signs.filled >= (support.alone >= 0.9 ? 2 : 5)) {
        found.push({ field, score: support.alone * 0.9, evidence: [{ kind: 'values', ...support.sign }] });
      }
      continue;
    }
    if (signs.filled > 0 && support.fit < -0.5) {
      refuted.push({ kind: 'headerRefuted', name: key, field });
      continue;
    }
    const evidence: FieldEvidence[] = [header.evidence];
    if (support.sign !== undefined && support.fit > 0) evidence.push({ kind: 'values', ...support.sign });
    found.push({ field, score: Math.min(1, header.score * 0.75 + 0.25 * support.fit + 0.15 * Math.max(0, support.alone)), evidence });
  }
  found.sort((left, right) => right.score - left.score || canonicalFields.indexOf(left.field) - canonicalFields.indexOf(right.field));
  return { options: found, refuted };
}

/** "Artist name" is like "first name", "genre" like "gender", "place of birth" like "date of birth": of persons' fields the values must tell so too. */
function needsMore(field: CanonicalField, likeness: number, signs: ColumnSigns): boolean {
  if (field === 'givenName') return signs.givenName < 0.1;
  if (field === 'surname' || field === 'surname2') return likeness < 0.6;
  if (field === 'gender') return signs.gender < 0.5;
  return field === 'birthDate' && signs.filled > 0 && (signs.date < 0.5 || signs.yearSpread < 15);
}

/** A trailing number ("telefono 2", "address 1") is not part of the name unless the list knows it. */
function headerFields(key: string): readonly { field: CanonicalField; weight: number }[] {
  const direct = fieldsByHeader.get(key);
  if (direct !== undefined) return direct;
  const bare = key.replace(/ ?\d+$/, '');
  return bare === key ? [] : (fieldsByHeader.get(bare) ?? []);
}

/**
 * How the values of a column bear on a field: `fit` from -1 (cannot be) over 0 (says nothing) to 1,
 * and `alone`, how sure the values are without any header.
 */
function valueSupport(field: CanonicalField, signs: ColumnSigns): { fit: number; alone: number; sign?: { sign: keyof ColumnSigns; share: number } } {
  const by = (sign: keyof ColumnSigns, fit: number, alone = 0): { fit: number; alone: number; sign: { sign: keyof ColumnSigns; share: number } } => ({
    fit,
    alone,
    sign: { sign, share: Number(signs[sign]) },
  });
  const graded = (share: number): number => (share >= 0.6 ? 1 : share >= 0.25 ? 0.2 : -1);
  switch (field) {
    case 'email':
      return by('email', graded(signs.email), signs.email >= 0.7 ? 1 : 0);
    case 'website':
      return by('website', graded(signs.website + signs.email * 0.3), signs.website >= 0.6 ? 0.9 : 0);
    case 'phone': {
      const alone = signs.phoneMarked >= 0.7 && signs.iban < 0.2 && !signs.serial && signs.taxId < 0.3 ? 0.85 : 0;
      return by('phone', signs.phone + signs.date * 0.1 >= 0.5 ? 0.6 + 0.4 * signs.phoneMarked : signs.phone > 0.2 ? 0 : -1, alone);
    }
    case 'iban':
      return by('iban', graded(signs.iban), signs.iban >= 0.7 ? 0.95 : 0);
    case 'taxId':
      return by('taxId', signs.taxId >= 0.5 ? 1 : signs.code >= 0.5 || signs.hasDigit >= 0.7 ? 0.1 : -1, signs.taxId >= 0.6 ? 0.95 : 0);
    case 'birthDate': {
      const personal = signs.yearSpread >= 15 && signs.yearMiddle < 2012;
      return by('date', signs.date >= 0.5 ? (personal ? 1 : 0.4) : signs.date >= 0.2 ? 0 : -1, signs.date >= 0.7 && personal ? 0.7 : 0);
    }
    case 'createdOn':
    case 'updatedOn':
    case 'verifiedOn':
    case 'lastContactOn':
    case 'lastPurchaseOn':
    case 'consentOn':
      return by('date', signs.date >= 0.5 ? 0.6 : signs.date >= 0.2 ? 0 : -1);
    case 'postcode':
      return by(
        'postcode',
        signs.postcode >= 0.6 ? 0.7 : signs.hasDigit >= 0.6 && signs.meanLength <= 10 ? 0.1 : -1,
        signs.postcode >= 0.85 && signs.meanLength > 4.5 && signs.meanLength < 9 && signs.distinctShare < 0.7 && signs.distinct > 20 && signs.date < 0.3 ? 0.6 : 0,
      );
    case 'address':
    case 'street':
      return by(
        'streetType',
        signs.distinct < 8 && signs.filled > 100 ? -1 : signs.streetType >= 0.3 ? 1 : signs.numberAndWords >= 0.3 || signs.letters >= 0.3 ? 0.3 : signs.hasDigit > 0.9 ? -1 : 0,
        // Words with a number somewhere may as well be a product's name: a number alone is no street.
        field === 'address' && signs.streetType >= 0.5 && signs.distinctShare > 0.05 ? 0.75 : field === 'address' && signs.numberFirst >= 0.6 && signs.meanWords >= 2.5 && signs.meanWords < 9 && signs.distinctShare > 0.3 ? 0.6 : 0,
      );
    case 'houseNumber':
      return by('hasDigit', signs.hasDigit >= 0.6 && signs.meanLength <= 8 ? 0.6 : signs.hasDigit > 0.2 ? 0 : -1);
    case 'companyName':
      return by(
        'companyForm',
        signs.companyForm >= 0.2 ? 1 : signs.letters + signs.numberAndWords >= 0.5 ? 0.2 : -1,
        signs.companyForm >= 0.35 && signs.meanWords >= 1.8 && signs.distinctShare > 0.1 && signs.streetType < 0.3 && signs.meanLength < 80 ? 0.7 : 0,
      );
    case 'fullName':
      return by('letters', signs.letters >= 0.5 || signs.companyForm > 0.1 ? (signs.meanWords >= 1.8 ? 0.6 : 0.1) : signs.letters > 0.15 || signs.numberAndWords > 0.3 ? 0 : -1, signs.commaName >= 0.6 && signs.distinctShare > 0.3 ? 0.7 : 0);
    case 'givenName':
    case 'surname':
    case 'surname2':
      return by('letters', signs.letters >= 0.7 ? (signs.meanWords < 2.6 ? 0.5 : 0) : signs.letters >= 0.4 ? 0 : -1);
    case 'city':
    case 'province':
    case 'country':
    case 'language':
      return by('letters', signs.letters >= 0.6 ? 0.3 : signs.letters >= 0.3 || signs.meanLength <= 3 ? 0 : signs.email + signs.date > 0.5 || signs.hasDigit > 0.8 ? -1 : -0.3);
    case 'gender':
      return by('gender', signs.gender >= 0.8 ? 1 : signs.distinct <= 8 && (signs.gender >= 0.1 || signs.meanLength < 6) ? 0.1 : -1, signs.gender >= 0.9 && signs.distinct >= 2 && signs.meanLength > 1 ? 0.8 : 0);
    case 'amount':
      return by('decimal', signs.decimal + signs.integer >= 0.7 ? 0.6 : -1, signs.decimal >= 0.7 ? 0.55 : 0);
    case 'customerId':
      return by('code', signs.code + signs.integer >= 0.5 && signs.distinctShare >= 0.5 ? 0.5 : signs.distinctShare < 0.2 && signs.filled > 50 ? -1 : signs.code >= 0.5 ? 0.1 : -0.3, signs.serial ? 0.6 : 0);
    case 'category':
      return by('distinctShare', signs.distinctShare < 0.3 || signs.distinct < 30 ? 0.4 : -0.3);
    case 'notes':
      return by('meanWords', signs.meanWords >= 3 ? 0.5 : 0, signs.meanWords >= 12 ? 0.7 : 0);
  }
}

/**
 * "name", "nombre", "nom" mean the given name beside a surname column, the surname beside a given name, the whole name otherwise,
 * and the company's name where most values bear a legal form or a line of business.
 */
function settleNames(guesses: { signs: ColumnSigns; options: Guess[] }[]): void {
  const sure = (field: CanonicalField, except: unknown): boolean =>
    guesses.some((guess) => guess !== except && guess.options[0]?.field === field && guess.options[0].score >= 0.6);
  for (const guess of guesses) {
    const top = guess.options[0]?.score ?? 0;
    const near = (field: CanonicalField): Guess | undefined => guess.options.find((option) => option.field === field && option.score >= top - 0.3);
    const given = near('givenName');
    const full = near('fullName');
    const company = near('companyName');
    const raise = (option: Guess | undefined): void => {
      if (option === undefined) return;
      option.score = Math.min(1, Math.max(option.score, top) + 0.05);
      guess.options.sort((left, right) => right.score - left.score);
    };
    const family = near('surname');
    if (family !== undefined && full !== undefined && sure('givenName', guess)) raise(family);
    else if (family !== undefined && full !== undefined && given === undefined) raise(full);
    else if (given !== undefined && full !== undefined) raise(sure('surname', guess) && guess.signs.meanWords < 2.2 ? given : full);
    if (full !== undefined && company !== undefined && guess.signs.companyForm >= 0.35) raise(company);
  }
}

function assign(guesses: { column: number; name: string; signs: ColumnSigns; options: Guess[]; refuted: FieldEvidence[] }[]): DetectedColumn[] {
  const order = guesses
    .map((guess, index) => ({ guess, index }))
    .sort((left, right) => rankOf(right.guess) - rankOf(left.guess) || left.guess.column - right.guess.column);
  const taken = new Map<CanonicalField, number>();
  const result: DetectedColumn[] = new Array<DetectedColumn>(guesses.length);
  for (const { guess, index } of order) {
    const { column, name, signs, refuted } = guess;
    const best = guess.options[0];
    if (best === undefined || best.score < 0.4) {
      result[index] = { column, name, field: undefined, confidence: 0, evidence: refuted, signs };
      continue;
    }
    const times = (taken.get(best.field) ?? 0) + 1;
    taken.set(best.field, times);
    const field: FieldId = times === 1 ? best.field : `${best.field}.${times}`;
    result[index] = { column, name, field, confidence: Math.min(1, best.score), evidence: [...best.evidence, ...refuted], signs };
  }
  return result;
}

/** Of two columns for one field the fuller one comes first. */
function rankOf(guess: { signs: ColumnSigns; options: Guess[] }): number {
  return (guess.options[0]?.score ?? 0) - 0.3 * guess.signs.nullShare;
}

/** Rows to look at: all of a small table, else those whose content hashes lowest, whatever the row order. */
function sampleRows(table: Table, exclude: ReadonlySet<number> | undefined): Uint32Array {
  if (table.length <= ROWS_LOOKED_AT) return Uint32Array.from({ length: table.length }, (_, row) => row);
  const hashes = new Uint32Array(table.length);
  for (const { column } of table.columns.filter((_, index) => exclude?.has(index) !== true).slice(0, 8)) {
    const values = valueCount(column);
    const own = new Uint32Array(values);
    for (let value = 0; value < values; value++) own[value] = startHash(column, value);
    for (let row = 0; row < hashes.length; row++) {
      const hash = Math.imul(hashes[row]! ^ own[valueIndexOf(column, row)]!, 0x9e3779b1);
      hashes[row] = (hash << 13) | (hash >>> 19);
    }
  }
  // Hashes are spread evenly: those under a bit more than the share that is wanted are all that need sorting.
  let lowest: number[] = [];
  for (let cutoff = (2 ** 32 * ROWS_LOOKED_AT * 1.2) / table.length; lowest.length < ROWS_LOOKED_AT; cutoff *= 2) {
    lowest = [];
    for (let row = 0; row < hashes.length; row++) if (hashes[row]! < cutoff) lowest.push(row);
  }
  lowest.sort((left, right) => hashes[left]! - hashes[right]! || left - right);
  return Uint32Array.from(lowest.slice(0, ROWS_LOOKED_AT));
}

/** Hash of the first bytes of a stored value; that of an empty one where there was no cell. */
function startHash({ bytes, offsets }: TextColumn, value: number): number {
  const from = offsets[value]!;
  let to = Math.min(offsets[value + 1]!, from + 40);
  if (to > from && bytes[from] === MISSING_BYTE) to = from;
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash;
}
