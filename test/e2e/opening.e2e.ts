// The app opens: a window of its own scheme, isolated and sandboxed, with nothing to complain about.
import { expect, test, type OpenApp } from './support/test.ts';

test('opens its window on its own scheme, cross-origin isolated', async ({ openApp }) => {
  const { page, complaints, capture } = await openApp();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(page.url()).toContain('app://fichero/');
  expect(await page.evaluate(() => ({ isolated: crossOriginIsolated, secure: isSecureContext }))).toEqual({ isolated: true, secure: true });
  await capture('opening');
  expect(complaints).toEqual([]);
});

test('runs with the sandbox on, as an ordinary user', async ({ openApp }) => {
  const { electron } = await openApp();
  const found = await electron.evaluate(({ app }) => ({
    user: process.getuid?.(),
    noSandbox: app.commandLine.hasSwitch('no-sandbox'),
    sandboxed: app.getAppMetrics().filter((metric) => metric.type === 'Tab').map((metric) => metric.sandboxed),
  }));
  expect(found.user).not.toBe(0);
  expect(found.noSandbox).toBe(false);
  // Only Windows and macOS report it per process; elsewhere the switch above decides.
  expect(found.sandboxed.every((sandboxed) => sandboxed !== false)).toBe(true);
});

test('keeps its window where it was', async ({ openApp }) => {
  const first = await openApp();
  const bounds = { x: 60, y: 40, width: 1100, height: 720 };
  await first.electron.evaluate(({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]?.setBounds(given), bounds);
  await expect.poll(() => boundsOf(first)).toEqual(bounds);
  await first.close();
  const second = await openApp();
  await expect.poll(() => boundsOf(second)).toEqual(bounds);
});

function boundsOf({ electron }: OpenApp) {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
}
