// Runs the matcher over the open workspace, keeps what it found, and explains any two rows.
import type { EngineCalls, GroupLinks, KeyPairs, MatchRun, PairExplanation, RelearnReport, ThresholdPreview } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { explainMembers } from '../../shared/match/explain/explainCluster.ts';
import { changedGroups, unlinkableRows } from '../../shared/match/groupRun.ts';
import { keepRun } from '../../shared/match/keptRun.ts';
import type { MatchPool } from '../../shared/match/MatchWorker.ts';
import type { SavedModel } from '../../shared/match/savedModel.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { explainPair, takeInHand, type RowsInHand } from '../../shared/state/match/explainPair.ts';
import { columnName, forecastWorkspace, matchWorkspace, modelInUse, ModelMisfit, previewThreshold, regroupWorkspace, relearnWorkspace, restoreMatch, type WorkspaceMatch } from '../../shared/state/match/matchWorkspace.ts';
import { startMatchPool } from './matchPool.ts';
import { packPairs, packResults, pairsBasis, unpackPairs, unpackResults, type KeptResults } from './matchResults.ts';
import type { OpenEngine } from './openEngine.ts';
import { Refused } from './refused.ts';

const RESULT = 'match';
const PAIRS = 'matchPairs';

export class MatchRuns {
  private readonly engine: OpenEngine;
  private kept: KeptResults | undefined;
  /** The run behind the results with its pairs; absent after a restart until groups are to be formed anew. */
  private live: WorkspaceMatch | undefined;
  /** The model that `live` took up, as text. */
  private taken = 'null';

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

  /** Whether the pairs of the run are at hand, so that groups can be formed anew without comparing. */
  get hasPairs(): boolean {
    return this.live !== undefined;
  }

  /** Whether rows changed since the run. */
  get isOutdated(): boolean {
    return this.kept !== undefined && this.kept.basis !== this.basis();
  }

  async run({ threshold }: EngineCalls['match.run']['request'], job: Job): Promise<void> {
    const { workspace } = this.engine;
    const startedAtMs = performance.now();
    const used = workspace.state.matchModels.used;
    const found = await this.findDuplicates(threshold ?? undefined, modelInUse(workspace), job);
    job.throwIfCancelled();
    this.live = found;
    const results = this.resultsOf(found, used, (performance.now() - startedAtMs) / 1000);
    await this.keep(results);
    await this.engine.keep([{ kind: 'putResult', name: PAIRS, ...packPairs(found.run, pairsBasis(results)) }]);
    const { rows, groups, candidatePairs, matchedPairs } = results.report;
    await this.engine.written(
      await workspace.commit({
        act: 'find-duplicates',
        items: [{ kind: 'match', rows, groups, candidatePairs, matchedPairs, thresholdPpm: Math.round(found.run.threshold * 1e6), model: used ?? 'learned' }],
        undoes: null,
        note: { rows, groups },
        basis: null,
      }),
    );
  }

  /** Groups at another threshold: from the pairs at hand where they fit the rows, else by a new run. */
  async cutAt(threshold: number, job: Job): Promise<void> {
    if (!this.isOutdated) this.live ??= await this.restored(job);
    if (this.live === undefined || this.kept === undefined || this.isOutdated) return this.run({ threshold }, job);
    this.live = regroupWorkspace(this.engine.workspace, this.live, threshold);
    await this.keep(this.resultsOf(this.live, this.kept.report.model, this.kept.report.seconds));
    this.engine.changed();
  }

  /** What `cutAt` would give; after a restart the rows are read again once. */
  async preview(threshold: number, job: Job): Promise<ThresholdPreview> {
    const before = await this.liveRun(job);
    const { clusters, expected } = previewThreshold(this.engine.workspace, before, threshold);
    return { threshold, groups: clusters.count, changed: changedGroups(before.run.clusters, clusters), matchedPairs: clusters.pairs, expected };
  }

  async forecast(model: SavedModel | null, job: Job): Promise<EngineCalls['match.forecast']['response']> {
    const { keys, pairs, dropped, cap, budget } = await this.withPool((pool) => forecastWorkspace(this.engine.workspace, model, pool, job));
    return { keys: keys.map(pairsOfKey), pairs, dropped, cap: cap ?? null, budget };
  }

  async relearn(job: Job): Promise<RelearnReport> {
    const { model, learned, groups, groupsChanged } = relearnWorkspace(this.engine.workspace, await this.liveRun(job));
    const { matches, distinct, wrongBefore, wrongAfter, priorBeforeBits, priorAfterBits, changes } = learned;
    return { model, matches, distinct, wrongBefore, wrongAfter, priorBeforeBits, priorAfterBits, changes, groups, groupsChanged };
  }

  /** Any two current rows, compared or not. */
  explain(left: RowId, right: RowId): PairExplanation {
    const { state, rows } = this.engine.workspace;
    if (![left, right].every((row) => row < rows.length && state.isCurrent(row))) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return this.inHand([left, right])(left, right);
  }

  /** Per row but the first its strongest link to another of the rows, and what the group as a whole is held together by. */
  linksOf(rows: readonly RowId[]): GroupLinks {
    const explained = this.inHand(rows);
    const { weakest, bridges, density } = this.membersOf(rows);
    return {
      links: rows.slice(1).flatMap((row) => strongest(rows.filter((other) => other !== row).map((other) => explained(other, row)))),
      weakest: weakest === undefined ? null : explained(rows[weakest.left]!, rows[weakest.right]!),
      bridges: bridges.map(({ left, right }) => ({ left: rows[left]!, right: rows[right]! })),
      density,
    };
  }

