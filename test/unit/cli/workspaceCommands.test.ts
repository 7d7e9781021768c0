import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBundle } from '../../../electron/cli/bundle.ts';
import { commands } from '../../../electron/cli/commands.ts';
import { runCreate } from '../../../electron/cli/create.ts';
import { runRedo, runUndo, runUnmerge } from '../../../electron/cli/decide.ts';
import { runExport } from '../../../electron/cli/export.ts';
import { runGolden } from '../../../electron/cli/golden.ts';
import { runMerge } from '../../../electron/cli/merge.ts';
import { runInfo } from '../../../electron/cli/info.ts';
import type { Command } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { runLog } from '../../../electron/cli/log.ts';
import { CommandError, UsageError } from '../../../electron/cli/openForCommand.ts';
import { folderKeys } from '../../../electron/workspace/keys.ts';
import { thisMachine } from '../../../electron/workspace/lockFile.ts';
import { nodeFiles } from '../../../electron/workspace/nodeFiles.ts';
import { openFolder } from '../../../electron/workspace/openFolder.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { planEdit, planMerge } from '../../../shared/state/plan/plan.ts';
import { Workspace } from '../../../shared/state/workspace.ts';
import { commandLine, type CommandLine, type Ran } from '../../support/commandLine.ts';
import { must } from '../../support/workspaces.ts';

let place: CommandLine;
let folder: string;
beforeEach(() => {
  place = commandLine();
  folder = place.path;
});
afterEach(() => place.remove());

const run = (command: Command, ...args: string[]): Promise<Ran> => place.run(command, ...args);

function digestOf({ out }: { out: string }): string {
  return (JSON.parse(out) as { stateDigest: string }).stateDigest;
}

describe('the workspace commands', () => {
  it('create, load and describe a workspace that the next command opens again', async () => {
    await writeFile(join(folder, 'a.csv'), 'Nombre;Correo\nAna;a@x.es\nLuis;l@x.es;zu viel\nEva;e@x.es\n', 'latin1');
    expect((await run(runCreate, 'w.fichero', '--json')).code).toBe(0);
    const loaded = await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM', '--json');
    expect(JSON.parse(loaded.out)).toMatchObject({ rowsIn: 3, rows: 2, quarantined: 1 });
    const first = JSON.parse((await run(runInfo, 'w.fichero', '--json')).out) as Record<string, unknown>;
    expect(first).toMatchObject({ rows: 2, quarantined: 1, entries: 2, title: 'w' });
    expect(JSON.parse((await run(runInfo, 'w.fichero', '--json')).out)).toEqual(first);
  });

  it('merge what is certain, take it back, and export what stands', async () => {
    const people = Array.from({ length: 40 }, (_, index) => `Nombre${index},Apellido${index * 7},correo${index}@ejemplo.es,60000${String(index).padStart(4, '0')}`);
    const twice = people.slice(0, 10).map((line) => line.replace('Nombre', 'NOMBRE'));
    await writeFile(join(folder, 'a.csv'), `Nombre,Apellido,Correo,Teléfono\n${[...people, ...twice].join('\n')}\n`);
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM');
    const before = digestOf(await run(runInfo, 'w.fichero', '--json'));
    const merged = await run(runMerge, 'w.fichero', '--above', '0.9', '--json');
    expect(merged.code).toBe(0);
    expect(JSON.parse(merged.out)).toMatchObject({ act: 'merge', facts: { groups: 10, rows: 20 } });
    const golden = JSON.parse((await run(runGolden, 'w.fichero', '--json', '--merged')).out) as { goldenRecords: number; records: { rows: number[] }[] };
    expect([golden.goldenRecords, golden.records.length]).toEqual([40, 10]);
    expect((await run(runUnmerge, 'w.fichero', '--row', String(golden.records[0]!.rows[1]))).code).toBe(0);
    const exported = await run(runExport, 'w.fichero', '--out', 'out', '--json');
    const { files } = JSON.parse(exported.out) as { files: { part: string; rows: number; displayPath: string }[] };
    expect(files.find((file) => file.part === 'golden')!.rows).toBe(41);
    expect(files.find((file) => file.part === 'crosswalk')!.rows).toBe(50);
    await run(runUndo, 'w.fichero');
    await run(runUndo, 'w.fichero');
    expect(digestOf(await run(runInfo, 'w.fichero', '--json'))).toBe(before);
  });

  it('leave the workspace as it was when a file is refused, and say why', async () => {
    await writeFile(join(folder, 'empty.csv'), '');
    await run(runCreate, 'w.fichero');
    const before = (await run(runInfo, 'w.fichero', '--json')).out;
    const refused = await run(runLoad, 'w.fichero', 'empty.csv', '--source', 'CRM');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('The file is empty.');
    expect((await run(runInfo, 'w.fichero', '--json')).out).toBe(before);
    await expect(run(runLoad, 'w.fichero', 'nowhere.csv', '--source', 'CRM')).rejects.toThrow(CommandError);
    await expect(run(runInfo, 'nowhere')).rejects.toThrow('nowhere: This is not a workspace folder.');
  });
});

