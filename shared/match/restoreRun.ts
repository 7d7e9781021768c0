// Takes up a run of an earlier session: its pairs were kept, its rows are read again, and nothing is compared.
import type { Job } from '../kernel/job.ts';
import type { Table } from '../table/Table.ts';
import type { PairConstraint } from './cluster/clusterPairs.ts';
import { type MatchRun, prepareAll, severalSources } from './findDuplicates.ts';
import { findStray, regroup } from './groupRun.ts';
import type { Atom } from './keys/atoms.ts';
import type { KeptRun } from './keptRun.ts';
import type { ColumnRole } from './matchTypes.ts';
import type { MatchPool } from './MatchWorker.ts';
import { buildWorld } from './MatchWorld.ts';
import { hashIndex } from './reuse.ts';
import type { SavedAtom } from './savedModel.ts';
import { chancesOf } from './score/ScoreModel.ts';
import type { ScoredPairs } from './score/scoreBlocks.ts';
import { rarityOf, weightsOf } from './score/Scorer.ts';

/** What is kept of a run's pairs; `judged` as in `MatchRun`. */
export type KeptPairs = ScoredPairs & { readonly judged: Float32Array };

/** What a run says of itself beside its model and pairs. */
export type ToldOfRun = Pick<MatchRun, 'candidatePairs' | 'threshold' | 'keys' | 'generic' | 'cap'> & { readonly roles: readonly ColumnRole[] };

/** `table` and `sources` are those that the run saw. @throws Cancelled when the job is cancelled. */
export async function restoreRun(kept: KeptRun, { judged, ...pairs }: KeptPairs, told: ToldOfRun, table: Table, sources: Uint32Array, constraints: { readonly mustLink: readonly PairConstraint[]; readonly cannotLink: readonly PairConstraint[]; readonly oneToOne: boolean }, pool: MatchPool, job: Job): Promise<MatchRun> {
  const fields = await prepareAll(table, kept.comparisons, pool, job, kept.fields.map(({ reading, values, words }) => ({ reading, values, words })));
  const world = buildWorld(fields, table.length, kept.hasSources ? severalSources(sources, pool) : undefined, pool.allocate, kept.countedRows);
  const counts = world.fields.map(({ values }, c) => {
    const { values: known, customers } = kept.fields[c]!;
    const placeOf = hashIndex(known.hashes);
    return Uint32Array.from(values.hashes, (hash, value) => {
      const place = value === 0 ? 0 : placeOf(hash);
      return value === 0 ? 0 : place === 0 ? 1 : customers[place]!;
    });
  });
  const weights = weightsOf(world, kept.model, rarityOf(counts.map((own, c) => chancesOf(own, kept.fields[c]!.scale))));
  // Keys go by their names until rows are compared again.
  const named = (atoms: readonly SavedAtom[]): Atom[] => atoms.map(({ comparison, name }) => ({ name, field: comparison, slots: 1, hashes: new Uint32Array(0), alone: false, joins: false }));
  const run: Omit<MatchRun, 'clusters' | 'expected' | 'thresholdBits'> = {
    ...told,
    comparisons: kept.comparisons,
    scoredPairs: pairs.size,
    pairs,
    judged,
    strayBitsOf: findStray(pairs, judged, world.rows),
    model: kept.model,
    weights,
    world,
    blocking: kept.keys.map(({ name, atoms, splitters = [] }) => ({ name, atoms: named(atoms), splitters: named(splitters) })),
    counts: { counts, total: kept.total, least: kept.least },
    tooLarge: kept.tooLarge,
    changedRows: 0,
    seconds: { prepare: 0, block: 0, train: 0, score: 0, cluster: 0 },
  };
  return { ...run, ...regroup(run, told.threshold, constraints) };
}
