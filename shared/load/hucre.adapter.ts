// Reads the older and other workbook formats (.xls, .xlsb, .ods) through hucre; the only door to that library.
import { EncryptedFileError, readOds, readXls, readXlsb, type CellValue, type Sheet } from 'hucre';
import { err, ok, type Result } from '../kernel/result.ts';
import type { LoadLimits, LoadProblem } from './problem.ts';
import { inflateEntry, listEntries } from './zip.adapter.ts';

export type GridSheet = { readonly name: string; readonly hidden: boolean; readonly rows: () => Generator<string[], void, undefined> };

/** All sheets of a workbook. Values are as for .xlsx, but for leading zeros that only a number format shows. */
export async function readBook(bytes: Uint8Array, format: 'xls' | 'xlsb' | 'ods', limits: LoadLimits): Promise<Result<GridSheet[], LoadProblem>> {
  if (format !== 'xls') {
    const trouble = checkArchive(bytes, limits);
    if (trouble !== undefined) return err(trouble);
  }
  try {
    const read = format === 'xls' ? readXls : format === 'xlsb' ? readXlsb : readOds;
    const book = await read(bytes);
    return ok(book.sheets.map((sheet) => ({ name: sheet.name, hidden: sheet.hidden === true || sheet.veryHidden === true, rows: () => rowsOf(sheet) })));
  } catch (error) {
    if (error instanceof EncryptedFileError) return err({ kind: 'encryptedFile', format });
    return err({ kind: 'damagedFile', format, detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Inflates everything once, only counting: the library has no ratio of its own. */
function checkArchive(bytes: Uint8Array, limits: LoadLimits): LoadProblem | undefined {
  const listed = listEntries(bytes, limits);
  if (!listed.ok) return listed.error;
  for (const entry of listed.value) {
    if (!/\.(?:xml|bin)$/i.test(entry.name)) continue;
    const problem = inflateEntry(bytes, entry, limits, () => true);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function* rowsOf(sheet: Sheet): Generator<string[], void, undefined> {
  const merges = (sheet.merges ?? []).filter((merge) => merge.endRow > merge.startRow);
  for (let row = 0; row < sheet.rows.length; row++) {
    const cells = (sheet.rows[row] ?? []).map(showCell);
    for (const merge of merges) {
      if (row <= merge.startRow || row > merge.endRow || (cells[merge.startCol] ?? '') !== '') continue;
      while (cells.length <= merge.startCol) cells.push('');
      cells[merge.startCol] = showCell(sheet.rows[merge.startRow]?.[merge.startCol] ?? null);
    }
    yield cells;
  }
}

function showCell(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return showNumber(value);
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  if (text.endsWith('T00:00:00.000Z')) return text.slice(0, 10);
  return text.startsWith('1899-12-3') ? text.slice(11, 19) : text.slice(0, 19);
}

function showNumber(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  return Number.isInteger(number) ? BigInt(number).toString() : number.toFixed(20).replace(/0+$/, '');
}
