// Writes plain rows as files, for tests.
import { exportTable, type ExportColumn, type ExportFormat } from '../../shared/export/exportTable.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';
import type { Table } from '../../shared/table/Table.ts';

export function tableOf(headers: readonly string[], rows: readonly (readonly (string | undefined)[])[]): Table {
  return { length: rows.length, columns: headers.map((name, i) => ({ name, column: columnOf(rows.map((row) => row[i])) })) };
}

export async function exported(table: Table, format: ExportFormat, columns?: readonly ExportColumn[]): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportTable([table], columns ?? table.columns.map(({ name }, column) => ({ header: name, column, type: 'text' })), format)) chunks.push(chunk);
  return chunks;
}
