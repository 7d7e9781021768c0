import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCreate } from '../../../electron/cli/create.ts';
import { runUndo, runUnmerge } from '../../../electron/cli/decide.ts';
import { runExport } from '../../../electron/cli/export.ts';
import { runGolden } from '../../../electron/cli/golden.ts';
import { runMerge } from '../../../electron/cli/merge.ts';
import { runInfo } from '../../../electron/cli/info.ts';
import type { Command, Io } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { CommandError } from '../../../electron/cli/openForCommand.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fichero-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(command: Command, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    now: () => 1_700_000_000_000,
    env: { FICHERO_HOME: join(folder, 'home') },
    cwd: folder,
  };
  const code = await command(args, io);
  return { code, out, err };
}

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
    expect(refused.err).toContain('emptyFile');
    expect((await run(runInfo, 'w.fichero', '--json')).out).toBe(before);
    await expect(run(runLoad, 'w.fichero', 'nowhere.csv', '--source', 'CRM')).rejects.toThrow(CommandError);
    await expect(run(runInfo, 'nowhere')).rejects.toThrow(CommandError);
  });
});
