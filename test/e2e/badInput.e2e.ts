// Files that can't be loaded, or not wholly: each gets one message in words, or lines set aside with number and reason; the workspace stays as it was.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { encodeAs } from '../support/corpus.ts';
import { stewardOf, type Steward } from './support/steward.ts';
import { expect, test } from './support/test.ts';
import type { Say } from './support/words.ts';

const header = 'id,name,email';
const customers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1},Customer ${index + 1},c${index + 1}@example.com`);
const text = (...lines: readonly string[]) => joined(lines);
const joined = (lines: readonly string[]) => `${lines.join('\n')}\n`;
/** A PNG's first bytes, and bytes of no known kind. */
const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...Array.from({ length: 600 }, (_, index) => (index * 37) % 256)]);
const program = Uint8Array.from({ length: 4_000 }, (_, index) => (index % 7 === 0 ? 0 : (index * 131) % 256));

const refused: readonly { readonly name: string; readonly content: string | Uint8Array; readonly said: (say: Say) => string }[] = [
  { name: 'empty.csv', content: '', said: (say) => say('problem.emptyFile') },
  { name: 'header-only.csv', content: text(header), said: (say) => say('problem.headerOnly') },
  { name: 'picture.csv', content: picture, said: (say) => say('problem.binaryFile', { looksLike: say('looksLike.image') }) },
  { name: 'program.csv', content: program, said: (say) => say('problem.binaryFile', { looksLike: say('looksLike.unknown') }) },
  { name: 'wide.csv', content: text(Array.from({ length: 10_000 }, (_, at) => `column${at}`).join(','), Array.from({ length: 10_000 }, (_, at) => at).join(',')), said: (say) => say('problem.tooManyColumns', { columns: 10_000, limit: 1_000 }) },
];

for (const language of ['en', 'es'] as const) {
  test(`refuses what is no table with one clear message, and changes nothing (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language } });
    const steward = stewardOf(app, folder, language);
    const workspace = await steward.createWorkspace('Clientes');
    const before = digestOf(workspace);
    for (const { name, content, said } of refused) {
      await steward.openFiles(folder.write(name, content));
      await expectRefused(steward, name, said(steward.say));
      if (name === 'picture.csv') await app.capture(`bad-input-${language}`);
      await steward.press('ui.close');
      await expect(steward.dialog).toHaveCount(0);
    }
    // Several at once: each has its turn.
    await steward.openFiles(...refused.slice(0, 2).map(({ name }) => resolve(folder.path, name)));
    await expectRefused(steward, 'empty.csv', steward.say('problem.emptyFile'));
    await steward.press('load.nextFile');
    await expectRefused(steward, 'header-only.csv', steward.say('problem.headerOnly'));
    await steward.press('ui.close');

    // A folder, by the dialog and dropped.
    const directory = folder.make('carpeta.csv');
    await steward.openFiles(directory);
    await expect(steward.dialog.or(steward.page.locator('.toast'))).toHaveCount(0);
    await steward.dropFiles(directory);
    await expect(steward.page.locator('.toast')).toHaveText(steward.say('app.notAFile'));
    await expect(steward.dialog).toHaveCount(0);

    expect(digestOf(workspace)).toEqual(before);
    await expect(steward.page.getByRole('heading', { name: steward.say('overview.emptyTitle') })).toBeVisible();
    expect(app.complaints).toEqual([]);
  });
}

