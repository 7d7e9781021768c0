// Compares a source's new delivery with its last one by key: which rows came, changed, stayed or vanished.
// Over 300 lines: pairing, comparing cells and reporting read the same numbered keys, and make sense only together.
import type { Job } from '../kernel/job.ts';
import type { NamedColumn, Table } from '../table/Table.ts';
import { textAt, valueCount, valueIndexOf, type TextColumn } from '../table/TextColumn.ts';
import { ValueTable } from '../table/ValueTable.ts';
import { MISSING_BYTE } from '../table/wtf8.ts';

/** Rows of both deliveries that are the same record: `before[i]` and `after[i]`, ascending by `after`. */
export type RowPairs = { readonly before: Uint32Array; readonly after: Uint32Array };

/** A key that more than one row of a delivery has. */
export type RepeatedKey = { readonly key: readonly string[]; readonly before: number; readonly after: number };

export type RefreshPlan = {
  readonly unchanged: RowPairs;
  readonly changed: RowPairs;
  /** Pair `i` of `changed` differs in `columns[changedColumns[k]]` for `k` in `[changedStarts[i], changedStarts[i + 1])`. */
  readonly changedStarts: Uint32Array;
  readonly changedColumns: Uint32Array;
  /** Rows of the new delivery without a partner, ascending. */
  readonly added: Uint32Array;
  /** Rows of the old delivery without a partner, ascending. */
  readonly vanished: Uint32Array;
  /** Names of all columns: those of the old delivery, then those that only the new one has. */
  readonly columns: readonly string[];
  /** For each of these, in how many changed pairs it differs. */
  readonly changesByColumn: readonly number[];
  readonly repeatedKeys: {
    readonly keys: number;
    readonly rowsBefore: number;
    readonly rowsAfter: number;
    /** The first of them, at most 100, in order of appearance (old delivery first). */
    readonly examples: readonly RepeatedKey[];
  };
  /** Rows whose key columns are all blank. */
  readonly withoutKey: { readonly before: number; readonly after: number };
};

const ROWS_PER_BREATH = 32_768;
const EXAMPLES = 100;

/**
 * Pairs rows by the exact text of the key columns (names of columns; a column that a delivery lacks reads as missing).
 * Identity is never guessed: rows with a repeated key, or without any key, pair where they are equal in every cell, in
 * order; of what is then left of a key, one row on each side is a pair, more are vanished and added. A cell that is
 * missing differs from one that is empty.
 */
export async function planRefresh(before: Table, after: Table, keys: readonly string[], job: Job): Promise<RefreshPlan> {
  const keyIds = new ValueTable(Math.max(before.length, after.length), before.length * 12);
  const keyBefore = await numberRows(before, keys, keyIds, job);
  const keyAfter = await numberRows(after, keys, keyIds, job);
  const blanks = { before: blankKeys(before, keys), after: blankKeys(after, keys) };
  const countBefore = countKeys(keyBefore, keyIds.size);
  const countAfter = countKeys(keyAfter, keyIds.size);
  const partnerOf = new Int32Array(after.length).fill(-1);
  const isTaken = new Uint8Array(before.length);
  const take = (rowBefore: number, rowAfter: number): void => {
    partnerOf[rowAfter] = rowBefore;
    isTaken[rowBefore] = 1;
  };

  const rowOfKey = new Int32Array(keyIds.size).fill(-1);
  for (let row = 0; row < before.length; row++) rowOfKey[keyBefore[row]!] = row;
  const isPlain = (key: number, blank: number): boolean => blank === 0 && countBefore[key]! <= 1 && countAfter[key]! <= 1;
  const hardBefore: number[] = [];
  const hardAfter: number[] = [];
  for (let row = 0; row < before.length; row++) if (!isPlain(keyBefore[row]!, blanks.before[row]!)) hardBefore.push(row);
  for (let row = 0; row < after.length; row++) {
    const key = keyAfter[row]!;
    if (!isPlain(key, blanks.after[row]!)) hardAfter.push(row);
    else if (rowOfKey[key]! >= 0) take(rowOfKey[key]!, row);
  }
  await pairHardRows({ before, after, keyBefore, keyAfter, blankBefore: blanks.before, hardBefore, hardAfter, take }, job);

  const compared = await compareCells(before, after, partnerOf, job);
  return {
    ...compared,
    added: rowsWhere(after.length, (row) => partnerOf[row]! < 0),
    vanished: rowsWhere(before.length, (row) => isTaken[row] === 0),
    repeatedKeys: describeRepeated(before, after, keys, keyBefore, keyAfter, countBefore, countAfter, blanks),
    withoutKey: { before: count(blanks.before), after: count(blanks.after) },
  };
}

function columnNamed(table: Table, name: string): TextColumn | undefined {
  return table.columns.find((column) => column.name === name)?.column;
}

