// Ties records to the rows of a reference by equal keys, each read in the form of its field.
import type { Job } from '../kernel/job.ts';
import type { FieldId } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt, valueCount, valueIndexOf, valueText, type TextColumn } from '../table/TextColumn.ts';
import type { KeyPair, LinkCounts } from './enrichTypes.ts';
import { keyFormOf, valueFormOf, type KeyForm } from './keyForm.ts';

/** What enriching sees of the records: one text column per field, one row per record. */
export interface RecordColumns {
  readonly length: number;
  field(id: FieldId): TextColumn | undefined;
}

export const NO_KEY = 0;
export const UNMATCHED = 1;
export const MATCHED = 2;
export const AMBIGUOUS = 3;

/** The tie of each record. */
export type Links = {
  /** One of the numbers above per record. */
  readonly status: Uint8Array;
  /** The reference row per record that is matched or ambiguous; of several, the first. */
  readonly row: Uint32Array;
  /** All reference rows that fit the record, in order. */
  candidatesOf(record: number): number[];
  readonly counts: LinkCounts;
};

const ROWS_PER_BREATH = 16_384;
const NONE = 0xffff_ffff;

/**
 * Rows of the reference with the same key are one answer where they say the same in every column of `bring`; else they
 * are ambiguous. A record takes part when each of its key fields has a value.
 * @throws Cancelled
 */
export async function linkByKey(records: RecordColumns, reference: Table, keys: readonly KeyPair[], bring: readonly { readonly column: string; readonly field: FieldId }[], job: Job): Promise<Links> {
  const parts = keys.map(({ field, column }) => ({ form: keyFormOf(field), reference: columnNamed(reference, column), records: records.field(field) }));
  const numbering = new KeyNumbers(keys.length);
  const keyOfRow = new Uint32Array(reference.length).fill(NONE);
  const readers = parts.map((part) => part.reference && new PartReader(part.reference, part.form));
  let referenceWithoutKey = 0;
  for (let row = 0; row < reference.length; row++) {
    const key = numbering.add(readers, row);
    if (key === NONE) referenceWithoutKey++;
    else keyOfRow[row] = key;
    if (row % ROWS_PER_BREATH === 0) await job.breathe();
  }
  const { first, next, repeatedKeys } = chain(keyOfRow, numbering.size);
  const isTwofold = twofold(reference, first, next, bring);
  const status = new Uint8Array(records.length);
  const rows = new Uint32Array(records.length).fill(NONE);
  const taken = new Uint8Array(numbering.size);
  const lookUp = parts.map((part) => part.records && new PartReader(part.records, part.form));
  const counted = [0, 0, 0, 0];
  for (let record = 0; record < records.length; record++) {
    const key = numbering.find(lookUp, record);
    const state = key === NONE ? NO_KEY : key === NOT_THERE ? UNMATCHED : isTwofold[key] === 1 ? AMBIGUOUS : MATCHED;
    status[record] = state;
    counted[state] = counted[state]! + 1;
    if (state >= MATCHED) {
      rows[record] = first[key]!;
      taken[key] = 1;
    }
    if (record % ROWS_PER_BREATH === 0) {
      job.report({ stage: 'linking', done: record, total: records.length, unit: 'rows' });
      await job.breathe();
    }
  }
  let unused = referenceWithoutKey;
  for (let row = 0; row < reference.length; row++) if (keyOfRow[row] !== NONE && taken[keyOfRow[row]!] === 0) unused++;
  return {
    status,
    row: rows,
    candidatesOf: (record) => {
      const found: number[] = [];
      for (let row = rows[record]!; row !== NONE; row = next[row]!) found.push(row);
      return found;
    },
    counts: {
      records: records.length,
      matched: counted[MATCHED]!,
      ambiguous: counted[AMBIGUOUS]!,
      unmatched: counted[UNMATCHED]!,
      withoutKey: counted[NO_KEY]!,
      referenceRows: reference.length,
      referenceWithoutKey,
      repeatedKeys,
      unused,
    },
  };
}

export function columnNamed(table: Table, name: string): TextColumn | undefined {
  return table.columns.find((one) => one.name === name)?.column;
}

/** A key that the reference does not have. */
const NOT_THERE = 0xffff_fffe;
const EMPTY = -1;
const FOREIGN = -2;

