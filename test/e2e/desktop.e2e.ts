// The page's two lines to the machine, used as the page uses them: calls of the desktop, and requests over the port.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Desktop, DesktopCall, DesktopCalls } from '../../shared/contract/desktop.ts';
import { openMachineLine } from './support/openMachineLine.ts';
import { expect, test } from './support/test.ts';

type Window = { desktop: Desktop };

function call<Name extends DesktopCall>(page: Page, name: Name, request: DesktopCalls[Name]['request']): Promise<DesktopCalls[Name]['response']> {
  return page.evaluate(([asked, given]) => (globalThis as unknown as Window).desktop.call(asked as never, given as never), [name, request] as const) as never;
}

test('creates, closes and opens a workspace folder', async ({ openApp, folder }) => {
  const { page, answer, close } = await openApp();
  const path = resolve(folder.path, 'Clientes.fichero');
  await answer({ save: [path, null], open: [[path], []] });
  const created = await call(page, 'workspace.create', { title: 'Clientes' });
  expect(created).toMatchObject({ kind: 'opened', info: { title: 'Clientes', displayPath: path, readOnly: false } });
  const ask = await openMachineLine(page);
  expect(await ask('journal.head', undefined)).toMatchObject({ response: { size: 1 } });
  expect((await ask('journal.entries', { from: 0 })).response).toHaveLength(1);

  await call(page, 'workspace.close', undefined);
  expect(await ask('journal.head', undefined)).toMatchObject({ trouble: { kind: 'noWorkspace' } });
  expect(await call(page, 'workspace.create', { title: 'Otro' })).toEqual({ kind: 'dismissed' });
  expect(await call(page, 'workspace.pick', { readOnly: true })).toMatchObject({ kind: 'opened', info: { readOnly: true } });
  expect(await call(page, 'workspace.pick', { readOnly: false })).toEqual({ kind: 'dismissed' });
  const [known, ...others] = await call(page, 'workspace.recent', undefined);
  expect(known).toMatchObject({ title: 'Clientes', displayPath: path, exists: true });
  expect(others).toEqual([]);
  expect(await call(page, 'workspace.open', { token: known!.token, readOnly: false })).toMatchObject({ kind: 'opened', info: { readOnly: false } });
  expect(existsSync(resolve(path, 'lock.json'))).toBe(true);
  await close();
  expect(existsSync(resolve(path, 'lock.json'))).toBe(false);
});

test('refuses a folder that is none, and one that somebody else has open', async ({ openApp, folder }) => {
  const first = await openApp();
  const path = resolve(folder.path, 'Shared.fichero');
  await first.answer({ save: [path] });
  await call(first.page, 'workspace.create', { title: 'Shared' });
  const second = await openApp({ profile: 'second' });
  await second.answer({ open: [[folder.make('plain')], [path]] });
  expect(await call(second.page, 'workspace.pick', { readOnly: false })).toMatchObject({ kind: 'trouble', trouble: { kind: 'notAWorkspace' } });
  expect(await call(second.page, 'workspace.pick', { readOnly: false })).toMatchObject({ kind: 'trouble', trouble: { kind: 'inUse' } });
});

test('reads the files that the user picked, and sees when they change or go', async ({ openApp, folder }) => {
  const { page, answer } = await openApp();
  const path = folder.write('datos.csv', 'a;b\n1;2\n');
  const folderPath = folder.make('folder.csv');
  await answer({ open: [[path, folderPath]] });
  const picked = await call(page, 'files.pick', { purpose: 'load', multiple: true });
  expect(picked).toMatchObject([{ name: 'datos.csv', bytes: 8 }]);
  expect(JSON.stringify(picked)).not.toContain(folder.path);
  const token = picked[0]!.token;
  const ask = await openMachineLine(page);
  expect(await ask('file.stat', { token })).toMatchObject({ response: { name: 'datos.csv', bytes: 8 } });
  expect(await ask('file.read', { token, offset: 4, length: 100 })).toMatchObject({ response: '1;2\n' });
  expect(await ask('file.read', { token, offset: 100, length: 100 })).toMatchObject({ response: '' });
  writeFileSync(path, 'a;b\n1;2\n3;4\n');
  expect(await ask('file.read', { token, offset: 0, length: 100 })).toMatchObject({ trouble: { kind: 'fileChanged' } });
  expect(await ask('file.stat', { token })).toMatchObject({ response: { bytes: 12 } });
  rmSync(path);
  expect(await ask('file.stat', { token })).toMatchObject({ trouble: { kind: 'fileGone', name: 'datos.csv' } });
});

test('offers the bundled sample', async ({ openApp }) => {
  const { page } = await openApp();
  const sample = await call(page, 'files.sample', undefined);
  expect(sample.length).toBeGreaterThanOrEqual(3);
  const ask = await openMachineLine(page);
  for (const { token, bytes } of sample) expect((await ask('file.read', { token, offset: 0, length: bytes })).response).toHaveProperty('length');
});

