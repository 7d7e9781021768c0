import { readdirSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameOf, planRotation, verifyBackup } from '../../../electron/workspace/backups.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { commitEntry, makeWorkspace, must, openWorkspace, temporaryFolder } from '../../support/workspaces.ts';

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
});
