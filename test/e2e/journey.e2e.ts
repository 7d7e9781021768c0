// The whole journey of a steward, in both languages: from an empty folder to exported files, checked cell by cell.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import type { Language } from '../../shared/contract/desktop.ts';
import { englishDelivery, spanishDelivery, type Delivery } from './support/deliveries.ts';
import { readCsv, withoutGuard } from './support/readCsv.ts';
import { stewardOf, type Steward } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const cli = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

const runs: readonly { readonly language: Language; readonly theme: 'light' | 'dark' }[] = [
  { language: 'en', theme: 'light' },
  { language: 'es', theme: 'dark' },
];

for (const { language, theme } of runs) {
  test(`takes a steward from two files to golden records and back again (${language}, ${theme})`, async ({ openApp, folder }) => {
    const today = new Date();
    const deliveries = language === 'en' ? [englishDelivery(today), spanishDelivery(today)] : [spanishDelivery(today), englishDelivery(today)];
    const [first, second] = deliveries as [Delivery, Delivery];
    const loaded = first.rows.length + second.rows.length;
    const settings = { language, theme, personName: 'Ana Steward' };
    const app = await openApp({ settings });
    const steward = stewardOf(app, folder, language);
    const { page, say } = steward;
    let step = 0;
    const capture = (name: string) => app.capture(`journey-${language}-${String(++step).padStart(2, '0')}-${name}`);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await capture('welcome');

    const workspace = await steward.createWorkspace('Clientes');
    await capture('empty');

    // The first file comes through the open dialog, the second is dropped on the window.
    await steward.openFiles(folder.write(first.fileName, first.bytes));
    await checkPreview(steward, first);
    await capture('preview');
    await changeMapping(steward, first);
    await capture('mapping');
    await expectLoaded(steward, first);
    await capture('loaded');
    await steward.press('load.showRows');
    await expect(page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: first.rows.length, total: first.rows.length }));
    await steward.dropFiles(folder.write(second.fileName, second.bytes));
    await checkPreview(steward, second);
    await capture('preview-dropped');
    await changeMapping(steward, second);
    await expectLoaded(steward, second);
    await steward.press('load.showQuarantine');
    for (const { line, reason } of second.broken) await expect(page.getByRole('row', { name: new RegExp(`^${line} `) })).toContainText(reasonWords(steward, second, reason));
    await capture('quarantine');

    await steward.goTo('records');
    await expect(page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: loaded, total: loaded }));
    await expect(page.getByRole('grid', { name: say('records.sourceRows') }).getByRole('gridcell', { name: first.rows[0]![1]!, exact: true }).first()).toBeVisible();
    await capture('records');
    await page.keyboard.press('Control+f');
    await page.keyboard.type(first.rows[0]![3]!.split('@')[0]!);
    await expect(page.getByTestId('row-count')).not.toHaveText(say('grid.rowsOf', { shown: loaded, total: loaded }));

    // Stale records say why in words.
    await steward.goTo('stale');
    const stale = page.getByRole('grid', { name: say('stale.title') });
    for (const delivery of deliveries) {
      const row = delivery.rows.find((cells) => cells[0] === delivery.stale[0])!;
      await expect(stale.getByRole('row').filter({ hasText: `${row[1]} ${row[2]}` })).toContainText(say('stale.reason.dormant', { months: 0, policyMonths: 24, day: '' }).split('0')[0]!);
    }
    await capture('stale');

    await steward.findDuplicates();
    await capture('duplicates');
    const merged = first.twice[0]!;
    const apart = second.twice[0]!;
    await steward.openGroup(merged.name);
    await page.keyboard.press('e');
    await expect(page.getByRole('heading', { name: say('duplicates.explanation') })).toBeVisible();
    await capture('explained');
    await page.keyboard.press('e');
    const surname = columnOf(first, 'surname');
    const [left, right] = merged.rows.map((row) => first.rows[row]!) as [readonly string[], readonly string[]];

    // One value by click, another by the number of its row on the marked field.
    const bySource = await page.locator('.compare thead th').allInnerTexts();
    const place = (row: readonly string[]) => bySource.findIndex((text) => rowWords(steward, deliveries, first, row).test(text));
    expect(place(left)).toBeGreaterThan(0);
    const valueByClick = page.getByRole('row', { name: new RegExp(`^${say('field.surname')} `) }).locator('td').nth(place(right) - 1).getByRole('button');
    await expect(valueByClick).toHaveText(right[surname]!);
    await valueByClick.click();
    await expect(valueByClick).toHaveAttribute('aria-pressed', 'true');
    const byKey = say(`field.${merged.differs}`);
    await moveTo(steward, byKey);
    await page.keyboard.press(String(place(left) - 1));
    await expect(page.getByRole('row', { name: new RegExp(`^${byKey} `) }).locator('td').first()).toContainText(say('duplicates.pinned'));
    await capture('compare');
    await page.keyboard.press('m');
    await expect(steward.toast(say('duplicates.merged', { count: 2 }))).toBeVisible();
    await capture('merged');

    await steward.openGroup(apart.name);
    await page.keyboard.press('n');
    await expect(steward.toast(say('duplicates.distinctDone'))).toBeVisible();
    await expectStates(steward, { merged: 1, distinct: 1 });
    await page.keyboard.press('Control+z');
    await expect(steward.toast(say('app.undone', { what: '' }).trim())).toBeVisible();
    await expectStates(steward, { merged: 1, distinct: 0 });
    await capture('undone');
    await page.keyboard.press('Control+z');
    await expectStates(steward, { merged: 0, distinct: 0 });
    await page.keyboard.press('Control+Shift+z');
    await expectStates(steward, { merged: 1, distinct: 0 });
    await page.keyboard.press('Control+Shift+z');
    await expectStates(steward, { merged: 1, distinct: 1 });

    const exported = await steward.exportTo('export');
    await capture('export');
    const delimiter = language === 'es' ? ';' : ',';
    const files = Object.fromEntries(readdirSync(exported).map((name) => [name.replace(/-\d{4}-\d\d-\d\d/, ''), readFileSync(resolve(exported, name), 'utf8')]));
    expect(Object.keys(files).toSorted()).toEqual(['change-log-entries.jsonl', 'change-log.csv', 'crosswalk.csv', 'golden-records.csv', 'manifest.json']);
    const golden = readCsv(files['golden-records.csv']!, delimiter);
    const crosswalk = readCsv(files['crosswalk.csv']!, delimiter);
    const log = readCsv(files['change-log.csv']!, delimiter);

    // Every loaded row stands in the crosswalk once, and two rows share one golden record.
    expect(crosswalk.rows.map((row) => `${row['file']} ${row['customerId']}`).toSorted()).toEqual(deliveries.flatMap((delivery) => delivery.rows.map((row) => `${delivery.fileName} ${row[0]}`)).toSorted());
    const goldenOf = new Map(crosswalk.rows.map((row) => [`${row['file']} ${row['customerId']}`, row['goldenId']!]));
    expect(golden.rows).toHaveLength(loaded - 1);
    expect(new Set(golden.rows.map((row) => row['goldenId']))).toEqual(new Set(goldenOf.values()));
    expect(goldenOf.get(`${first.fileName} ${left[0]}`)).toBe(goldenOf.get(`${first.fileName} ${right[0]}`));
    const byId = new Map(golden.rows.map((row) => [row['goldenId']!, row]));
    for (const delivery of deliveries) {
      for (const row of delivery.rows) {
        const found = byId.get(goldenOf.get(`${delivery.fileName} ${row[0]}`)!)!;
        if (row === left || row === right) continue;
        expect(found['sourceRows']).toBe('1');
        for (const [header, cell] of Object.entries(found)) {
          if (header === 'goldenId' || header === 'sourceRows') continue;
          const at = delivery.fields.indexOf(header);
          expect(withoutGuard(cell), `${delivery.fileName} ${row[0]} ${header}`).toBe(at < 0 ? '' : row[at]);
        }
        // No column is lost but the one that was left out.
        for (const field of delivery.fields) if (field !== null) expect(golden.header).toContain(field);
      }
    }
    const one = byId.get(goldenOf.get(`${first.fileName} ${left[0]}`)!)!;
    expect(one['sourceRows']).toBe('2');
    expect(one['surname']).toBe(right[surname]);
    expect(withoutGuard(one[merged.differs]!)).toBe(left[columnOf(first, merged.differs)]);
    first.fields.forEach((field, at) => field !== null && expect([left[at], right[at]], field).toContain(withoutGuard(one[field]!)));

    // The log tells the same story in the same order.
    const entries = [...new Map(log.rows.map((row) => [row['entry'], row])).values()];
    // The app notes the score by itself once the rows of a load are looked at, whenever that is.
    const story = entries.filter((row) => row['what'] !== 'measure');
    expect(story.map((row) => (row['undoes'] === '' ? row['what'] : `${row['what']} ${entries.find((other) => other['entry'] === row['undoes'])!['what']}`))).toEqual([
      'create-workspace', 'load', 'load', 'find-duplicates', 'merge', 'decide', 'undo decide', 'undo merge', 'undo undo', 'undo undo',
    ]);
    const sealed = files['change-log-entries.jsonl']!.trimEnd().split('\n').map((line) => JSON.parse(line) as object);
    expect(sealed).toHaveLength(entries.length);

    // Closed and opened again: all is there, also the place in the queue.
    await steward.goTo('duplicates');
    await steward.openGroup(first.twice[1]!.name);
    const position = await page.getByTestId('queue-position').textContent();
    await page.waitForTimeout(300);
    expect(app.complaints).toEqual([]);
    await app.close();
    const later = await openApp();
    const again = stewardOf(later, folder, language);
    await again.goTo('records');
    await expect(again.page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: loaded, total: loaded }));
    await expect(again.page.locator('.toast')).toHaveCount(0);
    await again.goTo('duplicates');
    await expect(again.page.getByRole('heading', { level: 2, name: first.twice[1]!.name })).toBeVisible();
    await expect(again.page.getByTestId('queue-position')).toHaveText(position!);
    await expectStates(again, { merged: 1, distinct: 1 });
    await later.capture(`journey-${language}-${String(++step).padStart(2, '0')}-reopened`);
    await again.goTo('overview');
    await later.capture(`journey-${language}-${String(++step).padStart(2, '0')}-overview`);

    await again.goTo('log');
    // The score is noted by itself, before it or after it.
    await expect(again.page.getByRole('button', { name: say('log.said.measure', { findings: 0, rows: 0 }).split(':')[0]! }).first()).toBeVisible({ timeout: 60_000 });
    const written = say('log.said.export', { files: 4, rows: golden.rows.length + crosswalk.rows.length + log.rows.length + sealed.length });
    await again.page.getByRole('button', { name: written, exact: true }).click();
    await expect(again.page.getByRole('heading', { level: 2, name: written })).toBeVisible();
    await expect(again.page.getByText(/^golden-records-/)).toBeVisible();
    await again.press('log.verify');
    const verdict = again.page.getByTestId('verdict');
    await expect(verdict).toContainText(say('log.clean', { entries: 0, items: 0, checkpoints: 0 }).split(':')[0]!);
    await later.capture(`journey-${language}-${String(++step).padStart(2, '0')}-verified`);
    expect(later.complaints).toEqual([]);
    await later.close();
    const checked = spawnSync(process.execPath, [cli, 'verify', workspace, '--json'], { encoding: 'utf8' });
    expect(checked.stderr).toBe('');
    expect(JSON.parse(checked.stdout)).toMatchObject({ clean: true, faults: [] });
    expect(checked.status).toBe(0);
  });
}

