// Writes tables as a Parquet file through hyparquet-writer, group of rows by group; the only door to that library.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt, valueText, type TextColumn } from '../table/TextColumn.ts';
import type { ExportColumn } from './exportTable.ts';
import { numberOf } from './numberOf.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const GROUP_ROWS = 50_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A missing cell is null, an empty one ''. A column is of numbers or dates only where every value is one and reads back the same. */
export async function* writeParquet(tables: AsyncIterable<Table>, columns: readonly ExportColumn[]): AsyncGenerator<Uint8Array, void, undefined> {
  const typed = columns.filter(({ type }) => type !== 'text');
  // Whether a column keeps its type is known at the end only, and its type stands at the beginning.
  const held: Table[] = [];
  const texts = new Set<ExportColumn>();
  if (typed.length > 0) {
    for await (const table of tables) {
      held.push(table);
      for (const column of typed) if (!texts.has(column) && !fits(table, column)) texts.add(column);
    }
  }
  const types = columns.map((column) => (texts.has(column) ? 'text' : column.type));
  const names = uniqueNames(columns.map(({ header }) => header));
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...names.map((name, i): SchemaElement => {
      const type = types[i];
      if (type === 'number') return { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' };
      return type === 'date' ? { name, type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' } : { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
    }),
  ];
  const writer = new ByteWriter();
  const file = new ParquetWriter({ writer, schema, createdBy: 'Fichero' });
  const take = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  for await (const table of typed.length > 0 ? held : tables) {
    for (let from = 0; from < table.length; from += GROUP_ROWS) {
      const to = Math.min(table.length, from + GROUP_ROWS);
      const columnData = columns.map(({ column }, i) => ({ name: names[i]!, data: cellsOf(table, column, types[i]!, from, to) }));
      await file.write({ columnData, rowGroupSize: GROUP_ROWS });
      yield take();
    }
  }
  await file.finish();
  yield take();
}

function cellsOf(table: Table, column: number, type: ExportColumn['type'], from: number, to: number): unknown[] {
  const source = table.columns[column]!.column;
  if (type === 'text') return textCells(source, from, to);
  return Array.from({ length: to - from }, (_, i) => {
    if (isMissingAt(source, from + i)) return null;
    const text = textAt(source, from + i);
    if (text === '') return null;
    return type === 'number' ? numberOf(text) : new Date(`${text}T00:00:00Z`);
  });
}

/** Values that are UTF-8 already are handed on as they are held; texts of a dictionary are read once each. */
function textCells(source: TextColumn, from: number, to: number): unknown[] {
  const length = to - from;
  if (source.kind === 'dictionary') {
    const known: string[] = [];
    return Array.from({ length }, (_, i) => (isMissingAt(source, from + i) ? null : (known[source.codes[from + i]!] ??= valueText(source, source.codes[from + i]!))));
  }
  const { bytes, offsets } = source;
  if (mayHoldSurrogates(bytes, offsets[from]!, offsets[to]!)) return Array.from({ length }, (_, i) => (isMissingAt(source, from + i) ? null : textAt(source, from + i)));
  return Array.from({ length }, (_, i) => (isMissingAt(source, from + i) ? null : bytes.subarray(offsets[from + i]!, offsets[from + i + 1]!)));
}

const SURROGATE_LEAD = 0xed;

/** Lone surrogates are no UTF-8; only texts can be written in their place. */
function mayHoldSurrogates(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = bytes.indexOf(SURROGATE_LEAD, from); at >= 0 && at < to; at = bytes.indexOf(SURROGATE_LEAD, at + 1)) if (bytes[at + 1]! >= 0xa0) return true;
  return false;
}

/** Whether every value of the table's column is a number or a day that is written back as it was. An empty one would come back missing. */
function fits(table: Table, { column, type }: ExportColumn): boolean {
  const source = table.columns[column]!.column;
  for (let row = 0; row < table.length; row++) {
    if (isMissingAt(source, row)) continue;
    const text = textAt(source, row);
    if (type === 'number' ? numberOf(text) === undefined : !isDay(text)) return false;
  }
  return true;
}

function isDay(text: string): boolean {
  return ISO_DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function uniqueNames(headers: readonly string[]): string[] {
  const used = new Set<string>();
  return headers.map((header) => {
    let name = header;
    for (let n = 2; used.has(name); n++) name = `${header} (${n})`;
    used.add(name);
    return name;
  });
}
