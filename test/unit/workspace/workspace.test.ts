import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolder } from '../../../electron/workspace/createFolder.ts';
import type { Files } from '../../../electron/workspace/files.ts';
import { folderKeys, memoryKeys, verifySignature } from '../../../electron/workspace/keys.ts';
import { takeLock } from '../../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../../electron/workspace/openFolder.ts';
import { isSigned } from '../../../shared/log/checkpoint.ts';
import { parseEntry, payloadId } from '../../../shared/log/entry.ts';
import { itemAt, readFrame } from '../../../shared/log/frame.ts';
import { commitEntry, lonelyMachine, makeWorkspace, must, openWorkspace, options, temporaryFolder, ticking, who } from '../../support/workspaces.ts';

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(() => {
  place = temporaryFolder();
  folder = `${place.path}/a.fichero`;
});
afterEach(() => place.remove());

const entriesPath = (): string => `${folder}/log/entries.jsonl`;
const segmentPath = (): string => `${folder}/payloads/000001.seg`;

describe('a workspace folder', () => {
  it('keeps entries and payload over closing and opening', async () => {
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    const seq = await commitEntry(workspace, { act: 'load', rows: { loaded: 2, quarantined: 0 } }, { rows: [['a', undefined], ['b', '']] });
    await commitEntry(workspace, { act: 'edit', why: 'typo' }, { items: [{ row: 1, field: 'email', before: 'b', after: 'c' }] });
    await workspace.close();

    const again = await openWorkspace(folder, keys, undefined, { readOnly: true });
    expect(again.notices).toEqual([]);
    expect(again.damage).toEqual([]);
    expect(again.end).toMatchObject({ size: 3, rows: 2 });
    const entries = (await again.entries({ from: 0 })).map((line) => must(parseEntry(line)));
    expect(entries.map(({ act }) => act)).toEqual(['create-workspace', 'load', 'edit']);
    const rows = must(readFrame((await again.frame({ payload: payloadId(seq, 0) }))!));
    expect([itemAt(rows, 0), itemAt(rows, 1)]).toEqual([
      { cells: ['a', null], row: 0 },
      { cells: ['b', ''], row: 1 },
    ]);
    expect(await again.frame({ payload: '9.0' })).toBeNull();
    expect(await again.begin({ neededBytes: 0 })).toEqual({ ok: false, error: { kind: 'readOnly' } });
    expect(again.checkpointed?.size).toBe(3);
    expect(await isSigned(again.checkpointed!, verifySignature)).toBe(true);
  });

  it('shows nothing of an append that was given up, and goes on after it', async () => {
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    const before = readFileSync(segmentPath());
    must(await workspace.begin({ neededBytes: 0 }));
    must(await workspace.append({ payload: '1.0', bytes: new Uint8Array(9_000_000) }));
    must(await workspace.append({ payload: '1.1', bytes: new Uint8Array(50) }));
    expect(await workspace.frame({ payload: '1.0' })).toBeNull();
    await workspace.abort();
    expect(readdirSync(`${folder}/payloads`)).toEqual(['000001.seg']);
    expect(readFileSync(segmentPath()).equals(before)).toBe(true);
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'x' }] });
    expect(workspace.end.size).toBe(2);
    await workspace.close();
  });

  it('refuses an entry that was planned on another head', async () => {
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    must(await workspace.begin({ neededBytes: 0 }));
    const answer = await workspace.commit({ line: new Uint8Array(), previous: 'f'.repeat(64) });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'journalMoved' } });
    await workspace.close();
  });

  it('begins nothing when the disk is nearly full', async () => {
    const keys = await makeWorkspace(folder);
    const files = { ...nodeFiles, freeBytes: () => Promise.resolve(1_000_000) };
    const workspace = await openWorkspace(folder, keys, files);
    expect(await workspace.begin({ neededBytes: 600_000 })).toEqual({ ok: false, error: { kind: 'diskFull', freeBytes: 1_000_000, neededBytes: 1_200_000 } });
    must(await workspace.begin({ neededBytes: 400_000 }));
    await workspace.close();
  });

  it('holds room back, and lets go of it so that a full disk can still close and export', async () => {
    const keys = await makeWorkspace(folder);
    const ballast = 100_000;
    const disk = smallDisk(folder, 4_000 + ballast);
    const open = () => openWorkspace(folder, keys, disk.files, { minimumFreeBytes: 1_000, ballastBytes: ballast });
    const workspace = await open();
    expect(statSync(`${folder}/ballast`).size).toBe(ballast);
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'before' }] });
    must(await workspace.begin({ neededBytes: 10 }));
    const full = await workspace.append({ payload: payloadId(workspace.end.size, 0), bytes: new Uint8Array(randomBytes(20_000)) });
    expect(full).toMatchObject({ ok: false, error: { kind: 'diskFull' } });
    // The room is there again, for the note of an export and for the signature at the end.
    expect(existsSync(`${folder}/ballast`)).toBe(false);
    expect(disk.freeBytes()).toBeGreaterThan(ballast);
    must(await workspace.begin({ neededBytes: 10, mayUseBallast: true }));
    await workspace.abort();
    const { size } = workspace.end;
    await workspace.close();
    expect(workspace.checkpointed?.size).toBe(size);
    const again = await open();
    expect([again.damage, again.end.size]).toEqual([[], size]);
    expect(statSync(`${folder}/ballast`).size).toBe(ballast);
    await again.close();
  });

  it('begins the note of an export where nothing else is begun any more', async () => {
    const keys = await makeWorkspace(folder);
    const disk = smallDisk(folder, 120_000);
    const workspace = await openWorkspace(folder, keys, disk.files, { minimumFreeBytes: 10_000, ballastBytes: 50_000 });
    writeFileSync(`${folder}/somebody-else`, new Uint8Array(disk.freeBytes() - 100));
    expect(await workspace.begin({ neededBytes: 1_000 })).toMatchObject({ ok: false, error: { kind: 'diskFull' } });
    expect(existsSync(`${folder}/ballast`)).toBe(true);
    must(await workspace.begin({ neededBytes: 1_000, mayUseBallast: true }));
    expect(existsSync(`${folder}/ballast`)).toBe(false);
    await workspace.close();
  });

  it('does without room to hold back where there is none to spare', async () => {
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys, smallDisk(folder, 60_000).files, { minimumFreeBytes: 20_000, ballastBytes: 50_000 });
    expect(existsSync(`${folder}/ballast`)).toBe(false);
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'one' }] });
    await workspace.close();
  });

  it('makes no workspace over something that is there', async () => {
    mkdirSync(folder);
    writeFileSync(`${folder}/x`, '');
    const stamp = { at: ticking(), ...who };
    expect(await createFolder(folder, { files: nodeFiles, keys: memoryKeys(), title: '', stamp })).toEqual({ ok: false, error: { kind: 'exists' } });
    rmSync(`${folder}/x`);
    expect((await createFolder(folder, { files: nodeFiles, keys: memoryKeys(), title: 'lone \ud800', stamp })).ok).toBe(true);
    expect(readdirSync(place.path)).toEqual(['a.fichero']);
  });

  it('says what is not a workspace, and what is too new', async () => {
    mkdirSync(folder);
    expect(await openFolder(folder, options(memoryKeys()))).toEqual({ ok: false, error: { kind: 'notAWorkspace' } });
    writeFileSync(`${folder}/workspace.json`, '{"v":2}');
    expect(await openFolder(folder, options(memoryKeys()))).toEqual({ ok: false, error: { kind: 'newerFormat', format: 2 } });
  });
});

