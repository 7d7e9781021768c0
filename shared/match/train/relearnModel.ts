// Learns a model again from pairs that stewards decided, and says what changed by it.
import { LEVELS, levelNames } from '../matchTypes.ts';
import type { MatchRun } from '../findDuplicates.ts';
import { levelIndex, Scorer, weightsOf } from '../score/Scorer.ts';
import { exactLevel, type ScoreModel } from '../score/ScoreModel.ts';
import { probabilityOf } from '../cluster/clusterPairs.ts';

export type LabelledPair = { readonly left: number; readonly right: number; readonly isMatch: boolean };

export type LevelChange = { readonly comparison: string; readonly level: string; readonly beforeBits: number; readonly afterBits: number };

export type Relearned = {
  readonly model: ScoreModel;
  readonly matches: number;
  readonly distinct: number;
  /** Decided pairs that stood on the wrong side of the threshold, before and after. */
  readonly wrongBefore: number;
  readonly wrongAfter: number;
  /** What is known of two rows before they are compared. */
  readonly priorBeforeBits: number;
  readonly priorAfterBits: number;
  /** Largest change first. */
  readonly changes: readonly LevelChange[];
};

/** What was learned without labels counts as much as this many decided pairs. */
const LEARNED_PAIRS = 60;
/** The prior moves by this much at most, and decided pairs pull it against this many as they were. */
const MOST_PRIOR_BITS = 4;
const LEAST_CHANGE_BITS = 0.05;

/**
 * Shares of the levels among true matches follow the pairs that were merged. Pairs that were kept apart are no sample of
 * strangers, as only look-alikes are ever asked about; they and the merged ones move the prior, until as many decided
 * pairs are expected to match as did.
 */
export function relearnModel(run: MatchRun, labels: readonly LabelledPair[]): Relearned {
  const { world, model, weights } = run;
  const width = world.fields.length;
  const before = new Scorer(world, weights);
  const levels = labels.map(({ left, right }) => before.grade(left, right).slice());
  const m = model.m.map((own) => own.slice());
  for (let c = 0; c < width; c++) {
    const top = exactLevel(world.fields[c]!.plan.kind);
    const sums = new Float64Array(LEVELS * 3);
    for (const [i, { isMatch }] of labels.entries()) if (isMatch && levels[i]![c] !== 0) sums[before.setOf(levels[i]!, 0, c) * LEVELS + levels[i]![c]!]! += 1;
    for (let set = 0; set < 3; set++) {
      let total = 0;
      for (let level = 1; level <= top; level++) total += sums[set * LEVELS + level]!;
      for (let level = 1; level <= top; level++) m[c]![set * LEVELS + level] = (m[c]![set * LEVELS + level]! * LEARNED_PAIRS + sums[set * LEVELS + level]!) / (LEARNED_PAIRS + total);
    }
  }
  const sharper: ScoreModel = { ...model, m };
  const sharperScorer = new Scorer(world, weightsOf(world, sharper, weights.rarityBits));
  const bits = labels.map(({ left, right }, i) => sharperScorer.weigh(left, right, levels[i]!));
  const shift = priorShift(bits, labels);
  const after: ScoreModel = { ...sharper, lambda: shifted(model.lambda, shift), lambdaWithin: shifted(model.lambdaWithin, shift) };
  const afterWeights = weightsOf(world, after, weights.rarityBits);
  const afterScorer = new Scorer(world, afterWeights);
  const wrong = (scorer: Scorer): number => labels.filter(({ left, right, isMatch }, i) => scorer.weigh(left, right, levels[i]!) >= run.thresholdBits !== isMatch).length;
  return {
    model: after,
    matches: labels.filter(({ isMatch }) => isMatch).length,
    distinct: labels.filter(({ isMatch }) => !isMatch).length,
    wrongBefore: wrong(before),
    wrongAfter: wrong(afterScorer),
    priorBeforeBits: weights.priorBits,
    priorAfterBits: afterWeights.priorBits,
    changes: world.fields
      .flatMap(({ plan }, c) =>
        levelNames[plan.kind].flatMap((level, l) => {
          if (l === 0) return [];
          const at = levelIndex(width, 0, c, l);
          return [{ comparison: plan.name, level, beforeBits: weights.levelBits[at]!, afterBits: afterWeights.levelBits[at]! }];
        }),
      )
      .filter(({ beforeBits, afterBits }) => Math.abs(afterBits - beforeBits) >= LEAST_CHANGE_BITS)
      .sort((one, other) => Math.abs(other.afterBits - other.beforeBits) - Math.abs(one.afterBits - one.beforeBits)),
  };
}

/** The shift at which as many of the pairs are expected to match as did; half of it, as far as few pairs bear it out. */
function priorShift(bits: readonly number[], labels: readonly LabelledPair[]): number {
  const matches = labels.filter(({ isMatch }) => isMatch).length;
  if (labels.length === 0) return 0;
  let [low, high] = [-MOST_PRIOR_BITS, MOST_PRIOR_BITS];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    const expected = bits.reduce((sum, own) => sum + probabilityOf(own + middle), 0);
    if (expected < matches) low = middle;
    else high = middle;
  }
  return ((low + high) / 2) * (labels.length / (labels.length + LEARNED_PAIRS / 2));
}

function shifted(share: number, bits: number): number {
  const odds = (share / (1 - share)) * 2 ** bits;
  return odds / (1 + odds);
}
