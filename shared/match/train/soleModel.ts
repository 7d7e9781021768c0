// The model of a table with one comparison: nothing else in a row tells matches from strangers, so that nothing can be learned.
import { LEVELS, type ComparisonKind } from '../matchTypes.ts';
import type { MatchWorld } from '../MatchWorld.ts';
import { exactLevel, SETS, type ScoreModel, type ValueCounts } from '../score/ScoreModel.ts';

/** Match weights in bits from level 1 on, the prior included, that say: the same wording is the same thing, a slip most likely too. */
const soleBits: Readonly<Partial<Record<ComparisonKind, readonly number[]>>> = {
  name: [-14, -8, -3.5, 1.5, 2.5, 2, 4.5],
  address: [-14, -8, -5, -1.5, 3, 3.5],
  email: [-14, -12, -4, -3, 2],
  phone: [-14, -8, -1],
  identifier: [-14, -8, -1],
  text: [-14, -4, 2.5],
};

/** Values must be this much of one's own: of a column of towns or of given names equal ones are no duplicates. */
const LEAST_DISTINCT = 0.1;
/** Values are held against at least as many rows: the same wording is the same thing in a short list too. */
const SOLE_SIZE = 200;
/** A value in a row of its own counts as this share of the rows; the rest of the prior is what strangers are. */
const MATCHES_PER_ROW = 16;

/** Undefined where there are several comparisons, or the one says nothing of identity. */
export function soleModel(world: MatchWorld, start: ScoreModel): { readonly model: ScoreModel; readonly counts: ValueCounts } | undefined {
  const [field] = world.fields;
  if (field === undefined || world.fields.length > 1) return undefined;
  const { kind } = field.plan;
  const bits = soleBits[kind];
  const filled = field.values.counts.reduce((sum, count) => sum + count, 0);
  if (bits === undefined || field.values.size - 1 < LEAST_DISTINCT * filled) return undefined;
  const lambda = Math.min(0.05, MATCHES_PER_ROW / Math.max(2, world.rows));
  const prior = Math.log2(lambda / (1 - lambda));
  const m = start.m[0]!;
  const u = m.slice();
  for (let set = 0; set < SETS; set++) for (let level = 1; level < exactLevel(kind); level++) u[set * LEVELS + level] = Math.min(1, m[set * LEVELS + level]! * 2 ** (prior - bits[level - 1]!));
  // However often one wording occurs, that is the very thing that is looked for.
  const counts: ValueCounts = { counts: [field.values.counts.map((count) => Math.min(1, count))], total: world.rows, least: [SOLE_SIZE] };
  return { model: { ...start, u: [u], lambda, lambdaWithin: lambda, related: start.related.map(() => 0) }, counts };
}
