import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { findDuplicates, type MatchRun } from '../../../shared/match/findDuplicates.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { personHeaders, tableOf } from '../../support/matchTables.ts';

const find = (headers: readonly string[], cells: readonly (readonly string[])[]): Promise<MatchRun> => findDuplicates(tableOf(headers, cells), {}, inlinePool(), quietJob);
const rowsOf = (count: number, row: (i: number) => string[]): string[][] => Array.from({ length: count }, (_, i) => row(i));

describe('matching files that nobody should have to match', () => {
  it('no rows, one row, no columns', async () => {
    expect((await find(personHeaders, [])).clusters.count).toBe(0);
    expect((await find(personHeaders, [personHeaders])).clusters.count).toBe(0);
    expect((await find([], [[], []])).clusters.count).toBe(0);
  });

  it('all rows equal', async () => {
    const run = await find(personHeaders, rowsOf(5000, () => ['Ana', 'Ruiz', 'Sanz', '1/2/1980', 'ana@ejemplo.es', '600123123', 'Calle Mayor 1', 'Vigo']));
    expect(run.candidatePairs).toBeLessThan(3_000_000);
  });

  it('all rows empty', async () => {
    const run = await find(personHeaders, rowsOf(5000, () => ['', '', '', '', '', '', '', '']));
    expect(run.clusters.count).toBe(0);
    expect(run.roles.every(({ ignored }) => ignored === 'empty')).toBe(true);
  });

  it('one giant block beside values of one own: it is dropped and counted', async () => {
    const run = await find(['nombre', 'ciudad'], rowsOf(6000, (i) => [`Persona ${i.toString(36)}${(i * 7919) % 6000}`, i % 2 === 0 ? 'Madrid' : 'Vigo']));
    expect(run.candidatePairs).toBeLessThan(4_000_000);
  });

  it('thousands of equal names without anything else are not one customer', async () => {
    const run = await find(['nombre', 'apellidos', 'codigo'], rowsOf(4000, (i) => ['José', 'García García', `X${(i * 7919).toString(36)}Q${i}`]));
    expect(run.clusters.rowsInClusters).toBeLessThan(200);
  });

  it('one column, 500 columns', async () => {
    const one = await find(['nombre'], rowsOf(2000, (i) => [`Nombre${i % 900}`]));
    expect(one.clusters.count).toBeGreaterThanOrEqual(0);
    const many = await find(Array.from({ length: 500 }, (_, c) => `c${c}`), rowsOf(60, (i) => Array.from({ length: 500 }, (_, c) => `v${(i * (c + 3)) % 17}`)));
    expect(many.comparisons.length).toBeLessThanOrEqual(18);
    expect(many.roles).toHaveLength(500);
  });

  it('emoji names, lone surrogates and cells of 100 kB', async () => {
    const long = 'palabra '.repeat(12_500);
    const run = await find(['nombre', 'notas', 'email'], rowsOf(120, (i) => [i % 2 === 0 ? '😀🎉 Ñandú' : `\ud800${i}`, `${long}${i}`, `yo${i}@ejemplo.es`]));
    expect(run.clusters.ids).toHaveLength(120);
  });
});

describe('a hundred thousand rows that say the same', () => {
  const headers = ['nombre', 'apellidos', 'referencia'];

  it('equal rows: nothing is compared, and every column is said to be constant', async () => {
    const run = await find(headers, rowsOf(100_000, () => ['Ana', 'Ruiz Sanz', 'Calle Mayor 1, Vigo']));
    expect(run.roles.map(({ ignored }) => ignored)).toEqual(['constant', 'constant', 'constant']);
    expect(run.candidatePairs).toBe(0);
    expect(run.clusters.count).toBe(0);
  });

  it('one name for all, beside a number of their own: the names are said to be constant, and nobody is merged', async () => {
    const run = await find(headers, rowsOf(100_000, (i) => ['José', 'García García', `X${(i * 7919).toString(36)}Q${i}`]));
    expect(run.roles.map(({ ignored }) => ignored)).toEqual(['constant', 'constant', undefined]);
    expect(run.candidatePairs).toBeLessThan(1_500_000);
    expect(run.clusters.rowsInClusters).toBeLessThan(200);
  });

  it('one name for nearly all: pairs stay within bounds, and nobody is merged for the name alone', async () => {
    const run = await find(headers, rowsOf(100_000, (i) => [i % 100 === 0 ? `Nombre${i % 7000}` : 'José', i % 100 === 0 ? `Apellido${i % 9000}` : 'García García', `X${(i * 7919).toString(36)}Q${i}`]));
    expect(run.candidatePairs).toBeLessThan(1_500_000);
    const common = run.clusters.ids.filter((id, row) => id > 0 && row % 100 !== 0).length;
    expect(common).toBeLessThan(200);
    expect(run.keys.find(({ name }) => name === 'apellidos')).toMatchObject({ largest: 99_000, dropped: (99_000 * 98_999) / 2 });
  });
});
