// The Excel keyboard of the records: a folder made without the app opens with the same rows; cells are typed and pasted into, taken back, and what was delivered is still there.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRunPlace } from './support/runPlace.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
const file = 'id,full name,email,city\n0001,Ana Ruiz,ana@x.es,Vigo\n0002,Luis Gil,luis@x.es,Lugo\n0003,Eva Sanz,eva@x.es,\n0004,Pau Mir,pau@x.es,Vic\n';

test('a folder loaded headless opens with the same rows, which are edited and pasted into by key', async ({ openApp, folder }) => {
  test.slow();
  const path = resolve(folder.path, 'Clients');
  const headless = (...args: string[]) => execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8', env: { ...process.env, FICHERO_HOME: folder.make('home') } });
  headless('create', path);
  headless('load', path, folder.write('clients.csv', file), '--source', 'CRM');
  const rows = () => (JSON.parse(headless('rows', path, '--limit', '10', '--json')) as { rows: { values: Record<string, string> }[] }).rows.map(({ values }) => Object.values(values));
  const delivered = rows();
  expect(delivered).toHaveLength(4);
  const { user } = readRunPlace();
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, path]);

  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say } = steward;
  await app.answer({ open: [[path]] });
  await steward.press('welcome.open');
  await steward.goTo('records');
  const grid = page.getByRole('grid').first();
  const cell = (row: number, column: number) => grid.locator(`[data-row="${row}"][data-column="${column}"]`);
  /** The cells of the file: state and source stand before them. */
  const shown = async () => {
    const lines = [];
    for (let row = 0; row < 4; row++) lines.push(await Promise.all([2, 3, 4, 5].map(async (column) => (await cell(row, column).textContent())?.replace('–', '') ?? '')));
    return lines;
  };
  const asDelivered = [['0001', 'Ana Ruiz', 'ana@x.es', 'Vigo'], ['0002', 'Luis Gil', 'luis@x.es', 'Lugo'], ['0003', 'Eva Sanz', 'eva@x.es', ''], ['0004', 'Pau Mir', 'pau@x.es', 'Vic']];
  await expect(cell(3, 5)).toHaveText('Vic');

  await expect.poll(shown).toEqual(asDelivered);
  expect(delivered).toEqual(asDelivered);

  // F2 edits; Esc leaves the old value, Tab takes the new one and goes right, Enter goes down.
  const editor = grid.locator('textarea');
  await cell(0, 3).click();
  await page.keyboard.press('F2');
  await expect(editor).toBeFocused();
  await page.keyboard.type('Nobody');
  await page.keyboard.press('Escape');
  await expect(cell(0, 3)).toHaveText('Ana Ruiz');
  await page.keyboard.press('F2');
  await page.keyboard.type('Ana Ruiz Peña');
  await app.capture('cell-editor');
  await page.keyboard.press('Tab');
  await expect(cell(0, 3)).toHaveText('Ana Ruiz Peña');
  await expect(cell(0, 4)).toHaveClass(/cursor/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  // The rows may be read anew while one types.
  await page.keyboard.type('Soria', { delay: 60 });
  await page.keyboard.press('Enter');
  await expect(cell(0, 5)).toHaveText('Soria');
  await expect(cell(1, 5)).toHaveClass(/cursor/);
  await expect(grid).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(cell(0, 5)).toHaveText('Vigo');
  await page.keyboard.press('Control+z');
  await expect(cell(0, 3)).toHaveText('Ana Ruiz');

  // What Fichero fills in is not edited.
  await cell(0, 1).click();
  await page.keyboard.press('F2');
  await expect(steward.toast(say('grid.cannotEdit', { column: say('records.source') }))).toBeVisible();
  await expect(editor).toHaveCount(0);

  // One cell pastes at once; a block asks first, repeats over the selection, and is one step.
  const clip = (text: string) => app.electron.evaluate(({ clipboard }, given) => clipboard.writeText(given), text);
  await clip('Ourense');
  await cell(2, 5).click();
  await page.keyboard.press('Control+v');
  await expect(cell(2, 5)).toHaveText('Ourense');
  await page.keyboard.press('Control+z');
  await expect(cell(2, 5)).toHaveText('–');
  await clip('a@y.es\tÉibar\r\nb@y.es\tÁvila\r\n');
  await cell(0, 4).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+v');
  await expect(steward.dialog).toContainText(say('grid.pasteTitle', { count: 8 }));
  await expect(page.getByTestId('paste-would')).toContainText(say('grid.pasteRows', { count: 4 }));
  await app.capture('paste-dialog');
  await page.keyboard.press('Escape');
  await expect.poll(shown).toEqual(asDelivered);
  await expect(grid).toBeFocused();
  await page.keyboard.press('Control+v');
  await steward.press('steward.bulk.apply', { count: 8 });
  await expect(cell(3, 5)).toHaveText('Ávila');
  await expect.poll(async () => (await shown()).map((line) => line.slice(2))).toEqual([['a@y.es', 'Éibar'], ['b@y.es', 'Ávila'], ['a@y.es', 'Éibar'], ['b@y.es', 'Ávila']]);
  await page.keyboard.press('Control+z');
  await expect(cell(3, 5)).toHaveText('Vic');
  await expect.poll(shown).toEqual(asDelivered);

  // A golden record's value is set by hand; its source row still says what was delivered.
  await page.locator('.segment').filter({ hasText: say('records.golden') }).click();
  await expect(grid).toHaveAttribute('aria-label', say('records.golden'));
  const cities = grid.getByRole('columnheader', { name: /^City/ });
  const column = Number(await cities.getAttribute('aria-colindex')) - 2;
  await cell(1, column).click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Burgos');
  await page.keyboard.press('Enter');
  await expect(cell(1, column)).toHaveText('Burgos');
  await page.locator('.segment').filter({ hasText: say('records.sourceRows') }).click();
  await expect(cell(1, 5)).toHaveText('Lugo');
  await cell(0, 5).click();
  await page.keyboard.press('F2');
  await page.keyboard.type('Toledo');
  await page.keyboard.press('Enter');
  await expect(cell(0, 5)).toHaveText('Toledo');

  await page.emulateMedia({ colorScheme: 'dark' });
  await cell(1, 3).click();
  await page.keyboard.press('F2');
  await app.capture('cell-editor-dark');
  await page.keyboard.press('Escape');
  await app.close();
  expect(rows()).toEqual([['0001', 'Ana Ruiz', 'ana@x.es', 'Toledo'], ...asDelivered.slice(1)]);

  // Opened for reading, nothing of this works, and it says so.
  const audit = await openApp({ profile: 'auditor' });
  const auditor = stewardOf(audit, folder, 'en');
  await audit.answer({ open: [[path]] });
  await auditor.button(say('welcome.audit')).click();
  await auditor.goTo('records');
  const readOnly = audit.page.getByRole('grid').first();
  await readOnly.locator('[data-row="1"][data-column="3"]').click();
  await audit.page.keyboard.press('F2');
  await expect(auditor.toast(say('audit.readOnly'))).toBeVisible();
  await audit.page.keyboard.press('Control+v');
  await expect(auditor.toast(say('audit.readOnly'))).toHaveCount(2);
  await expect(readOnly.locator('textarea')).toHaveCount(0);
  await expect(auditor.dialog).toHaveCount(0);
  await audit.close();
  expect([...app.complaints, ...audit.complaints]).toEqual([]);
});
