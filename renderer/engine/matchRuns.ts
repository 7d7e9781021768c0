// Runs the matcher over the open workspace, keeps what it found, and explains any two rows.
import type { EngineCalls, MatchRun, PairExplanation } from '../../shared/contract/engine.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { explainPair } from '../../shared/state/explainPair.ts';
import { matchWorkspace, regroupWorkspace, type WorkspaceMatch } from '../../shared/state/matchWorkspace.ts';
import { startMatchPool } from './matchPool.ts';
import { packResults, unpackResults, type KeptResults } from './matchResults.ts';
import type { OpenEngine } from './openEngine.ts';
import { Refused } from './refused.ts';

const RESULT = 'match';

export class MatchRuns {
  private readonly engine: OpenEngine;
  private kept: KeptResults | undefined;
  /** The run behind the results, with all that explanations need; absent after a restart until somebody asks. */
  private live: WorkspaceMatch | undefined;

  private constructor(engine: OpenEngine, kept: KeptResults | undefined) {
    this.engine = engine;
    this.kept = kept;
  }

  /** Takes up the results of an earlier session. */
  static async restore(engine: OpenEngine): Promise<MatchRuns> {
    const stored = await engine.readResult(RESULT);
    return new MatchRuns(engine, stored === null ? undefined : unpackResults(stored));
  }

  get results(): KeptResults | undefined {
    return this.kept;
  }

  /** Whether rows changed since the run. */
  get isOutdated(): boolean {
    return this.kept !== undefined && this.kept.basis !== this.basis();
  }

  async run({ threshold }: EngineCalls['match.run']['request'], job: Job): Promise<void> {
    const { workspace } = this.engine;
    const startedAtMs = performance.now();
    const found = await this.findDuplicates(threshold, job);
    const { run } = found;
    const report: KeptResults['report'] = {
      rows: run.world.rows,
      candidatePairs: run.candidatePairs,
      matchedPairs: run.clusters.pairs,
      groups: run.clusters.count,
      rowsInGroups: run.clusters.rowsInClusters,
      threshold: run.threshold,
      expected: run.expected,
      seconds: (performance.now() - startedAtMs) / 1000,
      roles: run.roles.map(({ column, role, confidence }) => ({ field: workspace.rows.fields[column]!, role, confidence })),
      keys: run.keys.map(({ name, pairs }) => ({ name, pairs })),
      ignoredValues: run.generic.map(({ column, text, rows }) => ({ field: workspace.rows.fields.find((field) => field === column) ?? `custom:${column}`, value: text, count: rows })),
      histogram: histogramOf(run.judged, run.pairs.size),
    };
    job.throwIfCancelled();
    this.live = found;
    await this.keep({ groups: found.groups, report, basis: this.basis() });
    const { rows, groups, candidatePairs, matchedPairs } = report;
    await this.engine.written(
      await workspace.commit({
        act: 'find-duplicates',
        items: [{ kind: 'match', rows, groups, candidatePairs, matchedPairs, thresholdPpm: Math.round(run.threshold * 1e6), model: 'learned' }],
        undoes: null,
        note: { rows, groups },
        basis: null,
      }),
    );
  }

  /** Groups at another threshold: from the pairs at hand where the run is still here and fits the rows, else by a new run. */
  async cutAt(threshold: number, job: Job): Promise<void> {
    if (this.live === undefined || this.kept === undefined || this.isOutdated) return this.run({ threshold }, job);
    this.live = regroupWorkspace(this.engine.workspace, this.live, threshold);
    const { run, groups } = this.live;
    const { clusters, expected } = run;
    await this.keep({ ...this.kept, groups, report: { ...this.kept.report, threshold, expected, matchedPairs: clusters.pairs, groups: clusters.count, rowsInGroups: clusters.rowsInClusters } });
  }

  async explain(left: RowId, right: RowId): Promise<PairExplanation> {
    const found = explainPair(this.engine.workspace, await this.liveRun(), left, right);
    if (found === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return found;
  }

  /** Per row but the first its strongest link to another of the rows. */
  async strongestLinks(rows: readonly RowId[]): Promise<PairExplanation[]> {
    const live = await this.liveRun();
    const explained = (left: RowId, right: RowId): PairExplanation | undefined => explainPair(this.engine.workspace, live, left, right);
    return rows.slice(1).flatMap((row) => strongest(rows.filter((other) => other !== row).flatMap((other) => explained(other, row) ?? [])));
  }

  close(): void {
    this.live = undefined;
  }

  private async findDuplicates(threshold: number | null, job: Job): Promise<WorkspaceMatch> {
    const pool = await startMatchPool();
    try {
      return await matchWorkspace(this.engine.workspace, threshold, pool, () => performance.now(), job, this.live);
    } finally {
      pool.end();
    }
  }

  /** After a restart the run is made again, on the same rows with the same result, when somebody wants to know why. */
  private async liveRun(): Promise<WorkspaceMatch> {
    this.live ??= await this.findDuplicates(this.kept?.report.threshold ?? null, quietJob);
    return this.live;
  }

  private async keep(results: KeptResults): Promise<void> {
    this.kept = results;
    await this.engine.keep([{ kind: 'putResult', name: RESULT, ...packResults(results) }]);
  }

  /** What the results depend on; decisions after the run leave them standing, new rows do not. */
  private basis(): string {
    const { loads, corrections } = this.engine.workspace.state;
    return [...loads.filter(({ reference }) => reference === undefined).map((load) => `${load.id}${load.current ? '' : '-'}${load.mappedBy === undefined ? '' : `m${load.mappedBy}`}`), corrections.key].join(',');
  }
}

function strongest(links: readonly PairExplanation[]): PairExplanation[] {
  const best = links.reduce<PairExplanation | undefined>((most, link) => (most === undefined || link.weightBits > most.weightBits ? link : most), undefined);
  return best === undefined ? [] : [best];
}

/** Counts per whole bit of match weight. */
function histogramOf(weights: Float32Array, size: number): MatchRun['histogram'] {
  const counts = new Map<number, number>();
  for (let index = 0; index < size; index++) {
    const bin = Math.floor(weights[index]!);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([fromBits, pairs]) => ({ fromBits, pairs }));
}
