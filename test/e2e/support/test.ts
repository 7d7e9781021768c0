// The `test` of the end-to-end tests: folders of its own for each test, and a real app to open in them.
import type { ChildProcess } from 'node:child_process';
import { test as base } from '@playwright/test';
import { end, launchApp, makeTestFolder, type OpenApp, type OpenOptions, type TestFolder } from './launchApp.ts';

export type { OpenApp, OpenOptions, TestFolder } from './launchApp.ts';

type Fixtures = { folder: TestFolder; openApp: (options?: OpenOptions) => Promise<OpenApp> };

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are needed from the pattern.
  folder: async ({}, use) => {
    await use(makeTestFolder());
  },
  openApp: async ({ folder }, use) => {
    const started: ChildProcess[] = [];
    await use((options = {}) => launchApp(folder, options, (child) => started.push(child)));
    for (const child of started) await end(child);
  },
});
export { expect } from '@playwright/test';

