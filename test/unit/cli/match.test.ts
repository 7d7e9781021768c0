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