test('writes into the folder that the user chose and nowhere else', async ({ openApp, folder }) => {
  const { page, answer } = await openApp();
  const target = folder.make('export');
  await answer({ open: [[target]] });
  const chosen = await call(page, 'folders.pick', { purpose: 'export' });
  const ask = await openMachineLine(page);
  for (const name of ['../out.csv', '/etc/out.csv', 'a/b.csv', '.hidden', 'con.csv', 'x\u0000y', ' ', 'ends.']) {
    expect(await ask('output.create', { folder: chosen!.token, name }), name).toMatchObject({ trouble: { kind: 'notWritable' } });
  }
  expect(await ask('output.create', { folder: 'made-up' as never, name: 'out.csv' })).toMatchObject({ trouble: { kind: 'notWritable' } });
  for (const expected of ['out.csv', 'out (2).csv']) {
    const { response } = await ask('output.create', { folder: chosen!.token, name: 'out.csv' });
    await ask('output.write', { output: response!.output, bytes: 'uno,dos\n' as never });
    await ask('output.write', { output: response!.output, bytes: 'ñ,€\n' as never });
    expect(existsSync(resolve(target, expected))).toBe(false);
    expect(await ask('output.commit', { output: response!.output })).toMatchObject({ response: { name: expected, bytes: 15 } });
    expect(readFileSync(resolve(target, expected), 'utf8')).toBe('uno,dos\nñ,€\n');
  }
  const dropped = await ask('output.create', { folder: chosen!.token, name: 'dropped.csv' });
  await ask('output.abort', { output: dropped.response!.output });
  expect(readdirSync(target).toSorted()).toEqual(['out (2).csv', 'out.csv']);
});

test('drops what an earlier page had begun when the page is loaded again', async ({ openApp, folder }) => {
  const { page, answer, electron } = await openApp();
  const target = folder.make('export');
  await answer({ open: [[target]] });
  const chosen = await call(page, 'folders.pick', { purpose: 'export' });
  const ask = await openMachineLine(page);
  await ask('output.create', { folder: chosen!.token, name: 'half.csv' });
  expect(readdirSync(target)).toHaveLength(1);
  const loadedAgain = page.waitForEvent('load');
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.reload());
  await loadedAgain;
  await openMachineLine(page);
  await expect.poll(() => readdirSync(target)).toEqual([]);
});

test('refuses everything that is not in the contract', async ({ openApp }) => {
  const { page } = await openApp();
  const refused = await page.evaluate(async () => {
    const { desktop } = globalThis as unknown as Window;
    const attempts: readonly (readonly [unknown, unknown])[] = [
      ['app.quit', undefined],
      ['constructor', undefined],
      ['__proto__', undefined],
      [{ toString: () => 'app.info' }, undefined],
      ['app.info', { more: 1 }],
      ['settings.write', { zoom: 900 }],
      ['settings.write', { zoom: '100' }],
      ['settings.write', { actor: 'somebody else' }],
      ['settings.write', { language: 'fr' }],
      ['settings.write', { personName: 'x'.repeat(1_000_000) }],
      ['workspace.create', { title: '' }],
      ['workspace.open', { token: '../../etc', readOnly: 'no' }],
      ['workspace.open', { folder: '/etc' }],
      ['files.pick', { purpose: 'anything', multiple: true }],
      ['window.progress', { fraction: Number.NaN }],
      ['window.notify', null],
    ];
    const outcomes = await Promise.all(attempts.map(([name, request]) => desktop.call(name as never, request as never).then(() => 'answered', () => 'refused')));
    return attempts.filter((_attempt, at) => outcomes[at] !== 'refused').map(([name, request]) => `${JSON.stringify(name)} ${JSON.stringify(request)}`);
  });
  expect(refused).toEqual([]);
  // A token that was never given out is trouble, not a crash.
  expect(await call(page, 'workspace.open', { token: '/etc' as never, readOnly: false })).toMatchObject({ kind: 'trouble' });
  const ask = await openMachineLine(page);
  const bugs = [
    await ask('journal.destroy' as never, undefined as never),
    await ask('toString' as never, undefined as never),
    await ask('file.read', { token: 'x' as never, offset: -1, length: 1 }),
    await ask('file.read', { token: 'x' as never, offset: 0, length: 1e12 }),
    await ask('file.read', { token: 'x', offset: 0, length: 1, path: '/etc/passwd' } as never),
    await ask('output.write', { output: 1 } as never),
    await ask('journal.commit', { line: 'x' as never, previous: 'not a hash', rows: 0 } as never),
  ];
  expect(bugs.map(({ bug }) => typeof bug)).toEqual(bugs.map(() => 'string'));
  expect(await ask('file.stat', { token: 'made-up' as never })).toMatchObject({ trouble: { kind: 'fileGone' } });
  // A file that a script made has no path on disk.
  expect(await page.evaluate(() => (globalThis as unknown as Window).desktop.grantDropped(new File(['x'], '/etc/passwd')))).toBeNull();
});

