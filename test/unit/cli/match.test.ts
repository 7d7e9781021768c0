import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvLine } from '../../../build/generate/csv.ts';
import { runCreate } from '../../../electron/cli/create.ts';
import type { Command, Io } from '../../../electron/cli/io.ts';
import { runLoad } from '../../../electron/cli/load.ts';
import { runMatch, type MatchReport } from '../../../electron/cli/match.ts';
import { runMerge } from '../../../electron/cli/merge.ts';
import { CommandError } from '../../../electron/cli/openForCommand.ts';
import { people, personHeaders } from '../../support/matchTables.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fichero-match-'));
  const { cells, truth } = people(400, 8);
  await writeFile(join(folder, 'people.csv'), [['id', 'who', ...personHeaders], ...cells.map((row, i) => [`K${(i * 7919) % 9973}`, String(truth[i]), ...row])].map((row) => csvLine(row, ',')).join('\n'));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(command: Command, ...args: string[]): Promise<string> {
  let out = '';
  const io: Io = { out: (text) => void (out += text), err: () => undefined, isTerminal: false, now: () => 1_700_000_000_000, env: { FICHERO_HOME: join(folder, 'home') }, cwd: folder };
  expect(await command(args, io)).toBe(0);
  return out;
}

const report = async (...args: string[]): Promise<MatchReport> => JSON.parse(await run(runMatch, 'people.csv', '--json', ...args)) as MatchReport;
const lines = async (name: string): Promise<string[]> => (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');

describe('fichero match', () => {
  it('prints one JSON object and writes groups, pairs and the model', async () => {
    const found = await report('--exclude', 'id', '--truth', 'who', '--out', 'out', '--workers', '1');
    expect(found).toMatchObject({ rows: 400, threshold: expect.any(Number), expected: { precision: expect.any(Number), recall: expect.any(Number) }, peakMemoryMB: expect.any(Number) });
    for (const stage of ['read', 'prepare', 'block', 'train', 'score', 'cluster', 'total'] as const) expect(found.seconds[stage]).toBeGreaterThanOrEqual(0);
    for (const name of ['pairs', 'pairsBeforeClustering', 'bcubed'] as const) expect(found.truth![name].f1).toBeGreaterThan(0.95);
    expect(found.roles.find(({ column }) => column === 'id')).toMatchObject({ role: 'ignored', ignored: 'excluded' });
    const clusters = await lines('out/clusters.csv');
    expect(clusters[0]).toBe(`row,id,who,${personHeaders.join(',')},cluster,weakest_bits`);
    expect(clusters).toHaveLength(401);
    const pairs = await lines('out/pairs.csv');
    expect(pairs[0]).toBe('left,right,weight_bits,probability,levels');
    expect(pairs).toHaveLength(found.matchedPairs + 1);
    expect(pairs[1]).toMatch(/^\d+,\d+,-?\d+\.\d\d,[01]\.\d{6},.+=/);
  });

  it('looks at the truth only to count', async () => {
    const { truth: _, seconds: __, peakMemoryMB: ___, ...with_ } = await report('--exclude', 'id', '--truth', 'who');
    const { seconds: ____, peakMemoryMB: _____, ...without } = await report('--exclude', 'id,who');
    expect(without).toEqual(with_);
  });

  it('takes up a model that it wrote, its threshold with it, and what the command says before that', async () => {
    const first = await report('--exclude', 'id,who', '--threshold', '0.9', '--out', 'out');
    const again = await report('--exclude', 'id,who', '--model', 'out/model.json');
    expect(again.threshold).toBeCloseTo(0.9, 6);
    expect(Math.abs(again.clusters - first.clusters)).toBeLessThanOrEqual(3);
    expect((await report('--model', 'out/model.json', '--threshold', '0.999')).threshold).toBeCloseTo(0.999, 6);
    await writeFile(join(folder, 'none.json'), '{}');
    await expect(report('--model', 'none.json')).rejects.toThrow(CommandError);
  });

  it('holds to the decisions of a workspace', async () => {
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'people.csv', '--source', 'crm');
    const before = JSON.parse(await run(runMatch, 'w.fichero', '--json', '--threshold', '0.9999999999999')) as MatchReport;
    await run(runMerge, 'w.fichero', '--above', '0.5');
    const after = JSON.parse(await run(runMatch, 'w.fichero', '--json', '--threshold', '0.9999999999999', '--out', 'out')) as MatchReport;
    expect(after.rowsInClusters).toBeGreaterThan(before.rowsInClusters);
    expect((await lines('out/clusters.csv'))[1]).toMatch(/^0,/);
  });
});

describe('fichero match on odd inputs', () => {
  const told = async (...args: string[]): Promise<string> => run(runMatch, ...args).then(() => 'no trouble', (error: unknown) => (error instanceof CommandError ? error.message : String(error)));
  const write = (name: string, text: string, encoding: BufferEncoding = 'utf8'): Promise<void> => writeFile(join(folder, name), Buffer.from(text, encoding));

  it('reads tabs, semicolons in Latin-1, files without a header and with one column', async () => {
    await write('t.tsv', 'a\tb\nJuan Pérez\t28001\nJuan Perez\t28001\nAna Gil\t28001\n');
    await write('latin.csv', 'nombre;ciudad\nJosé Muñoz;Cádiz\nJose Munoz;Cadiz\nAna Ruiz;Vigo\n', 'latin1');
    await write('bare.csv', 'Ana,Ruiz,ana@x.es\nAna,Ruis,ana@x.es\nLuis,Gil,lg@y.es\n');
    await write('one.csv', 'name\nAcme\nAcme\nBeta\n');
    for (const name of ['t.tsv', 'latin.csv', 'bare.csv', 'one.csv']) expect(JSON.parse(await run(runMatch, name, '--json')), name).toMatchObject({ rows: 3, clusters: 1, rowsInClusters: 2 });
    expect(await run(runMatch, 'latin.csv')).toMatch(/^3 rows, 3 pairs compared, 1 matched: 1 group of 2 rows\.\n/);
  });

  it('says in words what it can’t do', async () => {
    await write('empty.csv', '');
    await write('header.csv', 'a,b,c\n');
    await write('latin.csv', 'nombre;ciudad\nAna;Vigo\nLuis;Lugo\n', 'latin1');
    expect(await told('empty.csv')).toContain('The file is empty.');
    expect(await told('header.csv')).toContain('no rows');
    expect(await told('none.csv')).toContain('There is no file or workspace');
    expect(await told('.')).toContain('not a workspace folder');
    for (const threshold of ['1.5', '0', '1', 'much']) expect(await told('latin.csv', '--threshold', threshold)).toContain('--threshold is a probability between 0 and 1.');
    for (const option of ['--exclude', '--truth', '--source-column']) expect(await told('latin.csv', option, 'nope')).toBe(`${option}: there is no column "nope". Columns: nombre, ciudad.`);
    expect(await told('latin.csv', '--link-only')).toContain('name the column with --source-column');
    expect(await told('latin.csv', '--workers', '0')).toContain('--workers');
  });

  it('links nothing where all rows are of one source', async () => {
    await run(runCreate, 'w.fichero');
    await run(runLoad, 'w.fichero', 'people.csv', '--source', 'crm');
    expect(await told('w.fichero', '--link-only')).toBe('--link-only needs several sources: all rows are of one.');
  });
});
