import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Backups } from '../../../electron/main/desktop/Backups.ts';
import { backupTime, copyBackup, nameOf, planRotation, verifyBackup } from '../../../electron/workspace/backups.ts';
import { folderReader } from '../../../electron/workspace/folderReader.ts';
import { verifySignature } from '../../../electron/workspace/keys.ts';
import { restoreFolder } from '../../../electron/workspace/restoreFolder.ts';
import { verifyLog } from '../../../shared/log/verify.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { commitEntry, makeWorkspace, must, openWorkspace, options, temporaryFolder } from '../../support/workspaces.ts';

const dayMs = 86_400_000;
let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** Text that packing makes little smaller, so that it fills a segment. */
function noise(length: number): string {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = 35 + ((state >>> 16) % 56);
  }
  return Buffer.from(bytes).toString('latin1');
}

describe('backups', () => {
  it('keep twelve days, ten weeks and nine months of a year of daily ones', () => {
    const start = Date.parse('2025-01-01T12:00:00Z');
    const names = Array.from({ length: 365 }, (_, day) => nameOf(start + day * dayMs));
    const kept = [...planRotation(names)].sort();
    expect(kept.slice(-12)).toEqual(names.slice(-12));
    const weekOf = (name: string): number => Math.floor((Date.parse(name.slice(0, 10)) / dayMs + 3) / 7);
    expect(new Set(kept.slice(-20).map(weekOf)).size).toBeGreaterThanOrEqual(10);
    expect(kept.length).toBeLessThanOrEqual(12 + 10 + 9);
    expect(new Set(kept.map((name) => name.slice(0, 7))).size).toBe(9);
    // Rotating again, or once a day all along, keeps the same.
    expect([...planRotation(kept)].sort()).toEqual(kept);
    let daily: string[] = [];
    for (const name of names) daily = [...planRotation([...daily, name])];
    expect(daily.sort()).toEqual(kept);
  });

  it('are due once a day after changes, are verified, and share what has not changed', async () => {
    const folder = `${place.path}/w`;
    const keys = await makeWorkspace(folder);
    let clock = Date.parse('2026-03-01T08:00:00Z');
    const workspace = await openWorkspace(folder, keys, nodeFiles, { now: () => clock });
    expect(await workspace.isBackupDue()).toBe(false);
    const large = (): Promise<number> => commitEntry(workspace, { act: 'tag' }, { items: [{ text: noise(7_000_000) }], isStored: true }, { at: clock, actor: 'a', role: 'steward', app: '0' });
    await large();
    expect(await workspace.isBackupDue()).toBe(true);
    const first = must(await workspace.backUp());
    expect(await workspace.isBackupDue()).toBe(false);
    clock += 2 * dayMs;
    expect(await workspace.isBackupDue()).toBe(false);
    await large();
    expect(await workspace.isBackupDue()).toBe(true);
    const second = must(await workspace.backUp());
    const inode = (backup: string): number => statSync(`${folder}/backups/${backup}/payloads/000001.seg`).ino;
    expect(inode(second)).toBe(inode(first));
    expect(inode(second)).not.toBe(statSync(`${folder}/payloads/000001.seg`).ino);
    for (const name of readdirSync(`${folder}/backups`)) expect((await verifyBackup(nodeFiles, `${folder}/backups/${name}`)).ok).toBe(true);
    await workspace.close();
  });

  it('become a workspace again beside the old one, with the erasures that came later and an entry that says so', async () => {
    const folder = `${place.path}/w`;
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    await commitEntry(workspace, { act: 'load', rows: { loaded: 3, quarantined: 0 } }, { rows: [['ana'], ['luis'], ['eva']] });
    const backup = must(await workspace.backUp());
    await commitEntry(workspace, { act: 'edit' }, { items: [{ row: 1, after: 'luisa' }] });
    await commitEntry(workspace, { act: 'erase', why: 'art17', erases: [{ entry: 1, first: 1, count: 1 }, { entry: 2, first: 0, count: 1 }] });
    must(await workspace.erase());
    await workspace.close();
    const target = `${place.path}/again`;
    must(await restoreFolder(`${folder}/backups/${backup}`, backupTime(backup)!, target, options(keys)));
    expect(readdirSync(place.path).sort()).toEqual(['again', 'w']);
    const outcome = await verifyLog(folderReader(nodeFiles, target), { verifySignature });
    expect(outcome).toMatchObject({ report: { clean: true, entries: 4, erasedItems: 1, rows: 3 } });
    const restored = await openWorkspace(target, keys);
    const lines = (await restored.entries({ from: 2 })).map((line) => JSON.parse(new TextDecoder().decode(line)) as { act: string; note?: unknown; erases?: unknown });
    expect(lines).toMatchObject([
      { act: 'erase', erases: [{ entry: 1, first: 1, count: 1 }] },
      { act: 'restore', note: { backupAt: backupTime(backup), entries: 2 } },
    ]);
    await restored.close();
    expect(await restoreFolder(`${folder}/backups/${backup}`, backupTime(backup)!, target, options(keys))).toMatchObject({ ok: false, error: { kind: 'exists' } });
    rmSync(`${folder}/backups/${backup}/head.json`);
    expect(await restoreFolder(`${folder}/backups/${backup}`, backupTime(backup)!, `${place.path}/no`, options(keys))).toMatchObject({ ok: false, error: { kind: 'fileMissing', name: 'head.json' } });
    expect(readdirSync(place.path).sort()).toEqual(['again', 'w']);
  });

  it('are read back from where they were copied to', async () => {
    const folder = `${place.path}/w`;
    const keys = await makeWorkspace(folder);
    const workspace = await openWorkspace(folder, keys);
    const backup = `${folder}/backups/${must(await workspace.backUp())}`;
    await workspace.close();
    const target = `${place.path}/stick`;
    const forgetful = { ...nodeFiles, readFile: async (path: string) => (await nodeFiles.readFile(path)).map((byte, at) => (path.startsWith(target) && path.endsWith('.seg') && at === 20 ? byte ^ 1 : byte)) };
    expect(await copyBackup(forgetful, backup, target)).toMatchObject({ ok: false, error: { kind: 'fileChanged', name: 'payloads/000001.seg' } });
    expect(await copyBackup(nodeFiles, backup, `${place.path}/other`)).toMatchObject({ ok: true });
  });

  it('are made when due and under a new runtime, never while reading only, and are copied as a workspace of their own', async () => {
    const folder = `${place.path}/w.fichero`;
    const keys = await makeWorkspace(folder);
    const held: { journal: Awaited<ReturnType<typeof openWorkspace>> | null } = { journal: null };
    const runtimes = new Map<string, string>();
    const memory = { last: (path: string) => runtimes.get(path) ?? null, remember: (path: string, runtime: string) => void runtimes.set(path, runtime) };
    const backups = new Backups(held, '33', memory);
    held.journal = await openWorkspace(folder, keys, nodeFiles, { readOnly: true });
    await backups.opened();
    await backups.look();
    expect((await backups.state(folder)).backups).toEqual([]);
    await held.journal.close();
    held.journal = await openWorkspace(folder, keys);
    await backups.opened();
    await commitEntry(held.journal, { act: 'tag' }, { items: [{ text: 'x' }] });
    await backups.look();
    await backups.look();
    expect((await backups.state(folder)).backups).toHaveLength(1);
    await held.journal.close();
    const later = new Backups(held, '45', memory);
    held.journal = await openWorkspace(folder, keys);
    await later.opened();
    await later.opened();
    expect((await later.state(folder)).backups).toHaveLength(2);
    expect(await later.state(folder)).toMatchObject({ lastFault: null, copiedAt: null });
    mkdirSync(`${place.path}/stick`);
    const copied = await later.copyTo(`${place.path}/stick`, 1_000);
    if (copied.kind !== 'copied') throw new Error(copied.kind);
    expect((await later.state(folder)).copiedAt).toBe(1_000);
    expect(await verifyLog(folderReader(nodeFiles, copied.displayPath), { verifySignature })).toMatchObject({ report: { clean: true, entries: 2 } });
    expect(await later.copyTo(`${place.path}/not there`, 1_000)).toMatchObject({ kind: 'failed', detail: 'ENOENT' });
    expect(await held.journal.hasMuchSinceBackup()).toBe(false);
    for (let entry = 0; entry < 100; entry++) await commitEntry(held.journal, { act: 'tag' });
    expect(await held.journal.hasMuchSinceBackup()).toBe(true);
    await held.journal.close();
  });
});
