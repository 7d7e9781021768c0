import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportTable, type ExportColumn, type ExportFormat } from '../../../shared/export/exportTable.ts';
import { csvStyles } from '../../../shared/export/writeCsv.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import type { Table } from '../../../shared/table/Table.ts';
import { isFormulaLike, isNeutralised, neutraliseFormula, restoreFormula } from '../../../shared/values/formula.ts';
import { exported, tableOf } from '../../support/exporting.ts';
import { showTable } from '../../support/loading.ts';

/** `npm run fuzz` asks for many times as many. */
const times = Number(process.env['FICHERO_ROUNDTRIPS'] ?? 1);
const piece = fc.constantFrom('a', 'ñ', '😀', '€', '"', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '\u00a0', '=', '+', '-', '@', '1', '34', '.', '\\', '\0', '\u0007', '\ufeff', '＝', '<', '&', '_x000D_', 'id');
const anyCell = fc.oneof({ weight: 4, arbitrary: fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) });

const anyRows = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

describe('formulas', () => {
  it('are neutralised so that restoring gives the same text, for any text', () => {
    fc.assert(
      fc.property(anyCell, (text) => {
        const safe = neutraliseFormula(text);
        expect(restoreFormula(safe)).toBe(text);
        expect(isFormulaLike(safe)).toBe(false);
      }),
      { numRuns: 2000 * times },
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
        { numRuns: 400 * times },
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

  const loaded = async (table: Table, format: ExportFormat, columns?: readonly ExportColumn[]): Promise<ReturnType<typeof showTable>> => {
    const back = await loadTable(await exported(table, format, columns), { overrides: { format: format.kind === 'csv' ? 'delimited' : format.kind } });
    if (!back.ok) throw new Error(JSON.stringify(back.error));
    return showTable(back.value);
  };
  const anyUnits = fc.oneof(anyCell, fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', '"', '\\', '\u2028') }));

  it('as JSON and NDJSON, for any strings and missing cells', async () => {
    const anyGaps = fc.array(fc.tuple(anyUnits, fc.option(anyUnits, { nil: undefined })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyGaps, fc.constantFrom('json', 'ndjson'), fc.constantFrom('text', 'number'), async (rows, kind, type) => {
        const shown = await loaded(tableOf(['a "b"', '__proto__.x'], rows), { kind }, [{ header: 'a "b"', column: 0, type }, { header: '__proto__.x', column: 1, type }]);
        // A column that no row has cannot come back.
        const width = rows.some((row) => row[1] !== undefined) ? 2 : 1;
        expect(shown.rows).toEqual(rows.map((row) => row.slice(0, width).map((cell) => cell ?? null)));
        expect(shown.quarantined).toEqual([]);
      }),
      { numRuns: 300 * times },
    );
  });

  it('as Excel workbook, for any strings', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, fc.constantFrom('text', 'number', 'date'), async (rows, type) => {
        const headers = rows[0]!.map((_, i) => `h${i}`);
        const kept = rows.filter((row) => row.some((cell) => cell !== ''));
        fc.pre(kept.length > 0);
        const shown = await loaded(tableOf(headers, kept), { kind: 'xlsx', sheet: 'a/b: c' }, headers.map((header, column) => ({ header, column, type })));
        expect(shown.header).toEqual(headers);
        expect(shown.rows).toEqual(kept);
      }),
      { numRuns: 200 * times },
    );
  });

  it('as Excel workbook with numbers and dates that are such cells', async () => {
    const rows = [['1', '2024-02-29'], ['-0.5', '1899-01-01'], ['007', '2024-02-30'], ['1e400', ''], ['12345678901234567890', '2024-01-01']];
    const shown = await loaded(tableOf(['n', 'd'], rows), { kind: 'xlsx', sheet: 'x' }, [{ header: 'n', column: 0, type: 'number' }, { header: 'd', column: 1, type: 'date' }]);
    expect(shown.rows).toEqual(rows);
  });

  it('as Parquet, for any strings and missing cells', async () => {
    // UTF-8 holds no lone surrogates.
    const anyGaps = fc.array(fc.tuple(anyCell, fc.option(anyCell, { nil: undefined })), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyGaps, fc.constantFrom('text', 'number', 'date'), async (rows, type) => {
        const shown = await loaded(tableOf(['a', '__proto__'], rows), { kind: 'parquet' }, [{ header: 'a', column: 0, type }, { header: '__proto__', column: 1, type }]);
        expect(shown.header).toEqual(['a', '__proto__ (column)']);
        expect(shown.rows).toEqual(rows.map((row) => row.map((cell) => cell ?? null)));
      }),
      { numRuns: 200 * times },
    );
  });

  it('as Parquet with numbers and dates that are such columns', async () => {
    const rows = [['1', '2024-02-29'], ['-0.5', '1899-01-01'], [undefined, undefined]];
    const shown = await loaded(tableOf(['n', 'd'], rows), { kind: 'parquet' }, [{ header: 'n', column: 0, type: 'number' }, { header: 'd', column: 1, type: 'date' }]);
    expect(shown.rows).toEqual(rows.map((row) => row.map((cell) => cell ?? null)));
  });

  it('as vCards, for any strings', async () => {
    const fields = ['customerId', 'fullName', 'givenName', 'surname', 'surname2', 'companyName', 'email', 'email.2', 'phone', 'phone.2', 'birthDate', 'street', 'houseNumber', 'city', 'postcode', 'address', 'taxId', 'notes', 'custom:Tarifa, "x"'] as const;
    const anyRecord = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant('') }, anyUnits), { minLength: fields.length, maxLength: fields.length });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), fc.constantFrom('3.0', '4.0'), async (rows, version) => {
        const columns = fields.map((field, column) => ({ header: field, column, type: 'text' as const, field }));
        const shown = await loaded(tableOf(fields, rows), { kind: 'vcard', version }, columns);
        const back = rows.map((_, row) => fields.map((field) => {
          const name = field.startsWith('custom:') ? field.slice(7) : field;
          return shown.rows[row]![shown.header.indexOf(name)] ?? '';
        }));
        expect(back).toEqual(rows);
      }),
      { numRuns: 300 * times },
    );
  });
});

describe('the manifest', () => {
  it('says what was written', async () => {
    const stream = exportTable([tableOf(['a'], [['1'], ['=1']]), tableOf(['a'], [['3']])], [{ header: 'a', column: 0, type: 'text' }], { kind: 'csv', style: csvStyles.rfc4180 });
    const chunks: Uint8Array[] = [];
    let next = await stream.next();
    for (; next.done !== true; next = await stream.next()) chunks.push(next.value);
    expect(new TextDecoder().decode(chunks[0])).toBe('a\r\n1\r\n"\'=1"\r\n3\r\n');
    expect(next.value).toMatchObject({ format: 'csv', rows: 3, columns: ['a'], bytes: 16, sha256: createHash('sha256').update(Buffer.concat(chunks)).digest('hex') });
  });

  it('counts the cells that a workbook cannot hold whole', async () => {
    const stream = exportTable([tableOf(['a'], [['x'.repeat(32_768)], ['ok']])], [{ header: 'a', column: 0, type: 'text' }], { kind: 'xlsx', sheet: 'x' });
    let next = await stream.next();
    while (next.done !== true) next = await stream.next();
    expect(next.value.cutCells).toBe(1);
  });
});