function columnOf(delivery: Delivery, field: string): number {
  return delivery.fields.indexOf(field);
}

/** The app's words for a row of a delivery: rows are numbered through all loads. */
function rowWords(steward: Steward, deliveries: readonly Delivery[], delivery: Delivery, row: readonly string[]): RegExp {
  const before = deliveries.slice(0, deliveries.indexOf(delivery)).reduce((sum, one) => sum + one.rows.length, 0);
  return new RegExp(`${steward.say('duplicates.row', { row: before + delivery.rows.indexOf(row) })}(?!\\d)`);
}

function reasonWords({ say }: Steward, delivery: Delivery, reason: Delivery['broken'][number]['reason']): string {
  const expected = delivery.columns.length;
  return reason === 'unclosedQuote' ? say('quarantine.unclosedQuote', { column: 2 }) : say(`quarantine.${reason}`, { cells: reason === 'tooFewCells' ? 3 : expected + 2, expected });
}

/** The dialog shows what was guessed: encoding, delimiter, header, fields with their reasons. */
async function checkPreview({ page, say }: Steward, delivery: Delivery): Promise<void> {
  const dialog = page.getByRole('dialog', { name: say('load.title', { file: delivery.fileName }) });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('button', { name: say('load.encoding') })).toContainText(delivery.encoding);
  await expect(dialog.getByRole('button', { name: say('load.delimiter') })).toContainText(delivery.delimiter);
  await expect(dialog.getByRole('button', { name: say('load.headerLine') })).toContainText(say('load.headerAt', { line: 1 }));
  for (const [at, column] of delivery.columns.entries()) {
    const field = delivery.fields[at];
    if (column === delivery.change.column || field === null || field === undefined) continue;
    await expect(dialog.getByRole('combobox', { name: `${say('load.field')}: ${column}`, exact: true }), column).toHaveValue(say(`field.${field}` as 'field.email'));
  }
}

