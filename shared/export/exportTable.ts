// Writes tables to a file of any supported format, as chunks of bytes, and says what was written.
import { startSha256 } from '../kernel/digest.adapter.ts';
import { toHex } from '../kernel/hex.ts';
import { quietJob, type Job } from '../kernel/job.ts';
import { assertNever } from '../kernel/assertNever.ts';
import type { FieldId } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import { csvStyles, writeCsv, type CsvStyle } from './writeCsv.ts';
import { writeJson } from './writeJson.ts';
import { writeVcards } from './writeVcards.ts';
import { writeXlsx } from './writeXlsx.ts';

/** One column of the file. */
export type ExportColumn = {
  readonly header: string;
  /** Position of the column in the tables. */
  readonly column: number;
  /** How typed formats write it; a value that is no such number or date stays text. */
  readonly type: 'text' | 'number' | 'date';
  /** What it means; needed for vCards. */
  readonly field?: FieldId;
};

export type ExportFormat =
  | { readonly kind: 'csv'; readonly style: CsvStyle }
  | { readonly kind: 'json' }
  | { readonly kind: 'ndjson' }
  | { readonly kind: 'vcard'; readonly version: '3.0' | '4.0' }
  | { readonly kind: 'xlsx'; readonly sheet: string }
  | { readonly kind: 'parquet' };

/** What the choices of a screen or the command line stand for. */
export const exportFormats = {
  csv: { kind: 'csv', style: csvStyles.rfc4180 },
  excelSpanishCsv: { kind: 'csv', style: csvStyles.excelSpanish },
  tsv: { kind: 'csv', style: csvStyles.tabs },
  json: { kind: 'json' },
  ndjson: { kind: 'ndjson' },
  vcard: { kind: 'vcard', version: '4.0' },
  xlsx: { kind: 'xlsx', sheet: 'Fichero' },
  parquet: { kind: 'parquet' },
} as const satisfies Record<string, ExportFormat>;

export type Manifest = {
  readonly format: ExportFormat['kind'];
  readonly rows: number;
  readonly columns: readonly string[];
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** Cells that the format could not hold whole; 0 wherever possible, and to be told otherwise. */
  readonly cutCells: number;
};

/** Counted while writing. */
export type Losses = { cutCells: number };

export type TableSource = AsyncIterable<Table> | Iterable<Table>;

/** Yields the file's bytes; the generator's return value is the manifest. The tables share one set of columns. */
export async function* exportTable(
  tables: TableSource,
  columns: readonly ExportColumn[],
  format: ExportFormat,
  job: Job = quietJob,
): AsyncGenerator<Uint8Array, Manifest, undefined> {
  const hash = startSha256();
  const losses: Losses = { cutCells: 0 };
  let bytes = 0;
  let rows = 0;
  async function* counted(): AsyncGenerator<Table, void, undefined> {
    for await (const table of tables) {
      yield table;
      rows += table.length;
      job.report({ stage: 'export', done: rows, total: 0, unit: 'rows' });
      await job.breathe();
    }
  }
  for await (const chunk of await chunksOf(counted(), columns, format, losses)) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  return { format: format.kind, rows, columns: columns.map((column) => column.header), bytes, sha256: toHex(hash.digest()), cutCells: losses.cutCells };
}

async function chunksOf(tables: AsyncIterable<Table>, columns: readonly ExportColumn[], format: ExportFormat, losses: Losses): Promise<AsyncIterable<Uint8Array>> {
  switch (format.kind) {
    case 'csv':
      return writeCsv(tables, columns, format.style);
    case 'json':
      return writeJson(tables, columns, true);
    case 'ndjson':
      return writeJson(tables, columns, false);
    case 'vcard':
      return writeVcards(tables, columns, format.version);
    case 'xlsx':
      return writeXlsx(tables, columns, format.sheet, losses);
    case 'parquet':
      // Fetched only when somebody wants it.
      return (await import('./parquet.adapter.ts')).writeParquet(tables, columns);
    default:
      return assertNever(format);
  }
}
