import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBackup, runRestore } from '../../../electron/cli/backup.ts';
import { runCreate } from '../../../electron/cli/create.ts';
import { runErase } from '../../../electron/cli/erase.ts';
import type { Command, Io } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { runLog } from '../../../electron/cli/log.ts';
import { runRule } from '../../../electron/cli/rule.ts';
import { runVerify } from '../../../electron/cli/verify.ts';
import { temporaryFolder } from '../../support/workspaces.ts';

let place: ReturnType<typeof temporaryFolder>;
let clock = 1_760_000_000_000;

async function runAs(actor: string | undefined, command: Command, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io: Io = { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false, now: () => (clock += 1_000), env: { FICHERO_HOME: `${place.path}/home`, ...(actor === undefined ? {} : { FICHERO_ACTOR: actor }) }, cwd: place.path };
  return { code: await command(args, io), out, err };
}
const run = (command: Command, ...args: string[]): ReturnType<typeof runAs> => runAs(undefined, command, ...args);
const acts = async (folder: string): Promise<string[]> => (await run(runLog, folder, '--json')).out.trim().split('\n').map((line) => (JSON.parse(line) as { act: string }).act);

beforeEach(async () => {
  place = temporaryFolder();
  writeFileSync(`${place.path}/a.csv`, 'id,name\n1,Remedios Varo\n2,Juan Gris\n3,Maruja Mallo\n');
  await run(runCreate, 'w');
  expect((await run(runLoad, 'w', 'a.csv', '--source', 'crm')).code).toBe(0);
});
afterEach(() => place.remove());

describe('fichero backup and restore', () => {
  it('copy a workspace that verifies, and bring it back in a new folder with an entry that says so', async () => {
    const made = await run(runBackup, 'w', '--out', 'stick');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^Backed up 2 entries with 3 rows to .*stick: verified, and read back\.\n$/);
    expect((await run(runVerify, 'stick')).code).toBe(0);
    const [inside] = readdirSync(`${place.path}/w/backups`);
    for (const [backup, target] of [['stick', 'one'], [`w/backups/${inside}`, 'two']] as const) {
      expect(await run(runRestore, backup, '--out', target, '--json')).toMatchObject({ code: 0 });
      expect(await acts(target)).toEqual(['create-workspace', 'load', 'restore']);
      expect((await run(runVerify, target)).code).toBe(0);
    }
    await expect(run(runBackup, 'w', '--out', 'stick')).rejects.toThrow(/stick: There is something there already/);
    await expect(run(runRestore, 'stick', '--out', 'one')).rejects.toThrow(/one: There is something there already/);
    await expect(run(runRestore, 'nowhere', '--out', 'three')).rejects.toThrow(/neither a workspace folder/);
    expect((await run(runBackup, 'w', '--json')).out).toMatch(/"entries":2/);
  });

  it('bring back a copy that stands as a workspace of its own, without a list of files', async () => {
    await run(runBackup, 'w', '--out', 'stick');
    rmSync(`${place.path}/stick/backup.json`);
    expect((await run(runRestore, 'stick', '--out', 'back')).code).toBe(0);
    expect(await acts('back')).toEqual(['create-workspace', 'load', 'restore']);
  });

  it('refuse a record with faults and a backup that was changed, in words, and write nothing', async () => {
    await run(runBackup, 'w', '--out', 'stick');
    const path = `${place.path}/stick/log/entries.jsonl`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"act":"load"', '"act":"edit"'));
    const refused = await run(runRestore, 'stick', '--out', 'back');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/Entry 1: .*entries\.jsonl is not as it was written\. Nothing was restored: try another backup\.\n$/s);
    const segment = `${place.path}/w/payloads/000001.seg`;
    const bytes = readFileSync(segment);
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(segment, bytes);
    const before = readdirSync(`${place.path}/w/backups`);
    const none = await run(runBackup, 'w', '--out', 'other');
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/Entry 1: Part \d.*No backup was made/s);
    expect(readdirSync(`${place.path}/w/backups`)).toEqual(before);
    expect(readdirSync(place.path)).not.toContain('other');
    expect(readdirSync(place.path)).not.toContain('back');
  });

  it('a damaged backup is a fault of the workspace that it lies in, and verifying says which', async () => {
    await run(runBackup, 'w');
    expect((await run(runVerify, 'w')).code).toBe(0);
    const [name] = readdirSync(`${place.path}/w/backups`);
    const path = `${place.path}/w/backups/${name}/head.json`;
    writeFileSync(path, readFileSync(path, 'utf8').replace('"rows":3', '"rows":4'));
    const found = await run(runVerify, 'w');
    expect(found.code).toBe(1);
    expect(found.out).toContain(`Backup ${name}: head.json is not as it was written.`);
    expect(found.out).toMatch(/The log is intact/);
    expect(JSON.parse((await run(runVerify, 'w', '--json', '--lang', 'es')).out)).toMatchObject({ clean: true, backups: [{ name, words: 'head.json no está como se escribió.' }] });
  });
});

describe('fichero rule', () => {
  it('switches the second person for erasures on: one who asked can not approve, and each change is an entry', async () => {
    expect((await run(runRule, 'w')).out).toMatch(/does not need a second person\.\nDecisions that need a second person: none\./);
    expect(await acts('w')).toHaveLength(2);
    expect((await run(runRule, 'w', '--second-for-erasure', 'on')).out).toMatch(/needs a second person/);
    expect((await run(runRule, 'w', '--second-for-erasure', 'on')).code).toBe(0);
    expect(await acts('w')).toEqual(['create-workspace', 'load', 'rules']);
    await expect(run(runErase, 'w', '--row', '1', '--reason', 'art17')).rejects.toThrow(/Another person has to approve/);
    await expect(run(runErase, 'w', '--row', '1', '--reason', 'art17', '--approve')).rejects.toThrow(/Somebody else has to approve/);
    expect((await runAs('second', runErase, 'w', '--row', '1', '--reason', 'art17', '--approve')).code).toBe(0);
    expect((await run(runErase, 'w', '--row', '1', '--reason', 'art17')).code).toBe(0);
    expect((await run(runVerify, 'w')).code).toBe(0);
  });

  it('says which decisions wait for a second person', async () => {
    expect(JSON.parse((await run(runRule, 'w', '--second-from', '4', '--second-for-bands', 'review,unlikely', '--json')).out)).toEqual({ secondForErasure: false, secondFrom: 4, secondForBands: ['review', 'unlikely'] });
    expect((await run(runRule, 'w', '--second-for-bands', 'off')).out).toMatch(/groups of 4 rows or more\.\n$/);
    expect(JSON.parse((await run(runRule, 'w', '--second-from', 'off', '--json')).out)).toMatchObject({ secondFrom: null, secondForBands: [] });
    await expect(run(runRule, 'w', '--second-from', '1')).rejects.toThrow(/from 2 on/);
    await expect(run(runRule, 'w', '--second-for-bands', 'sure')).rejects.toThrow(/automatic, review, unlikely/);
    await expect(run(runRule, 'w', '--second-for-erasure', 'maybe')).rejects.toThrow(/on or off/);
  });
});