/** Changes one column of the proposed mapping by typing the name of the field. */
async function changeMapping({ page, say }: Steward, { change }: Delivery): Promise<void> {
  const box = page.getByRole('combobox', { name: `${say('load.field')}: ${change.column}`, exact: true });
  const line = page.getByRole('row').filter({ has: box });
  await expect(line).toContainText(say('load.reason.none'));
  await expect(line).not.toContainText('%');
  const wanted = change.to === null ? say('load.leaveOut') : say(`field.${change.to}`);
  await box.fill(wanted);
  await page.getByRole('option', { name: wanted, exact: true }).click();
  await expect(box).toHaveValue(wanted);
  await expect(line).toContainText(say('load.reason.chosen'));
}

async function expectLoaded(steward: Steward, delivery: Delivery): Promise<void> {
  const quarantined = delivery.broken.length;
  expect(await steward.loadAsGuessed()).toBe(steward.say('load.doneSum', { rowsIn: delivery.rows.length + quarantined, rows: delivery.rows.length, quarantined }));
}

/** Moves the mark of the comparison to a field, as the arrow keys do. */
async function moveTo({ page }: Steward, field: string): Promise<void> {
  await page.getByRole('region').filter({ has: page.getByRole('table') }).first().focus();
  const marked = page.locator('.compare tr.at th');
  for (let step = 0; step < 20 && (await marked.textContent()) !== field; step++) await page.keyboard.press('ArrowDown');
  await expect(marked).toHaveText(field);
}

/** How many groups were merged and how many kept apart, read off the queue's filter. */
async function expectStates(steward: Steward, expected: Readonly<Record<'merged' | 'distinct', number>>): Promise<void> {
  const { page, say } = steward;
  const filter = page.getByRole('button', { name: say('duplicates.stateLabel') });
  for (const state of ['merged', 'distinct'] as const) {
    await filter.click();
    await page.getByRole('option', { name: say(`duplicates.state.${state}`), exact: true }).click();
    const options = page.getByRole('listbox', { name: say('duplicates.queue') }).getByRole('option');
    await expect(options).toHaveCount(expected[state]);
  }
  await filter.click();
  await page.getByRole('option', { name: say('duplicates.state.open'), exact: true }).click();
  await expect(page.getByTestId('queue-position')).toBeVisible();
}
