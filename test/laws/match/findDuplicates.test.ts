import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { findDuplicates, regroup } from '../../../shared/match/findDuplicates.ts';
import { explainPair } from '../../../shared/match/explain/explainPair.ts';
import { explainCluster } from '../../../shared/match/explain/explainCluster.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { measureClusters } from '../../../shared/match/cluster/measureTruth.ts';
import { readModel, saveModel } from '../../../shared/match/savedModel.ts';
import { groupsAsText, people, personHeaders, scatteredPool, tableOf } from '../../support/matchTables.ts';

function shuffled(size: number, seed: number): number[] {
  const random = seededRandom(seed);
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = randomInteger(random, i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

const run = (cells: readonly (readonly string[])[], pool = inlinePool(), options = {}): ReturnType<typeof findDuplicates> => findDuplicates(tableOf(personHeaders, cells), options, pool, quietJob);

describe.each([
  ['all pairs compared', 250],
  ['pairs brought together by keys', 1600],
])('finding duplicates, %s', (_, rows) => {
  const { cells, truth } = people(rows, rows);
  const base = run(cells);

  it('finds the planted ones and knows how well', async () => {
    const { clusters, expected } = await base;
    const { pairs } = measureClusters(clusters.ids, Uint32Array.from(truth));
    expect(pairs.f1).toBeGreaterThan(0.97);
    expect(Math.abs(expected.precision - pairs.precision)).toBeLessThan(0.05);
    expect(Math.abs(expected.recall - pairs.recall)).toBeLessThan(0.05);
  });

  it('does not depend on the order of rows', async () => {
    const order = shuffled(rows, 5);
    const other = await run(order.map((row) => cells[row]!));
    expect(groupsAsText(other.clusters.ids, (row) => order[row]!)).toBe(groupsAsText((await base).clusters.ids));
  });

  it('does not depend on the number of workers', async () => {
    const other = await run(cells, scatteredPool(3));
    expect(groupsAsText(other.clusters.ids)).toBe(groupsAsText((await base).clusters.ids));
    expect(other.model).toEqual((await base).model);
  });

  it('groups again at another threshold as a run at that threshold does', async () => {
    const found = await base;
    const again = regroup(found, 0.999);
    const anew = await run(cells, inlinePool(), { threshold: 0.999 });
    expect(groupsAsText(again.clusters.ids)).toBe(groupsAsText(anew.clusters.ids));
  });

  it('weighs a pair the same from both sides, and explains the weight by its parts', async () => {
    const found = await base;
    for (let i = 0; i < Math.min(200, found.pairs.size); i++) {
      const left = found.pairs.left[i]!;
      const right = found.pairs.right[i]!;
      const one = explainPair(found, left, right);
      const other = explainPair(found, right, left);
      expect(other.weightBits).toBeCloseTo(one.weightBits, 6);
      expect(one.weightBits).toBeCloseTo(found.judged[i]!, 3);
      const sum = one.priorBits + one.parts.reduce((bits, part) => bits + part.weightBits, 0) + (one.relation?.bits ?? 0) + one.strayBits;
      expect(sum).toBeCloseTo(one.weightBits, 2);
    }
  });

  it('holds to what a steward decided', async () => {
    const found = await base;
    const members = found.clusters.ids.reduce<number[]>((list, id, row) => (id === 1 ? [...list, row] : list), []);
    const alone = found.clusters.ids.indexOf(0);
    const cannotLink = [{ left: members[0]!, right: members[1]! }];
    const mustLink = [{ left: Math.min(alone, members[0]!), right: Math.max(alone, members[0]!) }];
    const { clusters } = await run(cells, inlinePool(), { cannotLink, mustLink });
    expect(clusters.ids[members[0]!]).not.toBe(clusters.ids[members[1]!]);
    expect(clusters.ids[alone]).toBe(clusters.ids[members[0]!]);
    expect(clusters.ids[alone]).not.toBe(0);
  });

  it('uses a saved model again, to the same groups but for counts', async () => {
    const found = await base;
    const table = tableOf(personHeaders, cells);
    const saved = readModel(JSON.parse(JSON.stringify(saveModel(found))), table);
    if (!saved.ok) throw new Error(saved.error.kind);
    expect(saved.value.model).toEqual(found.model);
    const { clusters } = await findDuplicates(table, { model: saved.value, threshold: 0.9 }, inlinePool(), quietJob);
    expect(measureClusters(clusters.ids, Uint32Array.from(truth)).pairs.f1).toBeGreaterThan(0.95);
    expect(readModel({}, table)).toEqual({ ok: false, error: { kind: 'notAModel' } });
    expect(readModel(saveModel(found), tableOf(['a'], [['b']]))).toEqual({ ok: false, error: { kind: 'missingColumn', column: 'nombre' } });
  });

  it('compares only what changed, with the same groups as comparing all anew', async () => {
    const previous = await base;
    const { cells: others } = people(40, 99);
    // Some rows leave, some change, new ones come; the rest move.
    const next = [...others, ...cells.slice(10).map((row, i) => (i % 29 === 0 ? [row[0]!, `${row[1]!}x`, ...row.slice(2)] : row)), ...cells.slice(30, 36)];
    const short = await run(next, inlinePool(), { previous });
    const anew = await run(next, inlinePool(), { previous, compareAnew: true });
    expect(groupsAsText(short.clusters.ids)).toBe(groupsAsText(anew.clusters.ids));
    expect(short.candidatePairs).toBeLessThan(anew.candidatePairs / 2);
    expect(short.changedRows).toBeLessThan(200);
  });

  it('links only between sources, one row of each, where asked', async () => {
    const sources = Uint32Array.from({ length: rows }, (_, row) => row % 3);
    const { clusters, pairs } = await run(cells, inlinePool(), { sources, linkOnly: true, oneToOne: true });
    for (let i = 0; i < pairs.size; i++) expect(sources[pairs.left[i]!]).not.toBe(sources[pairs.right[i]!]);
    const seen = new Set<string>();
    clusters.ids.forEach((id, row) => {
      if (id === 0) return;
      expect(seen.has(`${id} ${sources[row]}`)).toBe(false);
      seen.add(`${id} ${sources[row]}`);
    });
    expect(clusters.count).toBeGreaterThan(5);
  });

  it('names the weakest link of a group', async () => {
    const found = await base;
    const { members, weakest, links, density } = explainCluster(found, 1);
    expect(members.length).toBeGreaterThan(1);
    expect(weakest!.weightBits).toBeLessThanOrEqual(links[0]!.weightBits);
    expect(density).toBeGreaterThan(0);
  });
});
