// Several formats come in through the load dialog: a sheet of a workbook, Parquet, an archive as one, several files as one, the clipboard, a watched folder.
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { writeXlsx } from 'hucre';
import { stewardOf } from './support/steward.ts';
import { expect, test } from './support/test.ts';

const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`;
const bytesOf = (text: string) => new TextEncoder().encode(text);

for (const language of ['en', 'es'] as const) {
  test(`loads what systems deliver, each as it stands (${language})`, async ({ openApp, folder }) => {
    const app = await openApp({ settings: { language, theme: language === 'es' ? 'dark' : 'light' } });
    const steward = stewardOf(app, folder, language);
    const { page, dialog, say } = steward;
    await steward.createWorkspace('Clientes');
    const close = async () => {
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    };
    const sumOf = (rows: number) => say('load.doneSum', { rowsIn: rows, rows, quarantined: 0 });
    const isReady = () => expect(dialog.getByRole('button', { name: say('load.run'), exact: true })).toBeEnabled();

    await test.step('the second sheet of a workbook', async () => {
      const book = await writeXlsx({ sheets: [{ name: 'Notas', rows: [['id', 'nota'], ['1', 'x']] }, { name: 'Clientes', rows: [['id', 'nombre'], ['007', 'Ana'], ['12345678901234567890', 'José']] }] });
      await steward.openFiles(folder.write('libro.xlsx', book));
      await isReady();
      await dialog.getByRole('button', { name: say('load.sheet') }).click();
      await page.getByRole('option', { name: 'Clientes' }).click();
      await expect(dialog.getByText('12345678901234567890')).toBeVisible();
      await app.capture(`load-sheet-${language}`);
      expect(await steward.loadAsGuessed()).toBe(sumOf(2));
      await close();
    });

    await test.step('Parquet', async () => {
      const parquet = parquetWriteBuffer({ columnData: [{ name: 'id', data: ['a', 'b', 'c'], type: 'STRING' }, { name: 'importe', data: [1.5, 2.25, 3], type: 'DOUBLE' }] });
      await steward.openFiles(folder.write('ventas.parquet', new Uint8Array(parquet)));
      await isReady();
      expect(await steward.loadAsGuessed()).toBe(sumOf(3));
      await close();
    });

    await test.step('every table of an archive as one', async () => {
      const zip = zipSync({ 'norte.csv': bytesOf(csv('codigo;zona', '1;N', '2;N')), 'sur.csv': bytesOf(csv('codigo;zona', '3;S')) });
      await steward.openFiles(folder.write('zonas.zip', zip));
      await isReady();
      await dialog.getByRole('button', { name: say('load.entry') }).click();
      await page.getByRole('option', { name: say('load.everyEntry', { count: 2 }) }).click();
      await isReady();
      expect(await steward.loadAsGuessed()).toBe(sumOf(3));
      await close();
    });

    await test.step('several files as one', async () => {
      await steward.openFiles(folder.write('enero.csv', csv('ref;mes', '1;ene', '2;ene')), folder.write('febrero.csv', csv('ref;mes;extra', '3;feb;x')));
      await isReady();
      await dialog.getByText(say('load.together', { count: 2 })).click();
      await isReady();
      await expect(dialog.getByText('extra').first()).toBeVisible();
      expect(await steward.loadAsGuessed()).toBe(sumOf(3));
      await close();
    });

    await test.step('the clipboard', async () => {
      await app.electron.evaluate(({ clipboard }) => clipboard.writeText('pegado\tvalor\nuno\t1\ndos\t2\n'));
      await steward.goTo('sources');
      await steward.press('load.paste');
      await isReady();
      expect(await steward.loadAsGuessed()).toBe(sumOf(2));
      await close();
    });

    await test.step('a watched folder offers what is new', async () => {
      const watched = folder.make('entrada');
      folder.write('entrada/viejo.csv', csv('a;b', '1;2'));
      await app.answer({ open: [[watched]] });
      await steward.press('sources.watch');
      await expect(page.getByText(say('sources.watching'))).toBeVisible();
      folder.write('entrada/nuevo.csv', csv('fila;dato', '1;x', '2;y'));
      await expect(page.getByText(say('sources.waiting', { count: 1 }))).toBeVisible({ timeout: 15_000 });
      await app.capture(`watched-${language}`);
      await steward.press('sources.loadWaiting', { count: 1 });
      await isReady();
      expect(await steward.loadAsGuessed()).toBe(sumOf(2));
      await close();
      await expect(page.getByText(say('sources.waiting', { count: 1 }))).toHaveCount(0);
    });
    expect(app.complaints).toEqual([]);
  });
}
