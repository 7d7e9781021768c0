import { describe, expect, it } from 'vitest';
import { quietJob } from '../../../shared/kernel/job.ts';
import { randomInteger, seededRandom } from '../../../shared/kernel/random.ts';
import { takeRows } from '../../../shared/table/sliceColumn.ts';
import { explainableRows, keepRun } from '../../../shared/match/keptRun.ts';
import { findDuplicates, forecastPairs } from '../../../shared/match/findDuplicates.ts';
import { relearnModel } from '../../../shared/match/train/relearnModel.ts';
import { changedGroups, regroup, reweighRun, unlinkableRows } from '../../../shared/match/groupRun.ts';
import { explainPair } from '../../../shared/match/explain/explainPair.ts';
import { explainMembers } from '../../../shared/match/explain/explainCluster.ts';
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
    expect(saved.value.model!.model).toEqual(found.model);
    const { clusters } = await findDuplicates(table, { ...saved.value, threshold: 0.9 }, inlinePool(), quietJob);
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
    const { clusters, pairs } = await run(cells, inlinePool(), { sources, pairing: 'between', oneToOne: true });
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
    const { members, weakest, links, density } = explainMembers(found, Array.from(found.clusters.ids.keys()).filter((row) => found.clusters.ids[row] === 1));
    expect(members.length).toBeGreaterThan(1);
    expect(weakest!.weightBits).toBeLessThanOrEqual(links[0]!.weightBits);
    expect(density).toBeGreaterThan(0);
  });

  it('explains any rows from what is kept of a run as from the run itself', async () => {
    const found = await base;
    const kept = keepRun(found);
    const table = tableOf(personHeaders, cells);
    const random = seededRandom(3);
    const rows = [0, 1, 2, found.pairs.left[0]!, found.pairs.right[0]!, ...Array.from({ length: 12 }, () => randomInteger(random, cells.length))];
    const hand = explainableRows(kept, { length: rows.length, columns: table.columns.map(({ name, column }) => ({ name, column: takeRows(column, Uint32Array.from(rows)) })) }, new Uint32Array(rows.length), (place) => rows[place]!);
    for (const [one, left] of rows.entries()) {
      for (const [other, right] of rows.entries()) {
        if (left === right) continue;
        const { parts, keys, weightBits, missedKeys } = explainPair(hand, one, other);
        const whole = explainPair(found, left, right);
        expect(weightBits).toBeCloseTo(whole.weightBits, 3);
        expect({ keys, missedKeys, levels: parts.map(({ level, count }) => [level, count]) }).toEqual({ keys: whole.keys, missedKeys: whole.missedKeys, levels: whole.parts.map(({ level, count }) => [level, count]) });
      }
    }
  });

  it('names the keys that came nearest where none brought two rows together', async () => {
    const found = await base;
    const stranger = cells.findIndex((_, row) => row > 0 && explainPair(found, 0, row).keys.length === 0);
    // Where all pairs are compared, no pair was missed.
    if (rows <= 250) return expect(stranger).toBe(-1);
    const { missedKeys } = explainPair(found, 0, stranger);
    expect(missedKeys.length).toBeGreaterThan(0);
    for (const { name, unlike } of missedKeys) for (const part of unlike) expect(name).toContain(part.split(':')[0]);
    return undefined;
  });

  it('forecasts the pairs of each key before scoring', async () => {
    const found = await base;
    const forecast = await forecastPairs(tableOf(personHeaders, cells), {}, inlinePool(), quietJob);
    expect(forecast.keys.map(({ name, pairs, dropped }) => ({ name, pairs, dropped }))).toEqual(found.keys.map(({ name, pairs, dropped }) => ({ name, pairs, dropped })));
    expect(forecast.pairs).toBeGreaterThanOrEqual(found.candidatePairs);
    expect(forecast.pairs).toBeLessThan(3 * forecast.budget);
  });

  it('leaves out what a model switches off', async () => {
    const found = await base;
    const table = tableOf(personHeaders, cells);
    const saved = saveModel(found);
    const without = readModel({ ...saved, comparisons: saved.comparisons.map((one) => (one.name === 'email' ? { ...one, isOff: true } : one)) }, table);
    if (!without.ok) throw new Error(without.error.kind);
    const run = await findDuplicates(table, without.value, inlinePool(), quietJob);
    expect(run.comparisons.map(({ name }) => name)).toEqual(found.comparisons.map(({ name }) => name).filter((name) => name !== 'email'));
    expect(run.blocking.flatMap(({ atoms }) => atoms.map(({ name }) => name)).filter((name) => name.startsWith('email'))).toEqual([]);
    const lower = readModel({ ...saved, comparisons: saved.comparisons.map((one) => (one.kind === 'phone' ? { ...one, offLevels: ['close'] } : one)) }, table);
    if (!lower.ok) throw new Error(lower.error.kind);
    const phone = found.comparisons.findIndex(({ kind }) => kind === 'phone');
    expect(lower.value.model!.model.m[phone]![3]).toBe(found.model.m[phone]![2]);
  });

  it('learns from decided pairs, and says what changed', async () => {
    const found = await base;
    const labels = Array.from({ length: Math.min(found.pairs.size, 400) }, (_, i) => ({ left: found.pairs.left[i]!, right: found.pairs.right[i]!, isMatch: truth[found.pairs.left[i]!] === truth[found.pairs.right[i]!] }));
    const learned = relearnModel(found, labels);
    expect(learned.matches + learned.distinct).toBe(labels.length);
    expect(learned.wrongAfter).toBeLessThanOrEqual(learned.wrongBefore + 1);
    expect(learned.changes.length).toBeGreaterThan(0);
    const nothing = relearnModel(found, []);
    expect(nothing).toMatchObject({ matches: 0, distinct: 0, changes: [], priorAfterBits: nothing.priorBeforeBits });
    expect(changedGroups(reweighRun(found, nothing.model).clusters, regroup(found, found.threshold).clusters)).toBe(0);
    const { clusters } = reweighRun(found, learned.model);
    expect(measureClusters(clusters.ids, Uint32Array.from(truth)).pairs.f1).toBeGreaterThan(0.95);
  });

  it('gives intervals that hold what it expects', async () => {
    const { expected, clusters } = await base;
    const { pairs } = measureClusters(clusters.ids, Uint32Array.from(truth));
    expect(pairs.precision).toBeGreaterThanOrEqual(expected.precisionRange[0] - 0.02);
    expect(pairs.precision).toBeLessThanOrEqual(expected.precisionRange[1] + 0.02);
    expect(expected.precision).toBeGreaterThanOrEqual(expected.precisionRange[0]);
    expect(expected.recall).toBeLessThanOrEqual(expected.recallRange[1]);
  });

  it('looks at pairs inside sources alone where asked', async () => {
    const sources = Uint32Array.from({ length: rows }, (_, row) => row % 2);
    const { pairs } = await run(cells, inlinePool(), { sources, pairing: 'inside' });
    expect(pairs.size).toBeGreaterThan(0);
    for (let i = 0; i < pairs.size; i++) expect(sources[pairs.left[i]!]).toBe(sources[pairs.right[i]!]);
  });
});

it('tells rows that nothing could be linked to', async () => {
  const cells = [...people(300, 4).cells, ['', '', '', '', '', '', '', 'Madrid'], ['', '', '', '', '', '', '', ''], ['Ana', '', '', '', '', '', '', '']];
  const found = await run(cells);
  expect([...unlinkableRows(found)]).toEqual([300, 301, 302]);
});