describe('opening after a crash or an accident', () => {
  it('drops a half-written line and frames without an entry', async () => {
    const keys = await makeWorkspace(folder);
    appendFileSync(entriesPath(), '{"act":"edit","ac');
    appendFileSync(segmentPath(), 'half a frame');
    const workspace = await openWorkspace(folder, keys);
    expect(workspace.notices.map(({ kind }) => kind)).toEqual(['unfinishedEntry', 'unfinishedPayload']);
    expect(workspace.damage).toEqual([]);
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'x' }] });
    await workspace.close();
    expect((await openWorkspace(folder, keys)).notices).toEqual([]);
  });

  it('makes head and workspace file anew, and keeps the damaged ones', async () => {
    const keys = await makeWorkspace(folder);
    const info = readFileSync(`${folder}/workspace.json`, 'utf8');
    writeFileSync(`${folder}/workspace.json`, '{');
    writeFileSync(`${folder}/head.json`, 'x');
    const workspace = await openWorkspace(folder, keys);
    expect(workspace.notices).toHaveLength(2);
    await workspace.close();
    expect(readFileSync(`${folder}/workspace.json`, 'utf8')).toBe(info);
    expect(readdirSync(`${folder}/damaged`)).toHaveLength(2);
    expect((await openWorkspace(folder, keys)).notices).toEqual([]);
  });

  it('opens for reading only where the record itself is damaged, and touches nothing', async () => {
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'x' }] });
    await workspace.close();
    const text = readFileSync(entriesPath(), 'utf8');
    writeFileSync(entriesPath(), text.slice(0, text.indexOf('\n') + 1));
    const opened = await openWorkspace(folder, keys);
    expect(opened.readOnly).toBe(true);
    expect(opened.damage).toEqual([{ kind: 'entriesLost', expected: 2, found: 1 }]);
    expect(existsSync(`${folder}/lock.json`)).toBe(false);
  });
});

