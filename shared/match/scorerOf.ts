// Keeps one scorer per run, so that explaining and grouping again need not prepare it anew.
import type { MatchWorld } from './MatchWorld.ts';
import { Scorer, type Weights } from './score/Scorer.ts';

const scorers = new WeakMap<Weights, Scorer>();

export function scorerOf({ world, weights }: { readonly world: MatchWorld; readonly weights: Weights }): Scorer {
  let scorer = scorers.get(weights);
  if (scorer === undefined) {
    scorer = new Scorer(world, weights);
    scorers.set(weights, scorer);
  }
  return scorer;
}
