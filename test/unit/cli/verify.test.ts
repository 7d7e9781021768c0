import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../../electron/cli/io.ts';
import { runVerify } from '../../../electron/cli/verify.ts';
import { troubleWords } from '../../../electron/cli/words.ts';
import { faultWords } from '../../../shared/log/verifyWords.ts';
import { receiptOf, receiptText } from '../../../shared/log/checkpoint.ts';
import { faultKinds } from '../../../shared/log/verifyEntries.ts';
import { commitEntry, makeWorkspace, openWorkspace, temporaryFolder } from '../../support/workspaces.ts';

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
let keys: Awaited<ReturnType<typeof makeWorkspace>>;
let out: string;
let errors: string;
const io = (): Io => ({ out: (text) => void (out += text), err: (text) => void (errors += text), isTerminal: false, now: () => 0, env: {}, cwd: place.path });

beforeEach(async () => {
  place = temporaryFolder();
  folder = `${place.path}/a.fichero`;
  out = '';
  errors = '';
  keys = await makeWorkspace(folder);
  const workspace = await openWorkspace(folder, keys);
  await commitEntry(workspace, { act: 'load', rows: { loaded: 2, quarantined: 1 } }, { items: [{ kind: 'quarantine', line: 3, reason: { kind: 'badQuote' }, raw: '"' }], rows: [['a'], ['b']] });
  await workspace.checkpoint();
  writeFileSync(`${place.path}/receipt.json`, receiptText(receiptOf(workspace.checkpointed!)));
  await commitEntry(workspace, { act: 'edit' }, { items: [{ row: 1, before: 'b', after: 'c' }] });
  await workspace.close();
});
afterEach(() => place.remove());

describe('fichero verify', () => {
  it('ends with 0 and says what a receipt proves', async () => {
    expect(await runVerify(['a.fichero', '--receipt', 'receipt.json'], io())).toBe(0);
    expect(out).toMatch(/proves the log unchanged up to entry 1, since 2025-/);
    expect(out).toMatch(/The log is intact/);
  });

  it('ends with 1 and names the entry, in both languages and as data', async () => {
    const path = `${folder}/log/entries.jsonl`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"act":"load"', '"act":"edit"'));
    expect(await runVerify(['a.fichero', '--lang', 'es'], io())).toBe(1);
    expect(out).toMatch(/Entrada 1: /);
    out = '';
    expect(await runVerify(['a.fichero', '--json'], io())).toBe(1);
    const report = JSON.parse(out) as { clean: boolean; faults: { entry: number; kind: string; words: string }[] };
    expect(report.clean).toBe(false);
    expect(report.faults.some(({ entry, words }) => entry === 1 && words.startsWith('Entry 1: '))).toBe(true);
  });

  it('ends with 2 for what it cannot read', async () => {
    writeFileSync(`${place.path}/other.txt`, 'x');
    expect(await runVerify(['other.txt'], io())).toBe(2);
    expect(errors).toMatch(/neither a workspace folder nor an audit bundle nor the proof/);
    // These end the program with 2 as well.
    await expect(runVerify(['nowhere'], io())).rejects.toThrow('There is nothing at nowhere.');
    await expect(runVerify(['receipt.json'], io())).rejects.toThrow(/is a receipt/);
    await expect(runVerify([], io())).rejects.toThrow(/Name the workspace folder/);
  });

  it('takes the head before for the head, as a crash between two renames leaves it, and finds it a fault where both are gone', async () => {
    rmSync(`${folder}/head.json`);
    expect(await runVerify(['a.fichero'], io())).toBe(0);
    rmSync(`${folder}/head.bak.json`);
    out = '';
    expect(await runVerify(['a.fichero'], io())).toBe(1);
    expect(out).toMatch(/There is no head file, which a workspace always has/);
    expect(out).toMatch(/What to do: open the workspace for writing/);
  });

  it('finds it a fault where signatures are gone of which an entry speaks, not where one was never made', async () => {
    const path = `${folder}/log/checkpoints.jsonl`;
    const [first] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${first}\n`);
    expect(await runVerify(['a.fichero'], io())).toBe(0);
    expect(out).toMatch(/The last entry is not signed yet/);
    out = '';
    rmSync(path);
    expect(await runVerify(['a.fichero', '--lang', 'es'], io())).toBe(1);
    expect(out).toMatch(/La entrada 2 dice que, al escribirla, había 2 entradas firmadas, pero no hay ninguna firma: la han quitado/);
    // Whoever opens it for writing signs all of it again: then nothing is left that nobody answers for.
    await (await openWorkspace(folder, keys)).close();
    out = '';
    expect(await runVerify(['a.fichero'], io())).toBe(0);
  });

  it('says what to do about faults', async () => {
    const path = `${folder}/log/entries.jsonl`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"act":"load"', '"act":"edit"'));
    expect(await runVerify(['a.fichero', '--lang', 'es'], io())).toBe(1);
    expect(out).toMatch(/Qué hacer: no siga trabajando en esta carpeta/);
  });

  it('tells whoever audits as another user of the system what to ask for', () => {
    expect(troubleWords({ kind: 'notWritable', name: 'x', code: 'EACCES' })).toMatch(/has no right to it\. Ask its owner/);
    expect(troubleWords({ kind: 'notWritable', name: 'x', code: 'EROFS' })).toBe("It can't be written (EROFS).");
  });

  it('counts a receipt that is no receipt as a fault', async () => {
    expect(await runVerify(['a.fichero', '--receipt', 'gone.json'], io())).toBe(1);
  });

  it('has a sentence for every kind of fault in both languages', () => {
    for (const kind of faultKinds) {
      const [english, spanish] = (['en', 'es'] as const).map((language) => faultWords({ seq: null, kind, detail: {} }, language));
      expect(english).toMatch(/^["«A-Z].*\.$/s);
      expect(spanish).not.toBe(english);
    }
  });
});
