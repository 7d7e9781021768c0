// What a steward does with the app, by the names and keys that the interface shows.
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../../../shared/contract/desktop.ts';
import type { TextKey } from '../../../renderer/i18n/index.ts';
import { expect, type OpenApp, type TestFolder } from './test.ts';
import { wordsIn, type Say } from './words.ts';

export type Place = 'overview' | 'sources' | 'records' | 'quality' | 'duplicates' | 'stale' | 'enrich' | 'log' | 'export' | 'settings';
export const allPlaces: readonly Place[] = ['overview', 'sources', 'records', 'quality', 'duplicates', 'stale', 'enrich', 'log', 'export', 'settings'];

export type Steward = ReturnType<typeof stewardOf>;

/** The hands on one open app. */
export function stewardOf(app: OpenApp, folder: TestFolder, language: Language) {
  const { page } = app;
  const say = wordsIn(language);
  const dialog = page.getByRole('dialog');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** Presses a button of the dialog where one is open. */
  const press = async (key: TextKey, facts?: Readonly<Record<string, string | number>>) => {
    const name = say(key, facts);
    // The cross in the corner has the name of the button that closes; that one stands last.
    const inDialog = dialog.getByRole('button', { name, exact: true }).last();
    await ((await dialog.count()) > 0 ? inDialog : button(name)).click();
  };

  return {
    page,
    say,
    dialog,
    button,
    press,
    toast: (text: string | RegExp) => page.locator('.toast').filter({ hasText: text }),

    /** Makes a workspace in the test's folder; answers with its path. */
    async createWorkspace(name: string): Promise<string> {
      const path = resolve(folder.path, `${name}.fichero`);
      await app.answer({ save: [path] });
      await press('welcome.create');
      await page.getByLabel(say('welcome.nameLabel')).fill(name);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: say('overview.emptyTitle') })).toBeVisible();
      return path;
    },

    /** Ctrl+O, and the system's dialog picks these files. */
    async openFiles(...paths: readonly string[]): Promise<void> {
      await app.answer({ open: [paths] });
      await page.keyboard.press('Control+o');
    },

    dropFiles: (...paths: readonly string[]) => dropFiles(page, paths),

    /** Takes the guesses of the load dialog as they are; answers with the line that adds up the rows. */
    async loadAsGuessed(): Promise<string> {
      await press('load.run');
      const sum = dialog.getByTestId('rows-in-sum');
      await expect(sum).toBeVisible({ timeout: 60_000 });
      return (await sum.textContent()) ?? '';
    },

    goTo: (place: Place) => goTo(page, say, place),

    async findDuplicates(): Promise<void> {
      await goTo(page, say, 'duplicates');
      await press('duplicates.run');
      await expect(page.getByTestId('queue-position').or(page.getByText(say('duplicates.doneTitle')))).toBeVisible({ timeout: 60_000 });
    },

    /** Opens a group of the queue by the name that leads it. */
    async openGroup(name: string): Promise<void> {
      await page.getByRole('listbox', { name: say('duplicates.queue') }).getByRole('option', { name }).click();
      await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
    },

    /** Exports into a new folder of that name; answers with its path. */
    async exportTo(name: string): Promise<string> {
      const path = folder.make(name);
      await app.answer({ open: [[path]] });
      await page.keyboard.press('Control+e');
      await press('export.chooseFolder');
      await press('export.run');
      await expect(page.getByTestId('exported-files')).toBeVisible({ timeout: 60_000 });
      return path;
    },
  };
}

async function goTo(page: Page, say: Say, place: Place): Promise<void> {
  await page.getByRole('navigation', { name: say('app.places') }).getByRole('link', { name: say(`place.${place}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: say(`place.${place}`) })).toBeVisible();
}

/** Drops files on the middle of the window, as the system's file manager does. */
async function dropFiles(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}