test('says that a file vanished or changed while it was read, and loads nothing of it', async ({ openApp, folder }) => {
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { say } = steward;
  const workspace = await steward.createWorkspace('Customers');
  const before = digestOf(workspace);

  const gone = folder.write('gone.csv', text(header, ...customers(40)));
  await steward.openFiles(gone);
  await expect(steward.dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
  rmSync(gone);
  await steward.press('load.run');
  await expectRefused(steward, 'gone.csv', say('trouble.machine.fileGone', { name: 'gone.csv' }));
  await steward.press('ui.close');

  // Long enough to be read in several parts: it changes while the first ones are read.
  const grows = folder.write('grows.csv', joined([header, ...customers(300_000)]));
  await steward.openFiles(grows);
  await expect(steward.dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();
  await steward.press('load.run');
  writeFileSync(grows, text(header, ...customers(2)));
  await expectRefused(steward, 'grows.csv', say('trouble.machine.fileChanged', { name: 'grows.csv' }));
  await steward.press('ui.close');
  expect(digestOf(workspace)).toEqual(before);
  expect(app.complaints).toEqual([]);
});

type Partly = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly rows: number;
  /** Line and words of each line set aside. */
  readonly quarantined: readonly (readonly [line: number, words: (say: Say) => string])[];
  readonly notice?: (say: Say) => string;
};

const lines = customers(30);
const partly: readonly Partly[] = [
  { name: 'one-column.csv', content: text('email', ...customers(30).map((line) => line.split(',')[2]!)), rows: 30, quarantined: [] },
  { name: 'no-header.csv', content: text(...lines), rows: 30, quarantined: [], notice: (say) => say('notice.noHeader') },
  {
    name: 'ragged.csv',
    content: text(header, ...lines.slice(0, 10), '11,short', ...lines.slice(10, 20), '21,long,l@example.com,more,and more', ...lines.slice(20)),
    rows: 30,
    quarantined: [
      [12, (say) => say('quarantine.tooFewCells', { cells: 2, expected: 3 })],
      [23, (say) => say('quarantine.tooManyCells', { cells: 5, expected: 3 })],
    ],
  },
  {
    name: 'unclosed-quote.csv',
    content: text(header, ...lines.slice(0, 10), '11,"never closed,q@example.com', ...lines.slice(10)),
    rows: 30,
    quarantined: [[12, (say) => say('quarantine.unclosedQuote', { column: 2 })]],
  },
  {
    name: 'broken-bytes.csv',
    content: Buffer.concat([encodeAs(text(header, ...lines.map((line) => line.replace('Customer', 'Peñalver'))), 'utf-8'), Buffer.from('31,Pe'), Buffer.from([0xff, 0xfe]), Buffer.from('alver,p@example.com\n')]),
    rows: 30,
    quarantined: [[32, (say) => say('quarantine.undecodableBytes', { column: 2 })]],
  },
];

test('sets aside the lines that do not fit, with number and reason, and the sum adds up', async ({ openApp, folder }) => {
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say } = steward;
  await steward.createWorkspace('Customers');
  let total = 0;
  for (const { name, content, rows, quarantined, notice } of partly) {
    await test.step(name, async () => {
      await steward.openFiles(folder.write(name, content));
      if (notice) await expect(steward.dialog).toContainText(notice(say));
      if (await steward.dialog.getByRole('button', { name: say('load.source') }).isVisible()) await chooseNewSource(steward);
      expect(await steward.loadAsGuessed()).toBe(say('load.doneSum', { rowsIn: rows + quarantined.length, rows, quarantined: quarantined.length }));
      total += rows;
      if (quarantined.length === 0) await steward.press('ui.close');
      else {
        await steward.press('load.showQuarantine');
        await expect(page.getByTestId('rows-in-sum')).toContainText(say('load.doneSum', { rowsIn: rows + quarantined.length, rows, quarantined: quarantined.length }));
        for (const [line, words] of quarantined) await expect(page.getByRole('row', { name: new RegExp(`^${line} `) }), name).toContainText(words(say));
      }
    });
  }
  await steward.goTo('records');
  await expect(page.getByTestId('row-count')).toHaveText(say('grid.rowsOf', { shown: total, total }));
  expect(app.complaints).toEqual([]);
});

test('names the first line that does not fit when the chosen encoding is wrong, and goes back to the guess', async ({ openApp, folder }) => {
  const app = await openApp();
  const steward = stewardOf(app, folder, 'en');
  const { page, say, dialog } = steward;
  const workspace = await steward.createWorkspace('Customers');
  const before = digestOf(workspace);
  await steward.openFiles(folder.write('accents.csv', encodeAs(text(header, ...lines.map((line) => line.replace('Customer', 'Begoña'))), 'windows-1252')));
  const encoding = dialog.getByRole('button', { name: say('load.encoding') });
  await expect(encoding).toContainText('windows-1252');
  await encoding.click();
  await page.getByRole('option', { name: 'utf-8', exact: true }).click();
  await expect(dialog).toContainText(say('problem.unreadableEncoding', { encoding: 'utf-8', line: 2 }));
  await expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeDisabled();
  await app.capture('bad-input-encoding');
  await encoding.click();
  await page.getByRole('option', { name: 'windows-1252', exact: true }).click();
  await dialog.getByRole('tab', { name: say('load.firstRows') }).click();
  await expect(dialog.getByRole('cell', { name: 'Begoña 1', exact: true })).toBeVisible();
  await steward.press('ui.cancel');
  expect(digestOf(workspace)).toEqual(before);
  expect(app.complaints).toEqual([]);
});

/** One message, in a dialog that names the file; none of it is a code. */
async function expectRefused({ dialog, say }: Steward, file: string, words: string): Promise<void> {
  await expect(dialog.getByRole('heading', { name: say('load.failedTitle', { file }) })).toBeVisible({ timeout: 30_000 });
  await expect(dialog.locator('.note.conflict')).toHaveText(words);
}

async function chooseNewSource({ page, dialog, say }: Steward): Promise<void> {
  const source = dialog.getByRole('button', { name: say('load.source') });
  if ((await source.textContent())?.includes(say('load.sourceNew'))) return;
  await source.click();
  await page.getByRole('option', { name: say('load.sourceNew') }).click();
}

/** What the folder holds, but for the file that says who has it open. */
function digestOf(workspace: string): Record<string, string> {
  const files = readdirSync(workspace, { recursive: true, withFileTypes: true }).map((entry) => resolve(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.filter((file) => statSync(file).isFile() && !file.endsWith('lock.json')).map((file) => [relative(workspace, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}