/** The same number for rows that have the same cells in these columns, across all tables numbered by one ValueTable. */
async function numberRows(table: Table, names: readonly string[], numbers: ValueTable, job: Job, only?: readonly number[]): Promise<Uint32Array> {
  const columns = names.map((name) => columnNamed(table, name));
  const rows = only?.length ?? table.length;
  const found = new Uint32Array(rows);
  let scratch = new Uint8Array(1024);
  for (let i = 0; i < rows; i++) {
    if (i % ROWS_PER_BREATH === 0) {
      job.report({ stage: 'comparing', done: i, total: rows, unit: 'rows' });
      await job.breathe();
    }
    const row = only === undefined ? i : only[i]!;
    let end = 0;
    for (const column of columns) {
      const value = column === undefined ? 0 : valueIndexOf(column, row);
      const from = column === undefined ? 0 : column.offsets[value]!;
      const size = column === undefined ? 1 : column.offsets[value + 1]! - from;
      if (end + size + 4 > scratch.length) {
        const larger = new Uint8Array((end + size + 4) * 2);
        larger.set(scratch);
        scratch = larger;
      }
      if (columns.length > 1) {
        // The length in front keeps ('ab', 'c') apart from ('a', 'bc').
        for (let shift = 0; shift < 32; shift += 8) scratch[end++] = size >>> shift;
      }
      if (column === undefined) scratch[end++] = MISSING_BYTE;
      else for (let at = from; at < from + size; at++) scratch[end++] = column.bytes[at]!;
    }
    found[i] = numbers.add(scratch, 0, end);
  }
  return found;
}

function blankKeys(table: Table, keys: readonly string[]): Uint8Array {
  const blank = new Uint8Array(table.length).fill(1);
  for (const name of keys) {
    const column = columnNamed(table, name);
    if (column === undefined) continue;
    const isBlankValue = new Uint8Array(valueCount(column));
    for (let value = 0; value < isBlankValue.length; value++) {
      const start = column.offsets[value]!;
      const end = column.offsets[value + 1]!;
      let at = start;
      while (at < end && (column.bytes[at] === 32 || (column.bytes[at]! >= 9 && column.bytes[at]! <= 13))) at++;
      isBlankValue[value] = at === end || column.bytes[start] === MISSING_BYTE ? 1 : 0;
    }
    for (let row = 0; row < blank.length; row++) if (isBlankValue[valueIndexOf(column, row)] === 0) blank[row] = 0;
  }
  return blank;
}

function countKeys(keys: Uint32Array, different: number): Uint32Array {
  const counts = new Uint32Array(different);
  for (const key of keys) counts[key] = counts[key]! + 1;
  return counts;
}

type HardRows = {
  readonly before: Table;
  readonly after: Table;
  readonly keyBefore: Uint32Array;
  readonly keyAfter: Uint32Array;
  readonly blankBefore: Uint8Array;
  /** Rows whose key alone does not say which record they are. */
  readonly hardBefore: readonly number[];
  readonly hardAfter: readonly number[];
  readonly take: (rowBefore: number, rowAfter: number) => void;
};

async function pairHardRows(hard: HardRows, job: Job): Promise<void> {
  const { before, after, hardBefore, hardAfter, take } = hard;
  const names = allNames(before, after);
  const contents = new ValueTable();
  const contentBefore = await numberRows(before, names, contents, job, hardBefore);
  const contentAfter = await numberRows(after, names, contents, job, hardAfter);
  const waiting = new Map<number, number[]>();
  hardBefore.forEach((row, i) => push(waiting, contentBefore[i]!, row));
  for (const rows of waiting.values()) rows.reverse();
  const restAfter = new Map<number, number[]>();
  hardAfter.forEach((row, i) => {
    const same = waiting.get(contentAfter[i]!)?.pop();
    if (same === undefined) push(restAfter, hard.keyAfter[row]!, row);
    else take(same, row);
  });
  const restBefore = new Map<number, number[]>();
  for (const rows of waiting.values()) for (const row of rows) push(restBefore, hard.keyBefore[row]!, row);
  for (const [key, rows] of restBefore) {
    const others = restAfter.get(key);
    if (rows.length === 1 && others?.length === 1 && hard.blankBefore[rows[0]!] === 0) take(rows[0]!, others[0]!);
  }
}

function push(lists: Map<number, number[]>, key: number, row: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [row]);
  else list.push(row);
}

function allNames(before: Table, after: Table): string[] {
  return [...new Set([...before.columns, ...after.columns].map(({ name }) => name))];
}

type Compared = Pick<RefreshPlan, 'unchanged' | 'changed' | 'changedStarts' | 'changedColumns' | 'columns' | 'changesByColumn'>;

