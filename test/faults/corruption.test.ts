// R4 and R5 for the workspace folder: whatever befalls one of its files is found out at opening, and nothing is lost twice.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderReader } from '../../electron/workspace/folderReader.ts';
import { copyBackup, verifyBackup } from '../../electron/workspace/backups.ts';
import { memoryKeys, verifySignature } from '../../electron/workspace/keys.ts';
import { nodeFiles } from '../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../electron/workspace/openFolder.ts';
import { pick, randomInteger, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { parseEntry } from '../../shared/log/entry.ts';
import { verifyLog } from '../../shared/log/verify.ts';
import { commitEntry, lonelyMachine, makeWorkspace, must, openWorkspace, options, temporaryFolder } from '../support/workspaces.ts';

/** 60 on every commit; FICHERO_CORRUPTIONS=1000 for the long run. */
const rounds = Number(process.env['FICHERO_CORRUPTIONS'] ?? 60);
const keys = memoryKeys();
let place: ReturnType<typeof temporaryFolder>;
let good: string;
let backup: string;
let pid = 100;

beforeAll(async () => {
  place = temporaryFolder();
  good = `${place.path}/good`;
  await makeWorkspace(good, keys);
  const workspace = must(await openFolder(good, options(keys, nodeFiles, { maxSegmentBytes: 2_000 })));
  for (let i = 0; i < 6; i++) {
    await commitEntry(workspace, { act: 'load', rows: { loaded: 10, quarantined: 0 } }, { rows: Array.from({ length: 10 }, (_, n) => [`row ${n} of load ${i}`, `${n}@example.org`]), firstRow: 10 * i });
    must(await workspace.checkpoint());
  }
  backup = must(await workspace.backUp());
  await commitEntry(workspace, { act: 'edit' }, { items: [{ row: 1, before: 'a', after: 'b' }] });
  await workspace.close();
});
afterAll(() => place.remove());

const kinds = ['flip', 'truncate', 'delete', 'zero', 'swap'] as const;
type Corruption = { readonly words: string; readonly isHarmless: boolean };

function corrupt(folder: string, random: Random, kind: (typeof kinds)[number], files: readonly string[]): Corruption {
  const name = pick(random, files);
  const path = `${folder}/${name}`;
  const bytes = readFileSync(path);
  const words = `${kind} ${name}`;
  switch (kind) {
    case 'flip':
      bytes[randomInteger(random, bytes.length)]! ^= 1 << randomInteger(random, 8);
      writeFileSync(path, bytes);
      return { words, isHarmless: false };
    case 'truncate': {
      // A file of lines that ends at a line is whole again; only a receipt can tell.
      const length = randomInteger(random, bytes.length);
      truncateSync(path, length);
      return { words: `${words} to ${length}`, isHarmless: name.includes('checkpoints') && (length === 0 || bytes[length - 1] === 10) };
    }
    case 'delete':
      rmSync(path);
      return { words, isHarmless: false };
    case 'zero': {
      const from = randomInteger(random, bytes.length);
      bytes.fill(0, from, Math.min(bytes.length, from + 1 + randomInteger(random, 600)));
      writeFileSync(path, bytes);
      return { words: `${words} from ${from}`, isHarmless: bytes.equals(readFileSync(`${good}/${name}`)) };
    }
    case 'swap': {
      const other = pick(random, files.filter((file) => file !== name));
      writeFileSync(path, readFileSync(`${folder}/${other}`));
      writeFileSync(`${folder}/${other}`, bytes);
      // The order of segments carries no meaning, and the two heads stand in for each other.
      return { words: `${words} with ${other}`, isHarmless: name.startsWith('payloads/') && other.startsWith('payloads/') };
    }
  }
}

describe('a damaged file', () => {
  it('is found out at opening, whatever befell it (R4)', { timeout: 3_600_000 }, async () => {
    const entries = readFileSync(`${good}/log/entries.jsonl`, 'utf8').trim().split('\n');
    const files = ['workspace.json', 'head.json', 'head.bak.json', 'log/entries.jsonl', 'log/checkpoints.jsonl', ...readdirSync(`${good}/payloads`).map((name) => `payloads/${name}`)];
    for (let round = 0; round < rounds; round++) {
      const random = seededRandom(round + 1);
      const folder = `${place.path}/round${round}`;
      cpSync(good, folder, { recursive: true });
      const { words, isHarmless } = corrupt(folder, random, kinds[round % kinds.length]!, files);
      const label = `round ${round}: ${words}`;
      const opened = await openFolder(folder, options(keys, nodeFiles, { machine: lonelyMachine(++pid) }));
      if (!opened.ok) {
        expect(opened.error.kind, label).toMatch(/damaged|notAWorkspace|newerFormat/);
        continue;
      }
      const workspace = opened.value;
      const isFound = workspace.notices.length + workspace.damage.length > 0;
      if (!isHarmless) expect(isFound, `${label} went unnoticed`).toBe(true);
      const found = (await workspace.entries({ from: 0 })).map((line) => Buffer.from(line).toString());
      // What is shown is what was written, up to an entry that is itself named as doubtful.
      const doubtful = workspace.damage.flatMap((one) => (one.kind === 'headDisagrees' ? [one.entry] : one.kind === 'checkpointDisagrees' ? [one.size - 1] : []));
      const sure = Math.min(found.length, ...doubtful);
      expect(found.slice(0, sure), label).toEqual(entries.slice(0, sure));
      if (workspace.damage.length === 0) {
        expect(found.length, label).toBe(entries.length);
        await commitEntry(workspace, { act: 'tag' }, { items: [{ tag: 'x' }] });
        await workspace.close();
        const outcome = await verifyLog(folderReader(nodeFiles, folder), { verifySignature });
        expect(outcome.kind === 'verified' && outcome.report.faults, label).toEqual([]);
      } else {
        expect(workspace.readOnly, label).toBe(true);
        await workspace.close();
      }
      rmSync(folder, { recursive: true });
    }
  });

  it('of a backup is found out, and a whole backup brings the workspace back', async () => {
    const path = `${good}/backups/${backup}`;
    const target = `${place.path}/restored`;
    must(await copyBackup(nodeFiles, path, target));
    const restored = await openWorkspace(target, keys, nodeFiles, { machine: lonelyMachine(++pid) });
    expect(restored.damage).toEqual([]);
    expect(restored.end).toMatchObject({ size: 7, rows: 60 });
    await restored.close();
    for (const name of ['log/entries.jsonl', 'payloads/000001.seg', 'backup.json']) {
      const copy = `${place.path}/copy`;
      cpSync(path, copy, { recursive: true });
      truncateSync(`${copy}/${name}`, 10);
      expect((await verifyBackup(nodeFiles, copy)).ok, name).toBe(false);
      expect((await copyBackup(nodeFiles, copy, `${place.path}/no`)).ok).toBe(false);
      expect(existsSync(`${place.path}/no`)).toBe(false);
      rmSync(copy, { recursive: true });
    }
  });
});

describe('unusual circumstances (R5)', () => {
  it('a clock set back is on record with the entry', async () => {
    const folder = `${place.path}/clock`;
    await makeWorkspace(folder, keys);
    const workspace = await openWorkspace(folder, keys, nodeFiles, { machine: lonelyMachine(++pid) });
    await commitEntry(workspace, { act: 'tag' }, {}, { at: 1_000, actor: 'a', role: 'steward', app: '0.1.0' });
    await workspace.close();
    const outcome = await verifyLog(folderReader(nodeFiles, folder), { verifySignature });
    expect(outcome).toMatchObject({ kind: 'verified', report: { clean: true, notices: [{ kind: 'clockBack', seq: 1 }] } });
  });

  it('a folder of a newer program is refused, untouched', async () => {
    const folder = `${place.path}/newer`;
    await makeWorkspace(folder, keys);
    const path = `${folder}/log/entries.jsonl`;
    const text = readFileSync(path, 'utf8').replace('"v":1', '"v":2');
    writeFileSync(path, text);
    expect(await openFolder(folder, options(keys, nodeFiles, { machine: lonelyMachine(++pid) }))).toEqual({ ok: false, error: { kind: 'newerFormat', format: 2 } });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(existsSync(`${folder}/lock.json`)).toBe(false);
  });

  it('two programs that start at once do not both get the folder', async () => {
    const folder = `${place.path}/two`;
    await makeWorkspace(folder, keys);
    for (let round = 0; round < 10; round++) {
      writeFileSync(`${folder}/lock.json`, JSON.stringify(lonelyMachine(1, 'an earlier start').self));
      const alive = (own: number) => ({ ...lonelyMachine(own), isRunning: () => true });
      const opened = await Promise.all([101, 102, 103].map((own) => openFolder(folder, options(keys, nodeFiles, { machine: alive(own * 100 + round) }))));
      const writers = opened.flatMap((one) => (one.ok ? [one.value] : []));
      expect(writers.length).toBeLessThanOrEqual(1);
      for (const writer of writers) await writer.close();
    }
    const last = await openWorkspace(folder, keys, nodeFiles, { machine: lonelyMachine(++pid) });
    for (const line of await last.entries({ from: 0 })) must(parseEntry(line));
    await last.close();
  });
});
