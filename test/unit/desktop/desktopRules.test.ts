// What the desktop decides without a window: allowed requests, the menu in both languages, where a window may come back.
import { expect, test, vi } from 'vitest';
import { languages, menuCommands } from '../../../shared/contract/desktop.ts';

// The package `electron` is a path to a program outside of Electron.
vi.mock('electron', () => ({ app: { isPackaged: false }, Menu: {}, screen: {}, session: {}, dialog: {}, protocol: {} }));
const { isAllowedRequest } = await import('../../../electron/main/security.ts');
const { contentSecurityPolicy } = await import('../../../electron/main/appScheme.ts');
const { menuTemplate } = await import('../../../electron/main/desktop/menu.ts');
const { fileNameOf } = await import('../../../electron/main/desktop/dialogs.ts');
const { isVisible } = await import('../../../electron/main/windowPlace.ts');

test.each([
  ['app://fichero/index.html', 'mainFrame', true],
  ['app://fichero/assets/worker.js', 'other', true],
  ['blob:app://fichero/0b1c', 'image', true],
  ['data:image/png;base64,AAAA', 'image', true],
  ['data:text/html,<script>1</script>', 'mainFrame', false],
  ['data:text/html,x', 'subFrame', false],
  ['app://other/index.html', 'xhr', false],
  ['app://fichero.example/index.html', 'xhr', false],
  ['https://fichero/index.html', 'xhr', false],
  ['http://127.0.0.1:80/', 'image', false],
  ['ws://localhost/', 'webSocket', false],
  ['file:///etc/passwd', 'xhr', false],
  ['blob:https://example.org/1', 'image', false],
  ['devtools://devtools/bundled/x.js', 'script', false],
])('a request for %s as %s is allowed: %s', (url, type, expected) => {
  expect(isAllowedRequest(url, type, false)).toBe(expected);
});

test('the policy starts from nothing and allows no inline script, no evaluation and no other host', () => {
  const policy = contentSecurityPolicy('abc');
  expect(policy.startsWith("default-src 'none'; script-src 'self';")).toBe(true);
  expect(policy).toContain("style-src 'self' 'nonce-abc'");
  expect(policy).not.toMatch(/unsafe|\*|https?:|wss?:/);
});

type Item = { id?: string; label?: string; role?: string; accelerator?: string; submenu?: readonly Item[]; click?: () => void };
const flatten = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...flatten(item.submenu ?? [])]);

test.each(languages)('the menu in %s names every item, offers the commands, and gives no key twice', (language) => {
  const sent: string[] = [];
  const items = flatten(menuTemplate(language, (command) => sent.push(command), { released: true, mac: false }) as unknown as readonly Item[]);
  const commands = items.filter((item) => item.click);
  for (const item of commands) item.click!();
  expect(new Set(sent)).toEqual(new Set(menuCommands));
  expect(items.filter((item) => !item.label && !('type' in item))).toEqual([]);
  const keys = items.flatMap((item) => item.accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(items.some((item) => item.role === 'toggleDevTools' || item.role === 'reload')).toBe(false);
});

test('the two menus have the same shape', () => {
  const shape = (language: 'en' | 'es') => flatten(menuTemplate(language, () => {}, { released: false, mac: false }) as unknown as readonly Item[]).map((item) => item.id ?? item.role ?? '');
  expect(shape('es')).toEqual(shape('en'));
});

test.each([
  ['Clientes 2026', 'Clientes 2026'],
  ['Norte/Sur: "A"', 'Norte Sur A'],
  ['...', 'Fichero'],
  ['  .oculto. ', 'oculto'],
])('the title %j becomes the file name %j', (title, expected) => {
  expect(fileNameOf(title)).toBe(expected);
});

test('a window comes back only where its top edge can be reached', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  expect(isVisible({ x: 100, y: 100, width: 800, height: 600 }, screens)).toBe(true);
  expect(isVisible({ x: -750, y: 100, width: 800, height: 600 }, screens)).toBe(false);
  expect(isVisible({ x: 100, y: -50, width: 800, height: 600 }, screens)).toBe(false);
  expect(isVisible({ x: 2000, y: 100, width: 800, height: 600 }, screens)).toBe(false);
  expect(isVisible({ x: 2000, y: 100, width: 800, height: 600 }, [...screens, { x: 1920, y: 0, width: 1920, height: 1080 }])).toBe(true);
});
