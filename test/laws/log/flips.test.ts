// Every bit of the record counts: whatever single byte of it is changed, verifying says so, and says so of each copy too.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyBackup } from '../../../electron/workspace/backups.ts';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { layout } from '../../../electron/workspace/layout.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../../electron/workspace/openFolder.ts';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { verifyLog } from '../../../shared/log/verify.ts';
import { memoryReader } from '../../support/logMutations.ts';
import { commitEntry, lonelyMachine, makeWorkspace, must, openWorkspace, options, temporaryFolder } from '../../support/workspaces.ts';

/** Every so-manieth byte on every commit; FICHERO_FLIPS=1 for all of them. */
const every = Number(process.env['FICHERO_FLIPS'] ?? 13);

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
let keys: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  place = temporaryFolder();
  folder = `${place.path}/w`;
  keys = await makeWorkspace(folder);
  const workspace = await openWorkspace(folder, keys);
  const rows = Array.from({ length: 30 }, (_, row) => [`Nombre ${row % 4}`, row % 5 === 0 ? undefined : `${row}@example.org`]);
  await commitEntry(workspace, { act: 'load', rows: { loaded: 30, quarantined: 1 } }, { items: [{ kind: 'load' }, { kind: 'quarantine', line: 3, reason: { kind: 'badQuote' }, raw: '"x' }], rows });
  await commitEntry(workspace, { act: 'edit', why: 'typo' }, { items: Array.from({ length: 20 }, (_, row) => ({ row, before: 'á', after: `b${row}` })), isStored: true });
  await workspace.checkpoint();
  await commitEntry(workspace, { act: 'undo', undoes: 2 });
  must(await workspace.backUp());
  await commitEntry(workspace, { act: 'erase', why: 'art17', erases: [{ entry: 1, first: 4, count: 2 }, { entry: 2, first: 3, count: 1 }] });
  must(await workspace.erase());
  await commitEntry(workspace, { act: 'checkpoint' }, { items: [{ kind: 'state', digest: 'a'.repeat(64), rows: 30, rules: 0, standing: 3 }] });
  await workspace.close();
});
afterAll(() => place.remove());

function filesBelow(path: string, within = ''): string[] {
  return readdirSync(`${path}/${within}`).flatMap((name) => {
    const file = within === '' ? name : `${within}/${name}`;
    return statSync(`${path}/${file}`).isDirectory() ? filesBelow(path, file) : [file];
  });
}

/** Files that repeat what the record says, or say nothing: opening sets them right, and no verifier looks at them. */
const noRecord: ReadonlySet<string> = new Set([layout.headBackup, layout.lock, layout.erased, layout.ballast]);

it('a changed byte anywhere in the record is reported', { timeout: 3_600_000 }, async () => {
  const all = filesBelow(folder).filter((name) => !name.startsWith(`${layout.backups}/`));
  const record = all.filter((name) => !noRecord.has(name));
  expect(record.map((name) => name.replace(/\d+\.seg/, 'N.seg')).sort()).toEqual([layout.head, layout.checkpoints, layout.entries, 'payloads/N.seg', layout.workspace]);
  const files = new Map(record.map((name) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))]));
  const verdict = async (): Promise<boolean> => {
    const outcome = await verifyLog(memoryReader(files), { verifySignature });
    return outcome.kind === 'verified' && outcome.report.clean;
  };
  expect(await verdict()).toBe(true);
  const random = seededRandom(11);
  const unnoticed: string[] = [];
  for (const [name, bytes] of files) {
    for (let at = randomInteger(random, every); at < bytes.length; at += every) {
      const before = bytes[at]!;
      bytes[at] = before ^ (1 << randomInteger(random, 8));
      if (await verdict()) unnoticed.push(`${name} at ${at}: ${before} became ${bytes[at]}`);
      bytes[at] = before;
    }
  }
  expect(unnoticed).toEqual([]);
});

it('a changed byte anywhere in a backup is reported', async () => {
  const backup = `${folder}/${layout.backups}/${readdirSync(`${folder}/${layout.backups}`)[0]!}`;
  expect((await verifyBackup(nodeFiles, backup)).ok).toBe(true);
  const random = seededRandom(12);
  const unnoticed: string[] = [];
  for (const name of filesBelow(backup)) {
    const bytes = readFileSync(`${backup}/${name}`);
    for (let at = randomInteger(random, every * 4); at < bytes.length; at += every * 4) {
      const before = bytes[at]!;
      bytes[at] = before ^ (1 << randomInteger(random, 8));
      writeFileSync(`${backup}/${name}`, bytes);
      if ((await verifyBackup(nodeFiles, backup)).ok) unnoticed.push(`${name} at ${at}: ${before} became ${bytes[at]}`);
      bytes[at] = before;
    }
    writeFileSync(`${backup}/${name}`, bytes);
  }
  expect(unnoticed).toEqual([]);
});

it('a changed byte in what is no part of the record changes nothing of what is read', async () => {
  const lines = readFileSync(`${folder}/${layout.entries}`);
  const random = seededRandom(13);
  let pid = 500;
  for (const name of [layout.headBackup, layout.erased]) {
    const path = `${folder}/${name}`;
    const good = readFileSync(path);
    for (let at = randomInteger(random, every); at < good.length; at += every) {
      const bytes = Buffer.from(good);
      bytes[at]! ^= 1 << randomInteger(random, 8);
      writeFileSync(path, bytes);
      const opened = must(await openFolder(folder, options(keys, nodeFiles, { machine: lonelyMachine(++pid) })));
      expect(opened.damage, `${name} at ${at}`).toEqual([]);
      expect(opened.end.size).toBe(7 - 1);
      await opened.close();
    }
    writeFileSync(path, good);
  }
  expect(readFileSync(`${folder}/${layout.entries}`)).toEqual(lines);
});
