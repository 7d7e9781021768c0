// R2: whatever a power cut leaves of the workspace folder, every acknowledged entry is there after opening it again.
import { beforeAll, describe, expect, it } from 'vitest';
import { createFolder } from '../../electron/workspace/createFolder.ts';
import { folderReader } from '../../electron/workspace/folderReader.ts';
import { listBackups, verifyBackup } from '../../electron/workspace/backups.ts';
import { memoryKeys, verifySignature } from '../../electron/workspace/keys.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { seededRandom, randomInteger } from '../../shared/kernel/random.ts';
import { parseEntry, payloadId } from '../../shared/log/entry.ts';
import { verifyLog } from '../../shared/log/verify.ts';
import { SimulatedDisk } from '../support/SimulatedDisk.ts';
import { commitEntry, lonelyMachine, must, openWorkspace, options, ticking, who } from '../support/workspaces.ts';

/** 1,000 on every commit; FICHERO_CRASHES=50000 for the long run. */
const crashes = Number(process.env['FICHERO_CRASHES'] ?? 1_000);
const folder = '/w.fichero';
const keys = memoryKeys();
const secret = 'SECRET-PERSON';

/** After `operations` operations `size` entries were acknowledged. */
type Acknowledged = { readonly operations: number; readonly size: number; readonly erased: boolean };
let disk: SimulatedDisk;
let lines: Uint8Array[];
const acknowledged: Acknowledged[] = [{ operations: 0, size: 0, erased: false }];
let pid = 1;
const reopening = (files: SimulatedDisk['files']) => options(keys, files, { machine: lonelyMachine(++pid), maxSegmentBytes: 3_000 });

beforeAll(async () => {
  disk = new SimulatedDisk();
  const note = (size: number, erased = false): void => void acknowledged.push({ operations: disk.operations.length, size, erased });
  must(await createFolder(folder, { files: disk.files, keys, title: 'Clientes', stamp: { at: ticking(), ...who } }));
  note(1);
  let workspace = must(await openFolder(folder, reopening(disk.files)));
  const texts = (count: number, length: number) => Array.from({ length: count }, (_, i) => [`${i}-${'x'.repeat(length)}`, i === 1 ? secret : undefined]);
  let firstRow = 0;
  const load = async (count: number, length: number): Promise<void> => {
    await commitEntry(workspace, { act: 'load', rows: { loaded: count, quarantined: 0 } }, { rows: texts(count, length), firstRow, isStored: true });
    firstRow += count;
    note(workspace.end.size);
  };
  await load(5, 40);
  await commitEntry(workspace, { act: 'edit' }, { items: [{ row: 1, before: 'a', after: secret }] });
  note(workspace.end.size);
  must(await workspace.begin({ neededBytes: 0 }));
  must(await workspace.append({ payload: payloadId(workspace.end.size, 0), bytes: new Uint8Array(5_000) }));
  await workspace.abort();
  await load(20, 200);
  must(await workspace.checkpoint());
  must(await workspace.backUp());
  for (let i = 0; i < 4; i++) {
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: `t${i}` }] });
    note(workspace.end.size);
  }
  await workspace.close();
  workspace = must(await openFolder(folder, reopening(disk.files)));
  await load(8, 300);
  await commitEntry(workspace, { act: 'erase', why: 'art17', erases: [{ entry: 1, first: 1, count: 1 }, { entry: 2, first: 0, count: 1 }, { entry: 3, first: 1, count: 1 }, { entry: 8, first: 1, count: 1 }] });
  note(workspace.end.size);
  must(await workspace.erase());
  note(workspace.end.size, true);
  await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'last' }] });
  note(workspace.end.size, true);
  await workspace.close();
  const reader = await openWorkspace(folder, keys, disk.files, { readOnly: true });
  lines = [...(await reader.entries({ from: 0 }))];
});

async function checkAfterCrash(crashed: SimulatedDisk, operations: number, words: string): Promise<void> {
  const known = acknowledged.findLast((state) => state.operations <= operations)!;
  const opened = await openFolder(folder, reopening(crashed.files));
  if (!opened.ok) {
    expect(known.size, `${words}: ${opened.error.kind}`).toBe(0);
    expect(opened.error.kind, words).toBe('notAWorkspace');
    return;
  }
  const workspace = opened.value;
  expect(workspace.damage, words).toEqual([]);
  expect(workspace.readOnly, words).toBe(false);
  expect(workspace.end.size, words).toBeGreaterThanOrEqual(known.size);
  const found = await workspace.entries({ from: 0 });
  for (const [seq, line] of found.entries()) expect(Buffer.from(line).equals(Buffer.from(lines[seq]!)), `${words}: entry ${seq}`).toBe(true);
  const erases = found.some((line) => must(parseEntry(line)).act === 'erase');
  const bytes = [...crashed.contents()].filter(([path]) => path.startsWith(folder));
  if (erases) for (const [path, content] of bytes) expect(Buffer.from(content).includes(secret), `${words}: ${path}`).toBe(false);
  for (const name of await listBackups(crashed.files, folder)) expect(await verifyBackup(crashed.files, `${folder}/backups/${name}`), words).toMatchObject({ ok: true });
  const outcome = await verifyLog(folderReader(crashed.files, folder), { verifySignature });
  expect(JSON.stringify(outcome.kind === 'verified' ? outcome.report.faults : outcome), words).toBe('[]');
  // And it goes on.
  await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'after' }] });
  await workspace.close();
}

describe('a power cut', () => {
  it('at any write loses nothing that was acknowledged, and shows nothing of what was not', { timeout: 3_600_000 }, async () => {
    const total = disk.operations.length;
    for (let round = 0; round < crashes; round++) {
      const random = seededRandom(round + 1);
      // Every prefix in turn, then any.
      const operations = round < total ? round : randomInteger(random, total + 1);
      await checkAfterCrash(disk.crash(operations, random), operations, `round ${round}, after ${operations} of ${total} operations`);
    }
  });

  it('while recovering from a power cut does no harm either', { timeout: 3_600_000 }, async () => {
    for (let round = 0; round < crashes / 10; round++) {
      const random = seededRandom(1_000_000 + round);
      const operations = randomInteger(random, disk.operations.length + 1);
      const first = disk.crash(operations, random);
      await openFolder(folder, reopening(first.files));
      const second = first.crash(randomInteger(random, first.operations.length + 1), random);
      await checkAfterCrash(second, operations, `round ${round}, after ${operations} operations, then again`);
    }
  });
});