/** Reads the form of each stored value once. */
class PartReader {
  private readonly column: TextColumn;
  private readonly form: KeyForm;
  /** Per stored value the number of its form + 3, 0 where not read yet. */
  private readonly known: Int32Array;

  constructor(column: TextColumn, form: KeyForm) {
    this.column = column;
    this.form = form;
    this.known = new Int32Array(valueCount(column));
  }

  /** The number of the row's form: EMPTY, FOREIGN or from 0. */
  numberAt(row: number, numberOf: (form: string) => number): number {
    const value = valueIndexOf(this.column, row);
    const known = this.known[value]!;
    if (known !== 0) return known - 3;
    const form = isMissingAt(this.column, row) ? '' : this.form(valueText(this.column, value).trim());
    const number = form === '' ? EMPTY : numberOf(form);
    this.known[value] = number + 3;
    return number;
  }
}

/** Numbers the keys of a reference, of one part or several. */
class KeyNumbers {
  private readonly forms: Map<string, number>[];
  /** Per part after the first: (number so far, number of the part) → number. */
  private readonly pairs: Map<number, number>[];
  private keys = 0;

  constructor(parts: number) {
    this.forms = Array.from({ length: parts }, () => new Map<string, number>());
    this.pairs = Array.from({ length: Math.max(0, parts - 1) }, () => new Map<number, number>());
  }

  get size(): number {
    return this.keys;
  }

  add(readers: readonly (PartReader | undefined)[], row: number): number {
    let key = -1;
    for (let part = 0; part < readers.length; part++) {
      const forms = this.forms[part]!;
      const number = readers[part]?.numberAt(row, (form) => taken(forms, form)) ?? EMPTY;
      if (number < 0) return NONE;
      key = part === 0 ? number : taken(this.pairs[part - 1]!, key * PAIR_BASE + number);
    }
    if (key < 0) return NONE;
    this.keys = Math.max(this.keys, key + 1);
    return key;
  }

  find(readers: readonly (PartReader | undefined)[], row: number): number {
    let key = -1;
    let isThere = true;
    for (let part = 0; part < readers.length; part++) {
      const forms = this.forms[part]!;
      const number = readers[part]?.numberAt(row, (form) => forms.get(form) ?? FOREIGN) ?? EMPTY;
      // An empty part leaves the record without a key, whatever the others say.
      if (number === EMPTY) return NONE;
      if (number === FOREIGN) isThere = false;
      if (isThere) key = part === 0 ? number : (this.pairs[part - 1]!.get(key * PAIR_BASE + number) ?? FOREIGN);
      if (key < 0) isThere = false;
    }
    return key >= 0 && isThere ? key : readers.length === 0 ? NONE : NOT_THERE;
  }
}

/** More than any number of forms, and small enough that a pair stays a whole number. */
const PAIR_BASE = 2 ** 26;

function taken<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** Reference rows by key: the first of each, and from each row the next one with the same key. */
function chain(keyOfRow: Uint32Array, keys: number): { first: Uint32Array; next: Uint32Array; repeatedKeys: number } {
  const first = new Uint32Array(keys).fill(NONE);
  const next = new Uint32Array(keyOfRow.length).fill(NONE);
  let repeatedKeys = 0;
  for (let row = keyOfRow.length - 1; row >= 0; row--) {
    const key = keyOfRow[row]!;
    if (key === NONE) continue;
    next[row] = first[key]!;
    if (next[row] !== NONE && next[next[row]!] === NONE) repeatedKeys++;
    first[key] = row;
  }
  return { first, next, repeatedKeys };
}

/** 1 for each key whose rows differ in what would be brought. */
function twofold(reference: Table, first: Uint32Array, next: Uint32Array, bring: readonly { readonly column: string; readonly field: FieldId }[]): Uint8Array {
  const columns = bring.flatMap(({ column, field }) => {
    const texts = columnNamed(reference, column);
    return texts === undefined ? [] : [{ texts, form: valueFormOf(field) }];
  });
  const marks = new Uint8Array(first.length);
  first.forEach((row, key) => {
    if (next[row] === NONE) return;
    for (const { texts, form } of columns) {
      let said = '';
      for (let other = row; other !== NONE; other = next[other]!) {
        const text = form(textAt(texts, other).trim());
        if (text === '') continue;
        if (said !== '' && said !== text) marks[key] = 1;
        said = text;
      }
    }
  });
  return marks;
}
