// LibreOffice opens what the app exports: it runs no formula in it, and what it saves comes back equal. Runs only where soffice is.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvStyles } from '../../shared/export/writeCsv.ts';
import type { ExportFormat } from '../../shared/export/exportTable.ts';
import { loadBytes, showTable } from '../support/loading.ts';
import { exported, tableOf } from '../support/exporting.ts';

const hasOffice = spawnSync('soffice', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'fichero-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = ['id', 'valor'];
/** What spreadsheets would run, what they would round, and what only looks so. */
const values = [
  '=1+1', '=HYPERLINK("http://x.example","a")', '=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(1+1)', '\t=1+1', "'=1+1", '＝1+1', '=WEBSERVICE("http://x.example")', '=DDE("a";"b";"c")',
  '+34 600 111 222', '-5', '007', '12345678901234567890', '1E5', '01/02/2026', '3-4', 'TRUE', '<script>alert(1)</script>', 'a"b', 'línea\notra', 'ñandú €', '', '#N/A', '1,5', '1.234,50',
];
const rows = values.map((value, i) => [`r${i}`, value]);

/** What LibreOffice reads from a file and saves as another kind. */
function convert(name: string, to: string, filter: string): Uint8Array {
  execFileSync('soffice', ['--headless', '--norestore', `-env:UserInstallation=file://${folder}/profile`, ...(name.endsWith('.csv') ? ['--infilter=CSV:44,34,76,1'] : []), '--convert-to', filter, '--outdir', join(folder, 'saved'), join(folder, name)], { stdio: 'pipe', timeout: 200_000 });
  return readFileSync(join(folder, 'saved', name.replace(/\.[^.]+$/, `.${to}`)));
}

async function read(bytes: Uint8Array, fileName: string): Promise<Map<string, string>> {
  const loaded = await loadBytes(bytes, { fileName, overrides: { restoreFormulas: false, ...(fileName.endsWith('.csv') ? { delimiter: ',', quote: '"' as const, headerLine: 1 } : {}) } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return new Map(showTable(loaded.value).rows.map(([id, value]) => [id!, value ?? '']));
}

async function write(name: string, format: ExportFormat): Promise<void> {
  writeFileSync(join(folder, name), Buffer.concat(await exported(tableOf(header, rows), format)));
}

describe.skipIf(!hasOffice)('LibreOffice (skipped where soffice is not installed)', () => {
  it('shows every value of a workbook as it is, and its own file comes back equal', async () => {
    await write('libro.xlsx', { kind: 'xlsx', sheet: 'Fichero' });
    for (const [to, filter] of [['ods', 'ods'], ['xlsx', 'xlsx:Calc MS Excel 2007 XML'], ['xls', 'xls:MS Excel 97']] as const) {
      const saved = await read(convert('libro.xlsx', to, filter), `libro.${to}`);
      for (const [id, value] of rows) expect([to, id, saved.get(id!) ?? '']).toEqual([to, id, value]);
    }
  });

  it('runs no formula of a CSV file', async () => {
    await write('tabla.csv', { kind: 'csv', style: csvStyles.rfc4180 });
    // Every cell formatted as text or not, a formula that ran would show its result.
    const saved = await read(convert('tabla.csv', 'xlsx', 'xlsx:Calc MS Excel 2007 XML'), 'tabla.xlsx');
    for (const [id, value] of rows) {
      const shown = saved.get(id!) ?? '';
      if (/^'*[=+\-@\t＝]/.test(value!) && !/^[+-][\d ]+$/.test(value!)) expect([id, shown.replace(/^'/, '').trim()]).toEqual([id, value!.trim()]);
    }
  });
});
