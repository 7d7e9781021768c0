import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportTable, type ExportColumn, type ExportFormat } from '../../../shared/export/exportTable.ts';
import { csvStyles } from '../../../shared/export/writeCsv.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import type { Table } from '../../../shared/table/Table.ts';
import { isFormulaLike, isNeutralised, neutraliseFormula, restoreFormula } from '../../../shared/values/formula.ts';
import { showTable } from '../../support/loading.ts';

const piece = fc.constantFrom('a', 'ñ', '😀', '€', '"', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '\u00a0', '=', '+', '-', '@', '1', '34', '.', '\\', '\0', '\u0007', '\ufeff', '＝', '<', '&', '_x000D_', 'id');
export const anyCell = fc.oneof({ weight: 4, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) });

export function tableOf(headers: readonly string[], rows: readonly (readonly (string | undefined)[])[]): Table {
  return { length: rows.length, columns: headers.map((name, i) => ({ name, column: columnOf(rows.map((row) => row[i])) })) };
}

export async function exported(table: Table, format: ExportFormat, columns?: readonly ExportColumn[]): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportTable([table], columns ?? table.columns.map(({ name }, column) => ({ header: name, column, type: 'text' })), format)) chunks.push(chunk);
  return chunks;
}

const anyRows = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

describe('formulas', () => {
  it('are neutralised so that restoring gives the same text, for any text', () => {
    fc.assert(
      fc.property(anyCell, (text) => {
        const safe = neutraliseFormula(text);
        expect(restoreFormula(safe)).toBe(text);
        expect(isFormulaLike(safe)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '+34 600+1', '-', '+', '=', "'=1", '+1*2'])('%j gets an apostrophe', (text) => expect(neutraliseFormula(text)).toBe(`'${text}`));

  it.each(['+34600111222', '+34 600 111 222', '+1 (555) 123-4567', '+34-600-111-222', '-5', '+5', '-1.234,50', '-1,5', '-12 €', '-5%', '1=2', 'a@b.es', "'abc", "O'Neill", '', ' =1', '-1e5'])('%j stays', (text) => {
    expect(neutraliseFormula(text)).toBe(text);
    expect(isNeutralised(text)).toBe(false);
  });
});

describe('re-import(export(x)) = x', () => {
  for (const [name, style] of Object.entries(csvStyles)) {
    it(`as CSV, ${name}, for any strings`, async () => {
      await fc.assert(
        fc.asyncProperty(anyRows, async (rows) => {
          const headers = rows[0]!.map((_, i) => `h${i}`);
          const chunks = await exported(tableOf(headers, rows), { kind: 'csv', style });
          const loaded = await loadTable(chunks, { overrides: { delimiter: style.delimiter, quote: '"', escape: 'doubled', padded: false, headerLine: 1, encoding: 'utf-8' } });
          if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
          const shown = showTable(loaded.value);
          expect(shown.quarantined).toEqual([]);
          expect(shown.header).toEqual(headers);
          expect(shown.rows).toEqual(rows);
        }),
        { numRuns: 400 },
      );
    });
  }

  it('even where rows are empty or equal the header', async () => {
    const rows = [['', ''], ['id', 'name'], ['id', ''], ['', 'x'], ['', '']];
    const chunks = await exported(tableOf(['id', 'name'], rows), { kind: 'csv', style: csvStyles.rfc4180 });
    const loaded = await loadTable(chunks);
    expect(loaded.ok && showTable(loaded.value).rows).toEqual(rows);
    const single = [[''], ['a'], [' '], ['']];
    const one = await loadTable(await exported(tableOf(['name'], single), { kind: 'csv', style: csvStyles.excelSpanish }));
    expect(one.ok && showTable(one.value).rows).toEqual(single);
  });
});