test('keeps settings, and speaks the language of the interface in the menu', async ({ openApp }) => {
  const first = await openApp({ settings: { language: 'es' } });
  const labels = (app: typeof first) => app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label.replace('&', '')));
  expect(await labels(first)).toEqual(['Archivo', 'Edición', 'Ver', 'Ir', 'Ayuda']);
  const before = await call(first.page, 'settings.read', undefined);
  await call(first.page, 'settings.write', { language: 'en', zoom: 150, theme: 'dark', personName: 'Ana' });
  expect(await labels(first)).toEqual(['File', 'Edit', 'View', 'Go', 'Help']);
  const drawn = await first.electron.evaluate(({ BrowserWindow, nativeTheme }) => [BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(), nativeTheme.themeSource]);
  expect(drawn).toEqual([1.5, 'dark']);
  await first.close();
  const second = await openApp();
  expect(await call(second.page, 'settings.read', undefined)).toMatchObject({ language: 'en', zoom: 150, theme: 'dark', personName: 'Ana', actor: before.actor });
  await expect.poll(() => second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())).toBe(1.5);
});

test('sends the commands of the menu to the page', async ({ openApp }) => {
  const { page, electron } = await openApp();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    (globalThis as unknown as Window).desktop.on('menu', (command) => heard.push(command));
  });
  await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('shortcuts')?.click());
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual(['shortcuts']);
});

test('asks before it leaves work in progress', async ({ openApp }) => {
  const { page, electron, answer, close } = await openApp();
  await call(page, 'window.busy', { busy: true });
  await answer({ message: [0, 1] });
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await page.waitForTimeout(300);
  expect(await call(page, 'app.info', undefined)).toMatchObject({ version: '0.1.0' });
  await close();
});

test('ends when the system asks it to, and gives the workspace back', async ({ openApp, folder }) => {
  const { page, electron, answer } = await openApp();
  const path = resolve(folder.path, 'Ended.fichero');
  await answer({ save: [path] });
  await call(page, 'workspace.create', { title: 'Ended' });
  expect(existsSync(resolve(path, 'lock.json'))).toBe(true);
  const child = electron.process();
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
  expect(existsSync(resolve(path, 'lock.json'))).toBe(false);
});

test('opens one window for two starts of the same profile', async ({ openApp, folder }) => {
  const first = await openApp();
  const path = resolve(folder.path, 'Named.fichero');
  await first.answer({ save: [path] });
  await call(first.page, 'workspace.create', { title: 'Named' });
  await first.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    (globalThis as unknown as Window).desktop.on('open', (token) => heard.push(token));
  });
  await expect(openApp({ args: [path] })).rejects.toThrow();
  const [known] = await call(first.page, 'workspace.recent', undefined);
  await expect.poll(() => first.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([known!.token]);
});

test('prints a document to a tagged PDF in which nothing runs and nothing is fetched', async ({ openApp, folder }) => {
  const { electron, page, answer } = await openApp();
  const path = resolve(folder.path, 'report.pdf');
  writeFileSync(path, 'what was there before');
  await answer({ save: [path, null] });
  const target = await call(page, 'files.save', { name: 'report.pdf' });
  expect(target?.displayPath).toBe(path);
  expect(await call(page, 'files.save', { name: 'report.pdf' })).toBeNull();
  const ask = await openMachineLine(page);
  const document = {
    title: 'Auditoría',
    language: 'es' as const,
    body: '<h1>Auditoría</h1><script>document.body.textContent = "ran"</script><p style="color: red" onclick="alert(1)">Ñandú</p><table><thead><tr><th>Campo</th></tr></thead><tbody><tr><td>correo</td></tr></tbody></table><h2 class="page">Segunda</h2><img alt="" src="http://127.0.0.1:9/x.png"><iframe src="app://fichero/index.html"></iframe>',
    style: 'h1 { color: #154663; } </style><script>1</script>',
    footer: 'Fichero <b>1</b>',
  };
  const written = await ask('output.print', { target: target!.token, document });
  expect(written.response).toMatchObject({ name: 'report.pdf', displayPath: path });
  const pdf = folder.read('report.pdf').toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toMatch(/\/Lang \(es/);
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  // The app's own type, also for the letters beyond ASCII.
  expect(pdf).toMatch(/\/FontName \/[A-Z]+\+Inter/);
  expect(pdf.match(/\/FontName \/[A-Z]+\+(?!Inter|DejaVu)/g)).toBeNull();
  expect(readdirSync(folder.path).filter((name) => name.includes('.part'))).toEqual([]);
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
