// The process is killed at bad moments, and the working data is taken away: what was acknowledged is there, and nothing by halves.
import { readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { seededRandom, pick, randomInteger } from '../../shared/kernel/random.ts';
import { englishDelivery } from './support/deliveries.ts';
import { stewardOf, type Steward } from './support/steward.ts';
import { expect, test, type TestFolder } from './support/test.ts';

/** Milliseconds after the load began at which the process is killed: while reading, while saving, near the end. */
const killAfterMs = [60, 350, 700, 1_200];

test('killed during a load, it has all of the load or nothing of it', async ({ openApp, folder }) => {
  test.slow();
  const rows = 20_000;
  const file = folder.write('many.csv', manyCustomers(rows));
  let loads = 0;
  for (const [round, afterMs] of killAfterMs.entries()) {
    const app = await openApp();
    const steward = stewardOf(app, folder, 'en');
    const { page, say, dialog } = steward;
    if (round === 0) await steward.createWorkspace('Customers');
    else {
      loads = await expectWholeLoads(steward, rows);
    }
    await steward.openFiles(file);
    const run = dialog.getByRole('button', { name: say('load.run'), exact: true });
    await expect(run).toBeEnabled();
    await run.click();
    await page.waitForTimeout(afterMs);
    await app.kill();
  }
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const found = await expectWholeLoads(steward, rows);
  expect(found).toBeGreaterThanOrEqual(loads);
  expect(found).toBeLessThanOrEqual(killAfterMs.length);
  await expectCleanLog(steward);
  expect(app.complaints).toEqual([]);
});

test('killed right after a merge was acknowledged, it has the merge', async ({ openApp, folder }) => {
  test.slow();
  const rounds = 2;
  const file = folder.write('twins.csv', twins(rounds + 2));
  let app = await openApp();
  let steward = stewardOf(app, folder, 'en');
  const { say } = steward;
  await steward.createWorkspace('Customers');
  await steward.openFiles(file);
  await steward.loadAsGuessed();
  await steward.press('ui.close');
  await steward.findDuplicates();
  for (let round = 0; round < rounds; round++) {
    await steward.goTo('duplicates');
    await expect(steward.page.getByTestId('queue-position')).toBeVisible();
    await steward.page.keyboard.press('m');
    await expect(steward.toast(say('duplicates.merged', { count: 2 }))).toBeVisible();
    await app.kill();
    app = await openApp();
    steward = stewardOf(app, folder, 'en');
    await steward.goTo('records');
    await steward.page.getByRole('checkbox', { name: say('records.flag.merged') }).press('Space');
    const total = (rounds + 2) * 2;
    await expect(steward.page.getByTestId('row-count')).toContainText(say('grid.rowsOf', { shown: (round + 1) * 2, total }));
  }
  await expectCleanLog(steward);
  expect(app.complaints).toEqual([]);
});

test('without its working data it is rebuilt from the folder, and says so', async ({ openApp, folder }) => {
  const delivery = englishDelivery(new Date());
  const first = await openApp();
  const steward = stewardOf(first, folder, 'en');
  const { say } = steward;
  await steward.createWorkspace('Customers');
  await steward.openFiles(folder.write(delivery.fileName, delivery.bytes));
  await steward.loadAsGuessed();
  await steward.press('ui.close');
  await steward.findDuplicates();
  await steward.openGroup(delivery.twice[0]!.name);
  await steward.page.keyboard.press('m');
  await expect(steward.toast(say('duplicates.merged', { count: 2 }))).toBeVisible();
  const count = delivery.rows.length - 1;
  const before = await readGolden(steward, count);
  await first.close();

  removeWorkingData(folder);
  const second = await openApp();
  const later = stewardOf(second, folder, 'en');
  await expect(later.toast(say('recovery.reason.workingDataMissing'))).toContainText(`${delivery.rows.length} rows`);
  await second.capture('rebuilt');
  expect(await readGolden(later, count)).toEqual(before);
  await expectCleanLog(later);
  await second.close();
  // Rebuilt once, it is kept: the next start has nothing to say.
  const third = await openApp();
  const last = stewardOf(third, folder, 'en');
  expect(await readGolden(last, count)).toEqual(before);
  await expect(third.page.locator('.toast')).toHaveCount(0);
  expect([...second.complaints, ...third.complaints]).toEqual([]);
});

/** Every load that is there is there with all its rows; answers with how many there are. */
async function expectWholeLoads(steward: Steward, rows: number): Promise<number> {
  const { page, say } = steward;
  await expect(page.getByRole('heading', { level: 1, name: say('place.overview') })).toBeVisible({ timeout: 60_000 });
  await steward.goTo('records');
  const count = page.getByTestId('row-count').or(page.getByRole('heading', { name: say('records.emptyTitle') }));
  await expect(count).toBeVisible();
  if (await page.getByRole('heading', { name: say('records.emptyTitle') }).isVisible()) return 0;
  const total = Number(/of ([\d,]+) rows/.exec((await page.getByTestId('row-count').textContent())!)![1]!.replaceAll(',', ''));
  expect(total % rows).toBe(0);
  return total / rows;
}

async function expectCleanLog(steward: Steward): Promise<void> {
  await steward.goTo('log');
  await steward.press('log.verify');
  await expect(steward.page.getByTestId('verdict')).toContainText('The change log is whole', { timeout: 60_000 });
}

/** The first golden records as the grid shows them, once there are so many. */
async function readGolden(steward: Steward, count: number): Promise<string[]> {
  const { page, say } = steward;
  await steward.goTo('records');
  await page.getByRole('radio', { name: say('records.golden') }).click();
  const rows = page.getByRole('grid', { name: say('records.golden') }).getByRole('row');
  await expect(page.getByTestId('row-count')).toHaveText(say('grid.recordsOf', { shown: count, total: count }));
  await expect(page.locator('.skeleton, .statusbar .spinner')).toHaveCount(0);
  return (await rows.allTextContents()).slice(0, 15);
}

/** As if Chromium had lost it: the profile's IndexedDB goes, all else stays. */
function removeWorkingData(folder: TestFolder): void {
  const profile = resolve(folder.path, 'profile');
  const found = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name === 'IndexedDB');
  expect(found.length).toBeGreaterThan(0);
  for (const entry of found) rmSync(resolve(entry.parentPath, entry.name), { recursive: true });
}

