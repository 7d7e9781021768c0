// What one run of the end-to-end tests works with; made by prepareRun, read by every worker.

export type RunPlace = {
  /** Holds everything that the run writes. */
  readonly folder: string;
  /** The folder given to Electron. */
  readonly appFolder: string;
  /** Whom the app runs as; null where that is the user who runs the tests. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
  readonly electron: string;
  /** Playwright's script that holds the app's ready event back until it has attached; otherwise the two sometimes miss each other. */
  readonly loader: string;
  /** The executable of the packaged app; null where none is under test. */
  readonly packaged: string | null;
};

export function readRunPlace(): RunPlace {
  const text = process.env['FICHERO_E2E_PLACE'];
  if (!text) throw new Error('The run was not prepared: start Playwright with test/e2e/playwright.config.ts.');
  return JSON.parse(text) as RunPlace;
}
