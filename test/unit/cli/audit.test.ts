import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAsOf } from '../../../electron/cli/asOf.ts';
import { runBundle } from '../../../electron/cli/bundle.ts';
import { runCreate } from '../../../electron/cli/create.ts';
import { runErase } from '../../../electron/cli/erase.ts';
import type { Command } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { runLog } from '../../../electron/cli/log.ts';
import { runReceipt } from '../../../electron/cli/receipt.ts';
import { runVerify } from '../../../electron/cli/verify.ts';
import { folderKeys } from '../../../electron/workspace/keys.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { verifyBackup } from '../../../electron/workspace/backups.ts';
import { unzipFiles } from '../../../shared/log/zip.adapter.ts';
import { commandLine, type CommandLine, type Ran } from '../../support/commandLine.ts';
import { everyByte } from '../../support/everyByte.ts';
import { must, openWorkspace, commitEntry } from '../../support/workspaces.ts';

let place: CommandLine;
let clock = 1_760_000_000_000;

const run = (command: Command, ...args: string[]): Promise<Ran> => place.run(command, ...args);
const runAs: CommandLine['runAs'] = (env, command, ...args) => place.runAs(env, command, ...args);

beforeEach(async () => {
  place = commandLine(() => (clock += 1_000));
  const lines = ['id,name,email,phone', '1,Remedios Varo,remedios.varo@example.org,+34 600 111 222', '2,Juan Gris,juan@example.org,+34 600 333 444', '3,Maruja Mallo,maruja@example.org,+34 600 555 666', '4,Reme,remedios.varo@example.org,', '"5,x'];
  writeFileSync(`${place.path}/a.csv`, lines.join('\n'));
  await run(runCreate, 'w');
  expect((await run(runLoad, 'w', 'a.csv', '--source', 'crm')).code).toBe(0);
});
afterEach(() => place.remove());

const open = (): ReturnType<typeof openWorkspace> => openWorkspace(`${place.path}/w`, folderKeys(nodeFiles, `${place.path}/home/keys`), nodeFiles, { now: () => (clock += 1_000) });

describe('an audit bundle', () => {
  it('verifies, with the receipt that was handed out, and holds verifier and summaries', async () => {
    const receipt = await run(runReceipt, 'w', '--out', 'receipt.json');
    expect(receipt.out).toMatch(/words: [a-z]{4} [a-z]{4} [a-z]{4} [a-z]{4}\n$/);
    expect(await run(runBundle, 'w', '--out', 'audit.zip')).toMatchObject({ code: 0 });
    const verified = await run(runVerify, 'audit.zip', '--receipt', 'receipt.json', '--json');
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ clean: true, receipts: [{ proves: true, size: 3 }], rows: 4, quarantined: 1 });
    const files = unzipFiles(readFileSync(`${place.path}/audit.zip`), () => true)!;
    expect([...files.keys()]).toEqual(expect.arrayContaining(['verifier.html', 'summary.txt', 'resumen.txt', 'payloads/000001.seg']));
    expect(Buffer.from(files.get('resumen.txt')!).toString()).toMatch(/archivo cargado: 1/);
  });

  it('is refused where a byte of it is gone, and found out where one was changed', async () => {
    await run(runBundle, 'w', '--out', 'audit.zip');
    const bytes = readFileSync(`${place.path}/audit.zip`);
    writeFileSync(`${place.path}/half.zip`, bytes.subarray(0, bytes.length >> 1));
    expect((await run(runVerify, 'half.zip')).code).toBe(2);
    const at = bytes.lastIndexOf('payloads/000001.seg', bytes.indexOf('PK\x01\x02')) + 60;
    bytes[at]! ^= 1;
    writeFileSync(`${place.path}/audit.zip`, bytes);
    expect((await run(runVerify, 'audit.zip')).code).toBe(1);
  });
});

