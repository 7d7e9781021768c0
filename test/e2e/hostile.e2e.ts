// B3: scripts, markup, pictures and formulas in every field and header are shown as text on every screen, and go out as they came in.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCsv, withoutGuard } from './support/readCsv.ts';
import { allPlaces, stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const payloads = [
  '<script>window.__ran = 1</script>',
  '<img src=x onerror="window.__ran = 1">',
  '<svg onload="window.__ran = 1"><a href="javascript:window.__ran = 1">x</a></svg>',
  'javascript:window.__ran = 1',
  '{{constructor.constructor("window.__ran = 1")()}}',
  '=HYPERLINK("http://x.example","x")',
  "'=1+1",
  '@SUM(1+1)',
  '../../../etc/passwd',
  '\u202egnp.exe\u202c',
  '__proto__',
  'constructor',
];
const fields = ['id', 'Nombre', 'Apellidos', 'Empresa', 'NIF', 'Correo', 'Teléfono', 'Dirección', 'CP', 'Ciudad', 'Fecha nacimiento', 'Notas', '<b onclick="window.__ran = 1">negrita</b>', '__proto__'];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const lines = Array.from({ length: 36 }, (_, row) => fields.map((_, column) => (column === 0 ? `C${row}` : payloads[(row + column) % payloads.length]!)));

test('hostile values are text everywhere, and go out as they came in', async ({ openApp, folder }) => {
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, dialog, say } = steward;
  await steward.createWorkspace('Hostile');
  await steward.openFiles(folder.write('<img src=x onerror=alert(1)>.csv'.replaceAll(/[<>"/]/g, '_'), `${[fields, ...lines].map((row) => row.map(quoted).join(',')).join('\n')}\n`));
  await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
  // Nothing tells such a header from such rows: a person says where it stands.
  await dialog.getByRole('button', { name: say('load.headerLine') }).click();
  await page.getByRole('option', { name: say('load.headerAt', { line: 1 }) }).click();
  await dialog.getByText(say('load.moreChoices')).click();
  // What the file says with an apostrophe is meant so: nothing is taken away.
  await dialog.getByText(say('load.restoreFormulas')).click();
  await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
  expect(await steward.loadAsGuessed()).toBe(say('load.doneSum', { rowsIn: 36, rows: 36, quarantined: 0 }));
  await page.keyboard.press('Escape');
  const isUntouched = async () => {
    expect(await page.evaluate(() => [(window as unknown as { __ran?: number }).__ran, document.querySelectorAll('img[src="x"], svg a[href^="javascript"], [onerror], [onload], [onclick]').length, ({} as { polluted?: unknown }).polluted])).toEqual([undefined, 0, undefined]);
  };
  await steward.findDuplicates();
  for (const place of allPlaces) {
    await steward.goTo(place);
    await isUntouched();
  }
  await steward.goTo('records');
  await expect(page.getByText(payloads[0]!).first()).toBeVisible();
  await app.capture('hostile-records');
  const out = await steward.exportTo('salida');
  await isUntouched();
  const golden = readCsv(readFileSync(resolve(out, readdirSync(out).find((name) => name.startsWith('golden'))!), 'utf8'), ',');
  expect(golden.header).toContain('customerId');
  for (const record of golden.rows) {
    const row = golden.header.map((name) => record[name]!);
    const sent = lines.find(([id]) => id === record['customerId'])!;
    const back = row.slice(2).map(withoutGuard).filter((cell) => cell !== '').toSorted();
    expect([sent[0], back]).toEqual([sent[0], sent.filter((cell) => cell !== '').toSorted()]);
    for (const cell of row) expect(/^[=@]/.test(cell)).toBe(false);
  }
  expect(app.complaints).toEqual([]);
});
