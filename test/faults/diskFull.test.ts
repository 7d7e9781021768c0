// R3: the disk is full at any write, a simulated one and a real one; nothing acknowledged is lost, nothing refused is kept, and it says why.
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderReader } from '../../electron/workspace/folderReader.ts';
import { memoryKeys, verifySignature } from '../../electron/workspace/keys.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { random as randomBytes } from '../../electron/workspace/random.ts';
import type { Workspace } from '../../electron/workspace/Workspace.ts';
import { toHex } from '../../shared/kernel/hex.ts';
import { randomInteger, seededRandom } from '../../shared/kernel/random.ts';
import { payloadId, sealEntry } from '../../shared/log/entry.ts';
import { PayloadBuilder } from '../../shared/log/PayloadBuilder.ts';
import { verifyLog } from '../../shared/log/verify.ts';
import { SimulatedDisk } from '../support/SimulatedDisk.ts';
import { lonelyMachine, makeWorkspace, must, options, temporaryFolder, ticking, who } from '../support/workspaces.ts';

const rounds = Number(process.env['FICHERO_FULL_DISKS'] ?? 120);
const realRounds = Number(process.env['FICHERO_REAL_DISKS'] ?? 5);
const folder = '/w.fichero';

/** Appends one entry; the reason where it was refused. */
async function tryCommit(workspace: Workspace, i: number, text = 'x'.repeat(400)): Promise<string | undefined> {
  const payload = new PayloadBuilder(randomBytes);
  const seq = workspace.end.size;
  const begun = await workspace.begin({ neededBytes: 100 });
  if (!begun.ok) return begun.error.kind;
  let part = 0;
  for (const bytes of payload.items([{ i, text }])) {
    const appended = await workspace.append({ payload: payloadId(seq, part++), bytes });
    if (!appended.ok) return appended.error.kind;
  }
  const sealed = sealEntry({ act: 'tag', note: { i } }, workspace.end, { at: ticking(), ...who }, payload.commitment());
  const committed = await workspace.commit({ line: sealed.line, previous: workspace.end.hash });
  return committed.ok ? undefined : committed.error.kind;
}

describe('a full disk', () => {
  it('refuses in words, keeps what was acknowledged and nothing else, and goes on when there is room', async () => {
    let refusals = 0;
    for (let round = 0; round < rounds; round++) {
      const random = seededRandom(round + 1);
      const disk = new SimulatedDisk();
      const keys = memoryKeys();
      await makeWorkspace(folder, keys, disk.files);
      const workspace = must(await openFolder(folder, options(keys, disk.files, { machine: lonelyMachine(1), maxSegmentBytes: 1_500 })));
      const fullFrom = disk.operations.length + randomInteger(random, 60);
      const fullTo = fullFrom + 1 + randomInteger(random, 30);
      let attempts = 0;
      disk.beforeOperation = (operation) => {
        const needsRoom = operation.kind === 'write' || (operation.kind === 'names' && operation.change.kind === 'name');
        if (!needsRoom) return;
        attempts++;
        const at = disk.operations.length;
        if (at >= fullFrom && at < fullTo && attempts < 400) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      };
      const kept: number[] = [];
      for (let i = 0; i < 12; i++) {
        const reason = await tryCommit(workspace, i);
        if (reason === undefined) kept.push(i);
        else {
          refusals++;
          expect(reason, `round ${round}`).toBe('diskFull');
        }
        if (i === 8) disk.beforeOperation = () => undefined;
      }
      expect(kept, `round ${round}`).toEqual(expect.arrayContaining([9, 10, 11]));
      // The program is killed here; another one opens the folder.
      const again = must(await openFolder(folder, options(keys, disk.files, { machine: lonelyMachine(2) })));
      expect(again.damage, `round ${round}`).toEqual([]);
      const lines = await again.entries({ from: 1 });
      expect(lines.map((line) => (JSON.parse(new TextDecoder().decode(line)) as { note: { i: number } }).note.i), `round ${round}`).toEqual(kept);
      await again.close();
      const outcome = await verifyLog(folderReader(disk.files, folder), { verifySignature });
      expect(outcome.kind === 'verified' && outcome.report.faults, `round ${round}`).toEqual([]);
    }
    expect(refusals).toBeGreaterThan(rounds);
  });
});

/** A file system of a few MB in memory, which only root may mount; undefined where this is not possible. */
function mountSmallDisk(): { readonly path: string; remove(): void } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const place = temporaryFolder();
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place.path]).status !== 0) {
    place.remove();
    return undefined;
  }
  return {
    path: place.path,
    remove: () => {
      spawnSync('umount', ['-l', place.path]);
      place.remove();
    },
  };
}

const smallDisk = mountSmallDisk();

describe('a small disk that really fills up (only root can mount one)', () => {
  afterAll(() => smallDisk?.remove());

  it.runIf(smallDisk !== undefined)('refuses in words, keeps what was acknowledged and nothing else, and goes on when there is room', async () => {
    const { path } = smallDisk!;
    let refusals = 0;
    for (let round = 0; round < realRounds; round++) {
      const random = seededRandom(round + 1);
      const workspaceFolder = `${path}/w${round}.fichero`;
      const keys = memoryKeys();
      await makeWorkspace(workspaceFolder, keys);
      const workspace = must(await openFolder(workspaceFolder, options(keys, nodeFiles, { machine: lonelyMachine(1), maxSegmentBytes: 1_500 })));
      const kept: number[] = [];
      for (let i = 0; i < 12; i++) {
        if (i === 3) fill(`${path}/filler`, randomInteger(random, 4));
        if (i === 9) rmSync(`${path}/filler`);
        const reason = await tryCommit(workspace, i, toHex(randomBytes(3_000)));
        if (reason === undefined) kept.push(i);
        else {
          refusals++;
          expect(reason, `round ${round}`).toBe('diskFull');
        }
      }
      expect(kept, `round ${round}`).toEqual(expect.arrayContaining([0, 1, 2, 9, 10, 11]));
      // What follows its last answer is through, since it can't really be killed within this test.
      must(await workspace.begin({ neededBytes: 0 }));
      await workspace.abort();
      // The program is killed here; another one opens the folder.
      const again = must(await openFolder(workspaceFolder, options(keys, nodeFiles, { machine: lonelyMachine(2) })));
      expect(again.damage, `round ${round}`).toEqual([]);
      const lines = await again.entries({ from: 1 });
      expect(lines.map((line) => (JSON.parse(new TextDecoder().decode(line)) as { note: { i: number } }).note.i), `round ${round}`).toEqual(kept);
      await again.close();
      const outcome = await verifyLog(folderReader(nodeFiles, workspaceFolder), { verifySignature });
      expect(outcome.kind === 'verified' && outcome.report.faults, `round ${round}`).toEqual([]);
      // What the killed program held open; nothing of this test looks at the folder any more.
      await workspace.close();
      rmSync(workspaceFolder, { recursive: true });
    }
    expect(refusals).toBeGreaterThan(realRounds);
  });
});

/** Leaves so many blocks of the disk. */
function fill(file: string, blocksLeft: number): void {
  const { bavail, bsize } = statfsSync(dirname(file));
  writeFileSync(file, new Uint8Array(Math.max(0, bavail - blocksLeft) * bsize));
}