describe('erasing a person', () => {
  it('leaves no byte of the values in the folder or its backups, and a log that verifies (L2)', async () => {
    const before = await open();
    await commitEntry(before, { act: 'edit' }, { items: [{ kind: 'note', text: 'called maruja@example.org' }, { kind: 'note', text: 'other' }] });
    must(await before.backUp());
    await before.close();
    writeFileSync(`${place.path}/w/payloads/000001.seg.tmp`, 'maruja@example.org left by a crash');
    expect(everyByte(`${place.path}/w`)).toMatch(/maruja@example\.org/);

    const erased = await run(runErase, 'w', '--row', '2', '--reason', 'art17', '--json');
    expect(erased.code).toBe(0);
    expect(JSON.parse(erased.out)).toMatchObject({ rows: [2], items: 2, backups: 1, unreadable: [], sameValues: [] });
    const left = everyByte(`${place.path}/w`);
    for (const value of ['maruja@example.org', 'Maruja', 'Mallo', '600 555 666']) expect(left).not.toContain(value);
    expect(left).toContain('juan@example.org');

    const verified = await run(runVerify, 'w', '--json');
    expect(JSON.parse(verified.out)).toMatchObject({ clean: true, erasedItems: 2 });
    const [backup] = readdirSync(`${place.path}/w/backups`);
    expect((await verifyBackup(nodeFiles, `${place.path}/w/backups/${backup}`)).ok).toBe(true);
    const old = await run(runVerify, `w/backups/${backup}`, '--json');
    expect(JSON.parse(old.out)).toMatchObject({ clean: true, erasedItems: 2, notices: expect.arrayContaining([{ kind: 'erasedLater', by: (JSON.parse(erased.out) as { entry: number }).entry }]) as unknown });
  });

  it('names other rows with the same values, and shows before it does', async () => {
    const shown = await run(runErase, 'w', '--row', '0', '--reason', 'art17', '--dry-run', '--json');
    expect(JSON.parse(shown.out)).toMatchObject({ rows: [0], items: 1, sameValues: [3] });
    expect(everyByte(`${place.path}/w`)).toContain('Remedios');
    await expect(run(runErase, 'w', '--row', '0', '--reason', 'Remedios Varo asked')).rejects.toThrow(/code/);
    expect((await run(runErase, 'w', '--row', '0', '--row', '3', '--reason', 'art17')).code).toBe(0);
    expect(everyByte(`${place.path}/w`)).not.toMatch(/[Rr]eme/);
    expect((await run(runErase, 'w', '--row', '0', '--reason', 'art17')).code).toBe(1);
  });

  it('is finished at the next opening where it was cut off after its entry', async () => {
    const workspace = await open();
    await commitEntry(workspace, { act: 'erase', why: 'art17', erases: [{ entry: 1, first: 0, count: 7 }] });
    await workspace.close();
    expect((await run(runVerify, 'w')).code).toBe(1);
    const again = await open();
    expect(again.notices).toEqual([{ kind: 'erasureFinished', entries: 1 }]);
    await again.close();
    expect((await run(runVerify, 'w')).code).toBe(0);
    expect(everyByte(`${place.path}/w`)).not.toContain('example.org');
  });
});

describe('erasing in two steps', () => {
  it('blocks, lets another person approve, and destroys; each is an entry of whoever did it', async () => {
    const blocked = await run(runErase, 'w', '--row', '2', '--reason', 'art17', '--block', '--json');
    expect(JSON.parse(blocked.out)).toMatchObject({ block: 2, rows: [2] });
    const asOf = await run(runAsOf, 'w', '--seq', '2', '--out', 'blocked.csv', '--json');
    expect(JSON.parse(asOf.out)).toMatchObject({ rows: 3, seq: 2 });
    await expect(run(runErase, 'w', '--row', '2', '--reason', 'art17', '--approve')).rejects.toThrow(/Somebody else has to approve this/);
    const io = { FICHERO_ACTOR: 'second' };
    expect(await runAs(io, runErase, 'w', '--row', '2', '--reason', 'art17', '--approve')).toMatchObject({ code: 0 });
    expect(await run(runErase, 'w', '--row', '2', '--reason', 'art17')).toMatchObject({ code: 0 });
    const entries = (await run(runLog, 'w', '--json')).out.trim().split('\n').map((line) => JSON.parse(line) as { act: string; actor: string; role: string });
    expect(entries.map(({ act, actor }) => [act, actor])).toEqual([
      ['create-workspace', 'command-line'],
      ['load', 'command-line'],
      ['block', 'command-line'],
      ['open', 'second'],
      ['approve', 'second'],
      ['open', 'command-line'],
      ['erase', 'command-line'],
    ]);
    expect(entries[4]!.role).toBe('approver');
    expect((await run(runVerify, 'w')).code).toBe(0);
  });
});

describe('fichero as-of', () => {
  it('writes the golden records as they stood, and leaves the workspace as it is', async () => {
    const workspace = await open();
    await workspace.close();
    await run(runLoad, 'w', 'a.csv', '--source', 'shop');
    const before = await run(runLog, 'w', '--json');
    const past = await run(runAsOf, 'w', '--seq', '1', '--out', 'past.csv', '--json');
    expect(JSON.parse(past.out)).toMatchObject({ rows: 4, seq: 1 });
    expect(JSON.parse((await run(runAsOf, 'w', '--seq', String(before.out.trim().split('\n').length - 1), '--out', 'now.csv', '--part', 'sourceRows', '--json')).out)).toMatchObject({ rows: 8 });
    expect(readFileSync(`${place.path}/past.csv`, 'utf8')).toContain('Juan Gris');
    expect((await run(runLog, 'w', '--json')).out).toBe(before.out);
    await expect(run(runAsOf, 'w', '--seq', '99', '--out', 'x.csv')).rejects.toThrow(/no entry 99/);
    await expect(run(runAsOf, 'w', '--seq', 'x', '--out', 'x.csv')).rejects.toThrow(/Name the entry and the file/);
  });
});

describe('fichero log', () => {
  it('prints entries as JSON lines, since a number, and what is about one row', async () => {
    const all = (await run(runLog, 'w', '--json')).out.trim().split('\n').map((line) => JSON.parse(line) as { seq: number; act: string });
    expect(all.map(({ act }) => act)).toEqual(['create-workspace', 'load']);
    expect((await run(runLog, 'w', '--since', '1', '--json')).out.trim().split('\n')).toHaveLength(1);
    const about = JSON.parse((await run(runLog, 'w', '--row', '1', '--json')).out) as { about: { item: { cells: string[] } }[] };
    expect(about.about.map(({ item }) => item.cells[1])).toEqual(['Juan Gris']);
    expect((await run(runLog, 'w', '--lang', 'es')).out).toMatch(/archivo cargado/);
  });
});
