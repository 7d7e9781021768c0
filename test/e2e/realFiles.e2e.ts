// Files that nobody here wrote, where they are present: FICHERO_DATASETS, or ../shared/datasets beside the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { readCsv } from './support/readCsv.ts';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const datasets = process.env['FICHERO_DATASETS'] ?? fileURLToPath(new URL('../../../shared/datasets', import.meta.url));
/** Columns that hold the answer; a steward's file has none. */
const answers = ['rec_id', 'true_cluster'];

for (const { name, leastGroups } of [{ name: 'dedupe_csv_example', leastGroups: 300 }, { name: 'febrl3', leastGroups: 1_000 }]) {
  test(`loads, matches, merges and exports ${name}`, async ({ openApp, folder }) => {
    const file = resolve(datasets, name, 'records.csv');
    test.skip(!existsSync(file), `There is no ${file}: set FICHERO_DATASETS to the folder that holds ${name}.`);
    test.slow();
    const { header, rows } = readCsv(readFileSync(file, 'utf8'), ',');
    const kept = header.filter((column) => !answers.includes(column));
    const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const stripped = [kept.map(quote).join(','), ...rows.map((row) => kept.map((column) => quote(row[column]!)).join(','))];

    const app = await openApp();
    const steward = stewardOf(app, folder, 'en');
    const { page, say } = steward;
    await steward.createWorkspace(name);
    await steward.openFiles(folder.write(`${name}.csv`, `${stripped.join('\n')}\n`));
    expect(await steward.loadAsGuessed()).toContain(say('load.doneSum', { rowsIn: rows.length, rows: rows.length, quarantined: 0 }));
    await steward.press('ui.close');
    await steward.findDuplicates();
    await app.capture(`real-${name}`);
    const groups = Number(/of ([\d,]+)/.exec((await page.getByTestId('queue-position').textContent())!)![1]!.replaceAll(',', ''));
    expect(groups).toBeGreaterThan(leastGroups);
    await page.keyboard.press('m');
    await expect(steward.toast(/merged/)).toBeVisible();
    const members = Number(/(\d+) rows? merged/.exec((await steward.toast(/merged/).textContent())!)![1]);
    const exported = await steward.exportTo('export');
    const read = (part: string) => readCsv(readFileSync(resolve(exported, readdirSync(exported).find((one) => one.startsWith(part))!), 'utf8'), ',').rows;
    const golden = read('golden-records');
    const crosswalk = read('crosswalk');
    expect(crosswalk).toHaveLength(rows.length);
    expect(golden).toHaveLength(rows.length - members + 1);
    expect(golden.filter((row) => row['sourceRows'] !== '1').map((row) => row['sourceRows'])).toEqual([String(members)]);
    expect(app.complaints).toEqual([]);
  });
}