  unlinkable(from: number, count: number): { total: number; rows: { row: RowId; title: string }[] } {
    const current = this.unlinkableRows();
    return { total: current.length, rows: current.slice(from, from + count).map((row) => ({ row, title: this.engine.titleOf(row) })) };
  }

  /** 1 for each row with too little to tell a partner by. */
  unlinkableMask(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const row of this.unlinkableRows()) mask[row] = 1;
    return mask;
  }

  close(): void {
    this.live = undefined;
  }

  private unlinkableRows(): RowId[] {
    const { state } = this.engine.workspace;
    return Array.from(this.kept?.unlinkable ?? [], (row) => row as RowId).filter((row) => state.isCurrent(row));
  }

  private resultsOf({ run, groups, rowOf, model }: WorkspaceMatch, used: string | null, seconds: number): KeptResults {
    const { fields } = this.engine.workspace.rows;
    const idsOf = (places: Uint32Array): Uint32Array => (rowOf === undefined ? places : places.map((place) => rowOf[place]!));
    const kept = keepRun(run);
    const unlinkable = idsOf(unlinkableRows(run));
    return {
      groups,
      model,
      fields,
      unlinkable,
      run: { ...kept, strays: { ...kept.strays, left: idsOf(kept.strays.left), right: idsOf(kept.strays.right) } },
      basis: this.basis(),
      report: {
        rows: run.world.rows,
        candidatePairs: run.candidatePairs,
        matchedPairs: run.clusters.pairs,
        groups: run.clusters.count,
        rowsInGroups: run.clusters.rowsInClusters,
        threshold: run.threshold,
        expected: run.expected,
        seconds,
        unlinkable: unlinkable.length,
        model: used,
        bandFloors: model.bands,
        roles: run.roles.map(({ column, role, confidence }) => ({ field: fields[column]!, role, confidence })),
        keys: run.keys.map(pairsOfKey),
        ignoredValues: run.generic.map(({ column, text, rows }) => ({ field: fields.find((field) => field === column) ?? `custom:${column}`, value: text, count: rows })),
        histogram: histogramOf(run.judged, run.pairs.size),
      },
    };
  }

  /** Explains any two of the rows. @throws Refused where there is no run, or the fields that it compared are gone. */
  private inHand(rows: readonly RowId[]): (left: RowId, right: RowId) => PairExplanation {
    const { workspace } = this.engine;
    const hand = this.take(rows);
    return (left, right) => explainPair(workspace, hand, left, right, this.kept!.fields);
  }

  private membersOf(rows: readonly RowId[]): ReturnType<typeof explainMembers> {
    return explainMembers(this.take(rows).seen, [...rows.keys()]);
  }

  private take(rows: readonly RowId[]): RowsInHand {
    const hand = this.kept === undefined ? undefined : takeInHand(this.engine.workspace, this.kept.run, this.kept.fields, rows);
    if (hand === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return hand;
  }

  private findDuplicates(threshold: number | undefined, model: SavedModel | null, job: Job): Promise<WorkspaceMatch> {
    // An earlier run's model is taken over only where the choices are the same as then.
    const previous = this.kept !== undefined && JSON.stringify(model) === this.taken ? this.live : undefined;
    return this.withPool(async (pool) => {
      const found = await matchWorkspace(this.engine.workspace, { threshold, model, previous }, pool, () => performance.now(), job);
      this.taken = JSON.stringify(model);
      return found;
    });
  }

  private async withPool<T>(work: (pool: MatchPool) => Promise<T>): Promise<T> {
    const pool = await startMatchPool();
    try {
      return await work(pool);
    } catch (error) {
      if (error instanceof ModelMisfit) throw new Refused({ kind: 'conflict', reason: 'modelMisfit' });
      throw error;
    } finally {
      pool.end();
    }
  }

  /** After a restart the run is made again from what was kept of it; only where that fits the rows no more are they compared again. */
  private async liveRun(job: Job): Promise<WorkspaceMatch> {
    if (this.kept === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    this.live ??= (await this.restored(job)) ?? (await this.findDuplicates(this.kept.report.threshold, this.kept.model, job));
    return this.live;
  }

  /** The run of an earlier session; undefined where its pairs are not there or rows have changed since. */
  private async restored(job: Job): Promise<WorkspaceMatch | undefined> {
    const { kept } = this;
    if (kept === undefined || this.isOutdated) return undefined;
    const stored = await this.engine.readResult(PAIRS);
    const pairs = stored === null ? undefined : unpackPairs(stored, kept);
    if (pairs === undefined) return undefined;
    const { candidatePairs, threshold, keys, ignoredValues } = kept.report;
    const told = { candidatePairs, threshold, keys: keys.map((key) => ({ ...key, largest: 0 })), generic: ignoredValues.map(({ field, value, count }) => ({ column: columnName(field), text: value, rows: count })) };
    return this.withPool((pool) => restoreMatch(this.engine.workspace, { run: kept.run, pairs, model: kept.model, fields: kept.fields, told }, pool, job));
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

const pairsOfKey = ({ name, pairs, tooLarge, dropped, splitBy }: KeyPairs): KeyPairs => ({ name, pairs, tooLarge, dropped, splitBy });

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
