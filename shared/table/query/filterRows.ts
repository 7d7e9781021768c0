// Picks the rows of a view that a filter lets through.
import { assertNever } from '../../kernel/assertNever.ts';
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { FieldView } from '../FieldView.ts';
import { containingValues, startingValues } from '../search/findInValues.ts';
import { searchMask } from '../search/searchMask.ts';
import { valueCount, type TextColumn } from '../TextColumn.ts';
import { ValueTable } from '../ValueTable.ts';
import { encodeText } from '../wtf8.ts';
import type { Filter } from './Filter.ts';
import { foldColumn, foldedBytes } from './foldedColumn.ts';
import type { QueryContext, Reader } from './QueryContext.ts';
import { blankValues, missingValues, readValues } from './readings.ts';
import { addRows, keepCommon, maskOfVerdicts, newMask, rowsOfMask, type RowMask } from './rowMask.ts';

/** The ids of the rows that pass, ascending. */
export async function filterRows(view: FieldView, filter: Filter, context: QueryContext, job: Job): Promise<Uint32Array> {
  return rowsOfMask(await filterMask(view, filter, context, job));
}

/** 1 for each row that passes. The mask is the caller's own. */
export async function filterMask(view: FieldView, filter: Filter, context: QueryContext, job: Job): Promise<RowMask> {
  job.throwIfCancelled();
  switch (filter.kind) {
    case 'all': {
      let mask: RowMask | undefined;
      for (const part of filter.of) {
        const other = await filterMask(view, part, context, job);
        if (mask === undefined) mask = other;
        else keepCommon(mask, other);
      }
      return mask ?? newMask(view.length).fill(1);
    }
    case 'any': {
      let mask: RowMask | undefined;
      for (const part of filter.of) {
        const other = await filterMask(view, part, context, job);
        if (mask === undefined) mask = other;
        else addRows(mask, other);
      }
      return mask ?? newMask(view.length);
    }
    case 'not': {
      const mask = await filterMask(view, filter.of, context, job);
      for (let row = 0; row < mask.length; row++) mask[row] = 1 - mask[row]!;
      return mask;
    }
    case 'rows':
      return newMask(view.length, context.rowSet(filter.set));
    case 'search':
      return searchMask(view, { text: filter.text, fields: filter.fields, mode: filter.mode }, context, job);
    case 'equals':
    case 'contains':
    case 'startsWith':
    case 'blank':
    case 'missing':
    case 'numberRange':
    case 'dateRange':
    case 'unreadable': {
      const column = view.field(filter.field);
      if (column === undefined) return newMask(view.length).fill(passesWithoutColumn(filter) ? 1 : 0);
      return maskOfVerdicts(column, await verdictsOf(column, filter, context, job));
    }
    default:
      return assertNever(filter);
  }
}

type FieldFilter = Extract<Filter, { readonly field: FieldId }>;

/** What holds for a cell that is missing. */
function passesWithoutColumn(filter: FieldFilter): boolean {
  switch (filter.kind) {
    case 'blank':
    case 'missing':
      return true;
    case 'equals':
      return filter.values.includes('');
    case 'contains':
    case 'startsWith':
    case 'numberRange':
    case 'dateRange':
    case 'unreadable':
      return false;
    default:
      return assertNever(filter);
  }
}

async function verdictsOf(column: TextColumn, filter: FieldFilter, context: QueryContext, job: Job): Promise<Uint8Array> {
  switch (filter.kind) {
    case 'equals':
      return equalValues(column, filter.values);
    case 'contains':
      return valuesWith(column, filter.text, containingValues, context, job);
    case 'startsWith':
      return valuesWith(column, filter.text, startingValues, context, job);
    case 'blank':
      return blankValues(column);
    case 'missing':
      return missingValues(column);
    case 'numberRange':
      return valuesInRange(column, context.numberReader(filter.field), filter.from, filter.to, job);
    case 'dateRange':
      return valuesInRange(column, context.dateReader(filter.field), filter.from, filter.to, job);
    case 'unreadable': {
      const reader = filter.as === 'number' ? context.numberReader(filter.field) : context.dateReader(filter.field);
      const numbers = await readValues(column, reader, job);
      const blank = blankValues(column);
      return Uint8Array.from(numbers, (number, value) => (Number.isNaN(number) && blank[value] === 0 ? 1 : 0));
    }
    default:
      return assertNever(filter);
  }
}

/** A value that is not there contains nothing, not even the empty text. */
async function valuesWith(column: TextColumn, text: string, find: typeof containingValues, context: QueryContext, job: Job): Promise<Uint8Array> {
  const needle = foldedBytes(text, context.fold);
  if (needle.length === 0) return missingValues(column).map((missing) => 1 - missing);
  return find(await foldColumn(column, context.fold, job), needle);
}

async function valuesInRange(column: TextColumn, reader: Reader, from: number | null, to: number | null, job: Job): Promise<Uint8Array> {
  const numbers = await readValues(column, reader, job);
  const low = from ?? -Infinity;
  const high = to ?? Infinity;
  const verdicts = new Uint8Array(numbers.length);
  for (let value = 0; value < numbers.length; value++) verdicts[value] = numbers[value]! >= low && numbers[value]! <= high ? 1 : 0;
  return verdicts;
}

function equalValues(column: TextColumn, texts: readonly string[]): Uint8Array {
  const wanted = new ValueTable(texts.length);
  const lengths = new Set<number>();
  for (const text of texts) {
    const bytes = encodeText(text);
    wanted.add(bytes, 0, bytes.length);
    lengths.add(bytes.length);
  }
  const verdicts = new Uint8Array(valueCount(column));
  const hasEmpty = lengths.has(0);
  const longest = Math.max(-1, ...lengths);
  const isWantedLength = new Uint8Array(longest + 1);
  for (const length of lengths) isWantedLength[length] = 1;
  for (let value = 0; value < verdicts.length; value++) {
    const start = column.offsets[value]!;
    const end = column.offsets[value + 1]!;
    const length = end - start;
    if (length <= longest && isWantedLength[length] === 1) verdicts[value] = wanted.find(column.bytes, start, end) >= 0 ? 1 : 0;
  }
  if (hasEmpty) missingValues(column).forEach((missing, value) => missing === 1 && (verdicts[value] = 1));
  return verdicts;
}
