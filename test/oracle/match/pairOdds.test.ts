// Odds as products of factors must be the odds that the scorer adds up in bits.
import { describe, expect, it } from 'vitest';
import { bulkText } from '../../../build/generate/bulk.ts';
import { quietJob } from '../../../shared/kernel/job.ts';
import { loadTable } from '../../../shared/load/loadTable.ts';
import { findDuplicates } from '../../../shared/match/findDuplicates.ts';
import { inlinePool } from '../../../shared/match/MatchWorker.ts';
import { relationRange } from '../../../shared/match/score/ScoreModel.ts';
import { Scorer } from '../../../shared/match/score/Scorer.ts';
import { countLevels, PairOdds } from '../../../shared/match/train/PairOdds.ts';

describe('odds of graded pairs', () => {
  it('are those of the scorer, relations and pairs that may not be included', async () => {
    const bytes = new TextEncoder().encode([...bulkText({ rows: 500, seed: 4, language: 'es' })].join(''));
    const loaded = await loadTable(new Blob([bytes]).stream(), { fileName: 'clientes.csv', size: bytes.length });
    if (!loaded.ok) throw new Error(loaded.error.kind);
    const { world, weights, pairs } = await findDuplicates(loaded.value.table, { sources: Uint32Array.from({ length: 500 }, (_, row) => row % 2) }, inlinePool(), quietJob);
    const scorer = new Scorer(world, weights);
    const odds = new PairOdds(world, weights, pairs);
    expect(pairs.size).toBeGreaterThan(150);
    let [oddsOff, posteriorOff, allOff] = [0, 0, 0];
    for (let i = 0; i < pairs.size; i++) {
      const left = pairs.left[i]!;
      const right = pairs.right[i]!;
      const match = 2 ** Math.min(60, scorer.sumOf(left, right, pairs.levels, i * pairs.width));
      oddsOff = Math.max(oddsOff, Math.abs(Math.log2(odds.matchOdds(i) / match)));
      const [from, to] = relationRange(world.kinds[left]!, world.kinds[right]!);
      let all = 1 + match;
      for (let relation = from; relation < to; relation++) all += scorer.relatedOdds(left, pairs.levels, relation, i * pairs.width);
      posteriorOff = Math.max(posteriorOff, Math.abs(odds.posterior(i) - (scorer.isForbidden(left, right) ? 0 : match / all)));
      allOff = Math.max(allOff, Math.abs(Math.log2(odds.all / all)));
    }
    expect(oddsOff).toBeLessThan(1e-6);
    expect(posteriorOff).toBeLessThan(1e-9);
    expect(allOff).toBeLessThan(1e-6);
    const { sums, over } = countLevels(world, weights, pairs, 30, 0);
    expect(over).toHaveLength(pairs.size);
    expect(sums.reduce((total, sum) => total + sum, 0)).toBe(pairs.levels.reduce((total, level) => total + (level === 0 ? 0 : 1), 0));
  });
});