async function compareCells(before: Table, after: Table, partnerOf: Int32Array, job: Job): Promise<Compared> {
  const rowsAfter = rowsWhere(after.length, (row) => partnerOf[row]! >= 0);
  const rowsBefore = Uint32Array.from(rowsAfter, (row) => partnerOf[row]!);
  const columns = allNames(before, after);
  const changes = new Uint32Array(rowsAfter.length);
  const differing: Uint32Array[] = [];
  for (const [index, name] of columns.entries()) {
    job.report({ stage: 'comparing', done: index, total: columns.length, unit: 'steps' });
    await job.breathe();
    const pairs = differingPairs(columnNamed(before, name), columnNamed(after, name), rowsBefore, rowsAfter);
    for (const pair of pairs) changes[pair] = changes[pair]! + 1;
    differing.push(pairs);
  }
  const changedPairs = rowsWhere(changes.length, (pair) => changes[pair] !== 0);
  const samePairs = rowsWhere(changes.length, (pair) => changes[pair] === 0);
  const placeOf = new Uint32Array(changes.length);
  const changedStarts = new Uint32Array(changedPairs.length + 1);
  changedPairs.forEach((pair, place) => {
    placeOf[pair] = place;
    changedStarts[place + 1] = changedStarts[place]! + changes[pair]!;
  });
  const changedColumns = new Uint32Array(changedStarts[changedPairs.length]!);
  const next = changedStarts.slice();
  differing.forEach((pairs, column) => {
    for (const pair of pairs) {
      const place = placeOf[pair]!;
      changedColumns[next[place]!] = column;
      next[place] = next[place]! + 1;
    }
  });
  const pick = (pairs: Uint32Array): RowPairs => ({ before: pairs.map((pair) => rowsBefore[pair]!), after: pairs.map((pair) => rowsAfter[pair]!) });
  return { unchanged: pick(samePairs), changed: pick(changedPairs), changedStarts, changedColumns, columns, changesByColumn: differing.map((pairs) => pairs.length) };
}

/** The pairs whose cells differ in one column, ascending. */
function differingPairs(before: TextColumn | undefined, after: TextColumn | undefined, rowsBefore: Uint32Array, rowsAfter: Uint32Array): Uint32Array {
  if (before === undefined || after === undefined) {
    const present = before ?? after;
    const rows = before === undefined ? rowsAfter : rowsBefore;
    return rowsWhere(rows.length, (pair) => present !== undefined && !isMissing(present, valueIndexOf(present, rows[pair]!)));
  }
  if (before.kind === 'dictionary' && after.kind === 'dictionary') {
    const numbers = new ValueTable(valueCount(before), before.bytes.length);
    const numberOf = (column: TextColumn): Uint32Array => Uint32Array.from({ length: valueCount(column) }, (_, value) => numbers.add(column.bytes, column.offsets[value]!, column.offsets[value + 1]!));
    const numberBefore = numberOf(before);
    const numberAfter = numberOf(after);
    const codesBefore = before.codes;
    const codesAfter = after.codes;
    return rowsWhere(rowsAfter.length, (pair) => numberBefore[codesBefore[rowsBefore[pair]!]!] !== numberAfter[codesAfter[rowsAfter[pair]!]!]);
  }
  return rowsWhere(rowsAfter.length, (pair) => !hasSameBytes(before, valueIndexOf(before, rowsBefore[pair]!), after, valueIndexOf(after, rowsAfter[pair]!)));
}

function isMissing(column: TextColumn, value: number): boolean {
  const start = column.offsets[value]!;
  return column.offsets[value + 1]! > start && column.bytes[start] === MISSING_BYTE;
}

function hasSameBytes(left: TextColumn, leftValue: number, right: TextColumn, rightValue: number): boolean {
  let a = left.offsets[leftValue]!;
  let b = right.offsets[rightValue]!;
  const end = left.offsets[leftValue + 1]!;
  if (end - a !== right.offsets[rightValue + 1]! - b) return false;
  while (a < end) if (left.bytes[a++] !== right.bytes[b++]) return false;
  return true;
}

function rowsWhere(length: number, isIn: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length);
  let at = 0;
  for (let row = 0; row < length; row++) if (isIn(row)) rows[at++] = row;
  return rows.slice(0, at);
}

function count(bits: Uint8Array): number {
  let sum = 0;
  for (const bit of bits) sum += bit;
  return sum;
}

function describeRepeated(
  before: Table,
  after: Table,
  names: readonly string[],
  keyBefore: Uint32Array,
  keyAfter: Uint32Array,
  countBefore: Uint32Array,
  countAfter: Uint32Array,
  blanks: { readonly before: Uint8Array; readonly after: Uint8Array },
): RefreshPlan['repeatedKeys'] {
  const examples: RepeatedKey[] = [];
  const isSeen = new Uint8Array(countBefore.length);
  let keys = 0;
  let rowsBefore = 0;
  let rowsAfter = 0;
  const walk = (table: Table, keyOf: Uint32Array, blank: Uint8Array): void => {
    const columns: (NamedColumn['column'] | undefined)[] = names.map((name) => columnNamed(table, name));
    for (let row = 0; row < table.length; row++) {
      const key = keyOf[row]!;
      if (isSeen[key] === 1 || blank[row] === 1 || (countBefore[key]! < 2 && countAfter[key]! < 2)) continue;
      isSeen[key] = 1;
      keys++;
      rowsBefore += countBefore[key]!;
      rowsAfter += countAfter[key]!;
      if (examples.length < EXAMPLES) {
        examples.push({ key: columns.map((column) => (column === undefined ? '' : textAt(column, row))), before: countBefore[key]!, after: countAfter[key]! });
      }
    }
  };
  walk(before, keyBefore, blanks.before);
  walk(after, keyAfter, blanks.after);
  return { keys, rowsBefore, rowsAfter, examples };
}