const given = ['Ana', 'Luis', 'Marta', 'Pedro', 'Lucía', 'Jorge', 'Elena', 'Pablo', 'Rosa', 'Iván', 'Nuria', 'Hugo', 'Olga', 'Raúl'];
const syllables = ['gar', 'mon', 'tes', 'vil', 'lar', 'ro', 'sen', 'bar', 'que', 'nal', 'dor', 'pi', 'cue', 'zor'];

function manyCustomers(count: number): string {
  const random = seededRandom(3);
  const lines = ['id,given name,surname,email,phone,city,last contact'];
  for (let index = 0; index < count; index++) {
    const surname = Array.from({ length: 3 }, () => pick(random, syllables)).join('');
    lines.push(`${index + 1},${pick(random, given)},${surname},${surname}${index}@example.com,6${String(randomInteger(random, 1e8)).padStart(8, '0')},Madrid,2026-0${1 + randomInteger(random, 9)}-11`);
  }
  return `${lines.join('\n')}\n`;
}

/** Every customer twice, the second time with another phone. */
function twins(count: number): string {
  const random = seededRandom(5);
  const lines = ['id,given name,surname,email,phone,birth date,street'];
  for (let index = 0; index < count; index++) {
    const surname = `${pick(random, syllables)}${pick(random, syllables)}${syllables[index]!}`;
    for (const copy of [0, 1]) {
      lines.push(`${index * 2 + copy + 1},${given[index]!},${surname},${given[index]!.toLowerCase()}.${surname}@example.com,9${String(randomInteger(random, 1e8)).padStart(8, '0')},19${50 + index}-03-1${index},${index + 3} Main Street`);
    }
  }
  return `${lines.join('\n')}\n`;
}