describe('what the command line says', () => {
  const people = 'id;nombre;apellidos;email;teléfono;ciudad\n1;José;García López;jose.garcia@example.com;600111222;Cáceres\n2;Jose;Garcia Lopez;jose.garcia@example.com;+34 600 111 222;Caceres\n3;María;Peña;maria@example.org;611222333;Logroño\n4;Maria;Peña Ruiz;maria@example.org;611222333;Logroño\n5;Luis;Ñíguez;luis@example.net;622333444;León\n';

  it.each(Object.entries(commands))('%s tells how it is called, and refuses what it does not know with the same words', async (name, command) => {
    expect(command!.usage).toMatch(new RegExp(`^${name}( |$)`));
    expect(command!.does).toMatch(/^[a-z].*[^.]$/);
    await expect(run(await command!.load(), 'a', '--no-such-option')).rejects.toThrow(UsageError);
  });

  it('one word too many is refused instead of left unread', async () => {
    await expect(run(runInfo, 'w.fichero', 'v.fichero')).rejects.toThrow('"v.fichero" is one word too many.');
  });

  it('troubles are said in words, not in data', async () => {
    await run(runCreate, 'w.fichero');
    await expect(run(runCreate, 'w.fichero')).rejects.toThrow('w.fichero: There is something there already.');
    expect((await run(runUndo, 'w.fichero')).err).toBe('Nothing was changed. There is nothing to take back.\n');
    expect((await run(runRedo, 'w.fichero')).err).toBe('Nothing was changed. There is nothing to do again.\n');
    await expect(run(runUnmerge, 'w.fichero', '--row', '0')).rejects.toThrow('There is no row 1 (id 0).');
    await writeFile(join(folder, 'a.csv'), people);
    await expect(run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM', '--encoding', 'klingon')).rejects.toThrow('--encoding: there is no "klingon"');
    expect((await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM')).out).toBe('Loaded 5 rows of CRM, 0 quarantined, of 5 in a.csv.\n');
    expect((await run(runUnmerge, 'w.fichero', '--row', '0')).err).toBe('Nothing was changed. This row is not merged with any other.\n');
    expect((await run(runUndo, 'w.fichero')).out).toBe('Entry 2: entry 1 is taken back.\n');
    expect((await run(runRedo, 'w.fichero')).out).toBe('Entry 3: what was taken back is done again.\n');
  });

  it('a key that the first file does not have is refused, before it fails next month', async () => {
    await writeFile(join(folder, 'a.csv'), people);
    await run(runCreate, 'w.fichero');
    await expect(run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM', '--key', 'ID')).rejects.toThrow('--key: there is no column "ID"');
    expect(JSON.parse((await run(runInfo, 'w.fichero', '--json')).out)).toMatchObject({ rows: 0, entries: 1 });
  });

  it('a bundle goes into a folder that is not there yet', async () => {
    await run(runCreate, 'w.fichero');
    expect((await run(runBundle, 'w.fichero', '--out', 'for/the/auditor.zip')).code).toBe(0);
    expect((await readFile(join(folder, 'for/the/auditor.zip'))).length).toBeGreaterThan(1000);
  });

  it('a refresh that changes one cell changes one golden value, not all that were a tie', async () => {
    await writeFile(join(folder, 'a.csv'), people);
    await writeFile(join(folder, 'b.csv'), people.replace('Cáceres', 'Mérida'));
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM', '--key', 'id');
    await run(runMerge, 'w.fichero', '--above', '0.5');
    const golden = async (): Promise<Record<string, string>> => {
      const { records } = JSON.parse((await run(runGolden, 'w.fichero', '--json', '--merged')).out) as { records: { values: { field: string; value: string }[] }[] };
      return Object.fromEntries(records[0]!.values.map(({ field, value }) => [field, value]));
    };
    const before = await golden();
    expect(before).toMatchObject({ customerId: '1', phone: '600111222', city: 'Cáceres' });
    await run(runLoad, 'w.fichero', 'b.csv', '--source', 'CRM', '--key', 'id');
    expect(await golden()).toEqual({ ...before, city: 'Mérida' });
  });

  it('a row is known by its older number after a refresh: it is unmerged, and its log says all', async () => {
    await writeFile(join(folder, 'a.csv'), people);
    await writeFile(join(folder, 'b.csv'), people.replace('Cáceres', 'Mérida'));
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM', '--key', 'id');
    await run(runMerge, 'w.fichero', '--above', '0.5');
    await run(runLoad, 'w.fichero', 'b.csv', '--source', 'CRM', '--key', 'id');
    expect((await run(runUnmerge, 'w.fichero', '--row', '0')).code).toBe(0);
    const entriesOf = async (row: string): Promise<number[]> => (await run(runLog, 'w.fichero', '--row', row, '--json')).out.trim().split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq);
    expect(await entriesOf('0')).toEqual([1, 2, 3, 4]);
    expect(await entriesOf('5')).toEqual([1, 2, 3, 4]);
    // The record that the row left is told of it as well.
    expect(await entriesOf('1')).toEqual([1, 2, 4]);
    await expect(run(runLog, 'w.fichero', '--row', '99')).rejects.toThrow('There is no row 100 (id 99).');
  });
});

describe('merging and taking back from the command line', () => {
  /** Six customers twice each, with a town that tells the rows apart. */
  const people = `id,name,surname,email,born,town\n${Array.from({ length: 12 }, (_, row) => `${row},Ana${row >> 1},Prueba${row >> 1}ez,a${row >> 1}@x.es,19${50 + (row >> 1)}-03-0${1 + (row >> 1)},Town${row}`).join('\n')}\n`;
  const records = async (): Promise<number[][]> => (JSON.parse((await run(runGolden, 'w.fichero', '--json', '--merged')).out) as { records: { rows: number[] }[] }).records.map(({ rows }) => rows);
  /** A+B, C+D, then both together; answers with the entry of the last. */
  const start = async (): Promise<string> => {
    await writeFile(join(folder, 'a.csv'), people);
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM');
    const { workspace, close } = await openHere();
    const [a, b, c, d] = [0, 1, 2, 3] as RowId[] as [RowId, RowId, RowId, RowId];
    for (const rows of [[a, b], [c, d], [b, d]]) must(await workspace.commit(must(planMerge(workspace.state, [{ rows, pins: [] }]))));
    const last = workspace.state.merges.mergesAbove(a).at(-1)!;
    await close();
    return String(last);
  };
  const openHere = async () => {
    const io = { env: { FICHERO_HOME: `${folder}/home` } };
    const journal = must(await openFolder(join(folder, 'w.fichero'), { files: nodeFiles, keys: folderKeys(nodeFiles, `${io.env.FICHERO_HOME}/keys`), machine: thisMachine(), now: () => 1_700_000_000_000, who: { actor: 'a', role: 'steward', app: '0' }, readOnly: false }));
    const workspace = must(await Workspace.open({ journal, stamp: () => ({ at: 1_700_000_000_000, actor: 'a', role: 'steward', app: '0' }), randomBytes: (count) => new Uint8Array(count) }, quietJob));
    return { workspace, close: () => journal.close() };
  };

  it('one row, one earlier merge or all of them leave; with --open nothing is ruled', async () => {
    const last = await start();
    expect(await records()).toEqual([[0, 1, 2, 3]]);
    expect((await run(runUnmerge, 'w.fichero', '--row', '2')).code).toBe(0);
    expect(await records()).toEqual([[0, 1]]);
    await run(runUndo, 'w.fichero');
    // Without the merge of both pairs the pairs stand.
    expect((await run(runUnmerge, 'w.fichero', '--row', '3', '--merge', last)).code).toBe(0);
    expect(await records()).toEqual([[0, 1], [2, 3]]);
    await run(runUndo, 'w.fichero');
    expect((await run(runUnmerge, 'w.fichero', '--row', '3', '--all', '--open')).code).toBe(0);
    expect(await records()).toEqual([]);
    const { workspace, close } = await openHere();
    expect(workspace.state.distinct).toEqual([]);
    await close();
    await run(runUndo, 'w.fichero');
    await run(runUndo, 'w.fichero');
    expect(await records()).toEqual([[0, 1], [2, 3]]);
    await run(runRedo, 'w.fichero');
    expect(await records()).toEqual([[0, 1, 2, 3]]);
  });

  it('a value set by hand goes where --keep says, and nowhere by guess', async () => {
    await start();
    const first = await openHere();
    must(await first.workspace.commit(must(planEdit(first.workspace.state, first.workspace.state.goldenOf(0 as RowId), { field: 'email', before: '', after: 'hand@x.es', comment: '' }))));
    await first.close();
    const refused = await run(runUnmerge, 'w.fichero', '--row', '2');
    expect([refused.code, refused.err]).toEqual([1, 'Nothing was changed. Values were set by hand on this record since it was merged. Say with --keep FIELD=ID to which row they belong, or with --keep FIELD= to none.\n']);
    await expect(run(runUnmerge, 'w.fichero', '--row', '2', '--keep', 'email=7')).rejects.toThrow('--keep email=7: row 8 (id 7) is not part of this record.');
    await expect(run(runUnmerge, 'w.fichero', '--row', '2', '--keep', 'email=77')).rejects.toThrow('--keep email=77: row 78 (id 77) is not part of this record.');
    await expect(run(runUnmerge, 'w.fichero', '--row', '2', '--keep', 'mail')).rejects.toThrow('--keep mail: say FIELD=ID, or FIELD= for none.');
    expect((await run(runUnmerge, 'w.fichero', '--row', '2', '--keep', 'email=2')).code).toBe(0);
    const { workspace, close } = await openHere();
    expect([workspace.state.pinsOf(2 as RowId).map(({ value }) => value), workspace.state.pinsOf(0 as RowId)]).toEqual([['hand@x.es'], []]);
    await close();
  });

  it('what names no row, no merge or two things at once is refused in words', async () => {
    await start();
    const before = digestOf(await run(runInfo, 'w.fichero', '--json'));
    const refused: readonly (readonly [readonly string[], string])[] = [
      [['--row', ''], '--row "": say the id of a row.'],
      [['--row', 'abc'], '--row abc: say the id of a row.'],
      [['--row', '1.5'], '--row 1.5: say the id of a row.'],
      [['--row', '0x1'], '--row 0x1: say the id of a row.'],
      [['--row=-1'], '--row -1: say the id of a row.'],
      [['--row', '99'], 'There is no row 100 (id 99).'],
      [['--row', '0', '--merge', ''], '--merge "": say the number of an entry.'],
      [['--row', '0', '--merge', '1'], 'Entry 1 made no merge in which row 1 (id 0) stands.'],
      [['--row', '0', '--merge', '4', '--all'], '--merge takes one merge back, --all every one: say which.'],
      [[], 'Name the row.'],
    ];
    for (const [args, words] of refused) await expect(run(runUnmerge, 'w.fichero', ...args)).rejects.toThrow(words);
    expect(digestOf(await run(runInfo, 'w.fichero', '--json'))).toBe(before);
  });

  it('merge tells that there is nothing so probable, or that it is decided', async () => {
    await run(runCreate, 'w.fichero');
    await expect(run(runMerge, 'w.fichero', '--above', '0.9')).rejects.toThrow('There are no rows yet.');
    await writeFile(join(folder, 'a.csv'), people);
    await run(runLoad, 'w.fichero', 'a.csv', '--source', 'CRM');
    for (const above of ['abc', '', '0', '1,5', '1.5', '0x1', '-1']) await expect(run(runMerge, 'w.fichero', `--above=${above}`)).rejects.toThrow('Say from which probability, above 0 and up to 1.');
    await writeFile(join(folder, 'apart.csv'), people.split('\n').filter((_, line) => line % 2 === 0).join('\n'));
    await run(runCreate, 'apart.fichero');
    await run(runLoad, 'apart.fichero', 'apart.csv', '--source', 'CRM');
    const none = await run(runMerge, 'apart.fichero', '--above', '1');
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(/^Nothing was changed\. No group of duplicates is so probable(?:; \d groups? below that)?\.\n$/)]);
    expect((await run(runMerge, 'w.fichero', '--above', '0.5')).code).toBe(0);
    const again = await run(runMerge, 'w.fichero', '--above', '0.5');
    expect([again.code, again.err]).toEqual([1, 'Nothing was changed. What is so probable is decided already: 6 groups.\n']);
  });

  it('golden records of nothing are none, not an error', async () => {
    await run(runCreate, 'w.fichero');
    expect(JSON.parse((await run(runGolden, 'w.fichero', '--json')).out)).toEqual({ goldenRecords: 0, records: [] });
  });
});
