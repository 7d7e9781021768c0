// Writes tables as one JSON array of objects, or as one object per line (NDJSON).
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt } from '../table/TextColumn.ts';
import { ByteBuffer } from './byteBuffer.ts';
import type { ExportColumn } from './exportTable.ts';
import { numberOf } from './numberOf.ts';

const CHUNK_BYTES = 262_144;

/** A missing cell is left out, an empty one is "". Numbers are written as such only where they read back the same. */
export async function* writeJson(tables: AsyncIterable<Table>, columns: readonly ExportColumn[], asArray: boolean): AsyncGenerator<Uint8Array, void, undefined> {
  const out = new ByteBuffer(CHUNK_BYTES * 2);
  const keys = columns.map((column) => `${JSON.stringify(column.header)}:`);
  let rows = 0;
  if (asArray) out.text('[');
  for await (const table of tables) {
    for (let row = 0; row < table.length; row++) {
      const parts: string[] = [];
      columns.forEach(({ column, type }, i) => {
        const source = table.columns[column]!.column;
        if (isMissingAt(source, row)) return;
        const text = textAt(source, row);
        const number = type === 'number' ? numberOf(text) : undefined;
        parts.push(keys[i]! + (number === undefined ? JSON.stringify(text) : text));
      });
      if (asArray) out.text(rows > 0 ? ',\n' : '\n');
      out.text(`{${parts.join(',')}}`);
      if (!asArray) out.text('\n');
      rows++;
      if (out.length >= CHUNK_BYTES) yield out.take();
    }
  }
  if (asArray) out.text(rows > 0 ? '\n]\n' : ']\n');
  if (out.length > 0) yield out.take();
}
