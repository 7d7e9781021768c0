// The auditor's page in a real browser engine: a good and a broken bundle, a receipt, both languages, no network.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { runBundle } from '../../electron/cli/bundle.ts';
import type { Io } from '../../electron/cli/io.ts';
import { readVerifierPage } from '../../electron/cli/verifierPage.ts';
import { memoryKeys } from '../../electron/workspace/keys.ts';
import { receiptOf, receiptText } from '../../shared/log/checkpoint.ts';
import { itemAt, leavesOf, readFrame, saltAt } from '../../shared/log/frame.ts';
import { proofText, proveItem } from '../../shared/log/itemProof.ts';
import { commitEntry, makeWorkspace, must, openWorkspace } from '../support/workspaces.ts';
import { expect, test, type TestFolder } from './support/test.ts';

/** A bundle of a small workspace, and the receipt that was handed out before its last entry. */
async function makeBundle(folder: TestFolder): Promise<{ bundle: Buffer; receipt: string; proof: string; lastReceipt: string }> {
  const path = resolve(folder.path, 'w');
  const keys = memoryKeys();
  await makeWorkspace(path, keys);
  const workspace = await openWorkspace(path, keys);
  await commitEntry(workspace, { act: 'load', rows: { loaded: 2, quarantined: 0 } }, { rows: [['<img src=x onerror=alert(1)>', 'ana@example.org'], ['Luis', undefined]], isStored: true });
  await workspace.checkpoint();
  const receipt = receiptText(receiptOf(workspace.checkpointed!));
  await commitEntry(workspace, { act: 'edit', why: '<b>typo</b>' }, { items: [{ row: 1, before: '', after: 'luis@example.org' }] });
  await workspace.checkpoint();
  const lastReceipt = receiptText(receiptOf(workspace.checkpointed!));
  const frame = must(readFrame((await workspace.frame({ payload: '2.0' }))!));
  const [line] = await workspace.entries({ from: 2 });
  const proof = proofText(proveItem(itemAt(frame, 0)!, saltAt(frame, 0)!, leavesOf(frame), 0), line!);
  await workspace.close();
  const io: Io = { out: () => undefined, err: () => undefined, isTerminal: false, now: () => 1_760_000_000_000, env: {}, cwd: folder.path };
  expect(await runBundle(['w', '--out', 'audit.zip'], io)).toBe(0);
  return { bundle: readFileSync(resolve(folder.path, 'audit.zip')), receipt, proof, lastReceipt };
}

/** A plain browser window, as far from the app as one can get in the same process. */
async function openPage(electron: ElectronApplication, file: string): Promise<Page> {
  const opening = electron.waitForEvent('window');
  await electron.evaluate(({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ show: true, webPreferences: { partition: 'auditor', sandbox: true } });
    void window.loadFile(path);
  }, file);
  const page = await opening;
  await page.waitForSelector('#files', { state: 'attached' });
  return page;
}

test('the verifier page judges bundles and receipts offline, in both languages', async ({ openApp, folder }) => {
  const { bundle, receipt } = await makeBundle(folder);
  const file = folder.write('verifier.html', await readVerifierPage());
  const { electron } = await openApp();
  const page = await openPage(electron, file);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const verdict = page.locator('#verdict');
  const zip = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/zip', buffer });

  await page.getByRole('button', { name: 'English' }).click();
  await page.setInputFiles('#files', [zip('audit.zip', bundle), { name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from(receipt) }]);
  await expect(verdict).toHaveAttribute('data-clean', 'true');
  await expect(verdict).toContainText('The log is intact');
  await expect(verdict).toContainText('proves the log unchanged up to entry 1');
  await expect(page.locator('#entries tbody tr')).toHaveCount(3);
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(verdict).toContainText('El registro está íntegro');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');

  const broken = Buffer.from(bundle);
  const at = broken.indexOf('ana@example.org');
  expect(at).toBeGreaterThan(0);
  broken[at] = 'b'.charCodeAt(0);
  // Dropped this time, as from a folder window.
  const transfer = await page.evaluateHandle((bytes) => {
    const made = new DataTransfer();
    made.items.add(new File([Uint8Array.from(bytes)], 'broken.zip', { type: 'application/zip' }));
    return made;
  }, [...broken]);
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
  await expect(verdict).toHaveAttribute('data-clean', 'false');
  await expect(page.locator('#faults')).toContainText('Entrada 1: ');
  await expect(page.locator('#entries tr.odd')).toHaveCount(1);

  await page.setInputFiles('#files', [zip('half.zip', bundle.subarray(0, 300))]);
  await expect(verdict).toHaveAttribute('data-clean', 'unreadable');
  expect(requests.filter((url) => !url.startsWith('blob:') && !url.startsWith('file:'))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the verifier page judges the proof of a single change, alone, beside its bundle and by a receipt', async ({ openApp, folder }) => {
  const { bundle, receipt, proof, lastReceipt } = await makeBundle(folder);
  const { electron } = await openApp();
  const page = await openPage(electron, folder.write('verifier.html', await readVerifierPage()));
  const json = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const good = page.locator('[data-proof=true]');
  await page.getByRole('button', { name: 'English' }).click();

  await page.setInputFiles('#files', [json('receipt.json', receipt)]);
  await expect(page.locator('#status')).toContainText('Now drop the audit bundle or a proof');
  await page.setInputFiles('#files', [json('proof.json', proof)]);
  await expect(good).toContainText('The proof holds');
  await expect(good).toContainText('Change 0 belongs to entry 2');
  await expect(good).toContainText('luis@example.org');
  await expect(good).toContainText('is shown by the audit bundle, or by a receipt of that entry');
  await expect(page.locator('#verdict')).toHaveCount(0);
  await page.setInputFiles('#files', [json('last.json', lastReceipt)]);
  await expect(good).toContainText('The receipt "last.json" vouches for that entry and all before it');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(good).toContainText('La prueba se sostiene');

  await page.setInputFiles('#files', [json('proof.json', proof), { name: 'audit.zip', mimeType: 'application/zip', buffer: bundle }]);
  await expect(good).toContainText('Esa entrada está tal cual en el registro que se ha dado.');
  await expect(page.locator('#verdict')).toHaveAttribute('data-clean', 'true');

  await page.setInputFiles('#files', [json('altered.json', proof.replace('luis@example.org', 'luisa@example.org'))]);
  await expect(page.locator('[data-proof=false]')).toContainText('La prueba no se sostiene');
  await expect(page.locator('[data-proof=false]')).toContainText('su camino no lleva a la raíz');
});