describe('keys', () => {
  it('lie outside the folder, protected where a protector is there', async () => {
    const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
    const keys = folderKeys(nodeFiles, `${place.path}/keys/deep`, { protect: flip, reveal: flip });
    await makeWorkspace(folder, keys);
    const workspace = await openWorkspace(folder, folderKeys(nodeFiles, `${place.path}/keys/deep`, { protect: flip, reveal: flip }));
    expect(workspace.end.size).toBe(1);
    await workspace.close();
  });

  it('of another machine are announced before they sign', async () => {
    await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, memoryKeys());
    expect(workspace.end.size).toBe(2);
    must(await workspace.checkpoint());
    const [, opened] = (await workspace.entries({ from: 0 })).map((line) => must(parseEntry(line)));
    expect(opened).toMatchObject({ act: 'open', note: { key: workspace.checkpointed?.key } });
    await workspace.close();
  });
});

describe('the lock', () => {
  it('keeps a second program out until the first lets go', async () => {
    const keys = await makeWorkspace(folder);
    const first = await openWorkspace(folder, keys);
    const both = { ...lonelyMachine(2), isRunning: () => true };
    expect(await openFolder(folder, options(keys, nodeFiles, { machine: both }))).toEqual({ ok: false, error: { kind: 'inUse', pid: 1 } });
    expect((await openWorkspace(folder, keys, nodeFiles, { machine: both, readOnly: true })).readOnly).toBe(true);
    await first.close();
    await (await openWorkspace(folder, keys, nodeFiles, { machine: both })).close();
  });

  it('is taken over from a process that is gone, from an earlier start, and from a damaged file', async () => {
    const keys = await makeWorkspace(folder);
    for (const text of [JSON.stringify(lonelyMachine(9).self), JSON.stringify(lonelyMachine(1, 'earlier').self), '{"pi']) {
      writeFileSync(`${folder}/lock.json`, text);
      await (await openWorkspace(folder, keys)).close();
      expect(existsSync(`${folder}/lock.json`)).toBe(false);
    }
  });

  it('of another machine is respected', async () => {
    await makeWorkspace(folder);
    writeFileSync(`${folder}/lock.json`, JSON.stringify(lonelyMachine(1, 'other boot', 'other host').self));
    expect(await takeLock(nodeFiles, folder, lonelyMachine())).toMatchObject({ heldBy: { host: 'other host' } });
    copyFileSync(`${folder}/lock.json`, `${folder}/kept.json`);
  });
});

/** The real files on a disk of so many bytes, which counts what lies in the folder. */
function smallDisk(path: string, capacity: number): { files: Files; freeBytes: () => number } {
  const sizeOf = (name: string): number => (existsSync(name) ? (statSync(name).isDirectory() ? readdirSync(name).reduce((sum, inner) => sum + sizeOf(`${name}/${inner}`), 0) : statSync(name).size) : 0);
  const freeBytes = (): number => Math.max(0, capacity - sizeOf(path));
  const files: Files = {
    ...nodeFiles,
    freeBytes: () => Promise.resolve(freeBytes()),
    open: async (name, mode) => {
      const file = await nodeFiles.open(name, mode);
      return {
        ...file,
        write: async (bytes, position) => {
          if (position + bytes.length - sizeOf(name) > freeBytes()) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
          await file.write(bytes, position);
        },
      };
    },
  };
  return { files, freeBytes };
}
