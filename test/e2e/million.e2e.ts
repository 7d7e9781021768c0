// Large files in the real app, at a tenth of the working size: load, scroll, filter, sort, search, cancel, and a process killed in mid-load.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type OpenApp } from './support/test.ts';

const ROWS = 100_000;
const generator = fileURLToPath(new URL('../../build/generate/main.ts', import.meta.url));

async function createWorkspace({ page }: OpenApp): Promise<void> {
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Large');
  await page.getByRole('button', { name: 'Choose a place…' }).click();
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
}

/** Up to the moment at which the load runs. */
async function startLoad(page: Page, source: string): Promise<void> {
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await page.getByRole('button', { name: 'Load files…' }).first().click();
  const dialog = page.getByRole('dialog');
  const known = dialog.getByRole('button', { name: /Source/ });
  await expect(dialog.getByRole('button', { name: 'Load', exact: true })).toBeEnabled();
  if ((await dialog.getByRole('textbox', { name: 'Name of the source' }).count()) === 0) {
    await known.first().click();
    await page.getByRole('option', { name: 'New source' }).click();
  }
  await dialog.getByRole('textbox', { name: 'Name of the source' }).fill(source);
  await dialog.getByRole('button', { name: 'Load', exact: true }).click();
}

const rowCount = (page: Page) => page.getByTestId('row-count');
const firstCell = (page: Page, column: number) => page.locator(`[role=grid] [data-row="0"][data-column="${column}"]`);

async function showRecords(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await expect(firstCell(page, 1)).not.toBeEmpty();
}

test('loads a hundred thousand rows, shows them in every order, and survives a cancel and a kill', async ({ openApp, folder }) => {
  test.setTimeout(240_000);
  const file = folder.write('customers.csv', '');
  execFileSync(process.execPath, [generator, '--rows', String(ROWS), '--out', file], { stdio: 'ignore' });
  folder.write('customers.csv', readFileSync(file));
  const more = folder.write('more.csv', readFileSync(file));
  const app = await openApp();
  const { page } = app;
  await app.answer({ save: [resolve(folder.path, 'Large.fichero')], open: [[file], [more], [more]] });
  await createWorkspace(app);

  await startLoad(page, 'bulk');
  await expect(page.getByRole('dialog').getByTestId('rows-in-sum')).toHaveText('100,000 rows in the file = 100,000 loaded + 0 quarantined', { timeout: 90_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Show rows' }).click();
  await expect(rowCount(page)).toHaveText('100,000 of 100,000 rows');
  await expect(firstCell(page, 2)).toHaveText('C0000001');

  // The last rows are there as soon as one goes to them.
  const grid = page.getByRole('grid').first();
  await grid.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(page.locator(`[role=grid] [data-row="${ROWS - 1}"][data-column="2"]`)).toHaveText('C0100000');
  await grid.evaluate((element) => (element.scrollTop = 0));

  await page.getByRole('link', { name: 'Records', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Customer id' }).getByRole('button').first().click();
  await page.getByRole('columnheader', { name: 'Customer id' }).getByRole('button').first().click();
  await expect(firstCell(page, 2)).toHaveText('C0100000');

  await page.locator('label.checkbox', { hasText: 'Madrid' }).first().click();
  await expect(rowCount(page)).toHaveText(/^\d{1,2},\d{3} of 100,000 rows$/);
  const inMadrid = await rowCount(page).textContent();
  await page.getByRole('searchbox', { name: 'Search in all fields' }).fill('garcia');
  await expect(rowCount(page)).not.toHaveText(inMadrid!);
  await expect(rowCount(page)).toHaveText(/^[\d,]+ of 100,000 rows$/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rowCount(page)).toHaveText('100,000 of 100,000 rows');

  // A cancelled load leaves nothing behind.
  await startLoad(page, 'cancelled');
  await page.getByRole('dialog').getByRole('progressbar').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toContainText('was not loaded', { timeout: 30_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await showRecords(page);
  await expect(rowCount(page)).toHaveText('100,000 of 100,000 rows');

  // So does one during which the power fails.
  await startLoad(page, 'killed');
  await expect(page.getByRole('dialog').getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await app.kill();
  const again = await openApp();
  await showRecords(again.page);
  await expect(rowCount(again.page)).toHaveText('100,000 of 100,000 rows');
  await again.page.getByRole('link', { name: 'Sources', exact: true }).click();
  await expect(again.page.getByText('bulk', { exact: true }).first()).toBeVisible();
  await expect(again.page.getByText('killed', { exact: true })).toHaveCount(0);
  expect(app.complaints).toEqual([]);
  expect(again.complaints).toEqual([]);
});
