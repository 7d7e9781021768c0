// Runs the matcher over the open workspace, keeps its results, and answers the queue and the explanations.
import type { Band, EngineCalls, GroupLine, GroupPage, MatchRun, MemberRow, Overview, PairExplanation, QueueFilter } from '../../shared/contract/engine.ts';
import { quietJob, type Job } from '../../shared/kernel/job.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { explainPair } from '../../shared/state/explainPair.ts';
import { bandOf, matchWorkspace, regroupWorkspace, type FoundGroup, type WorkspaceMatch } from '../../shared/state/matchWorkspace.ts';
import { startMatchPool } from './matchPool.ts';
import { packResults, unpackResults, type KeptResults } from './matchResults.ts';
import type { OpenEngine } from './openEngine.ts';
import { Refused } from './refused.ts';

const RESULT = 'match';
const SKIPPED = 'queue.skipped';

type GroupState = GroupLine['state'];

export class MatchCalls {
  private readonly engine: OpenEngine;
  private kept: KeptResults | undefined;
  /** The run behind the results, with all that explanations need; absent after a restart until somebody asks. */
  private live: WorkspaceMatch | undefined;
  private readonly skipped: Set<RowId>;
  private ordered: { readonly version: number; readonly lines: readonly GroupLine[]; readonly groups: ReadonlyMap<RowId, FoundGroup> } | undefined;

  private based: { readonly facts: number; readonly kept: KeptResults | undefined; readonly groups: ReadonlyMap<RowId, FoundGroup>; readonly undecided: readonly GroupLine[] } | undefined;

  private constructor(engine: OpenEngine, kept: KeptResults | undefined, skipped: readonly RowId[]) {
    this.engine = engine;
    this.kept = kept;
    this.skipped = new Set(skipped);
  }

  /** Takes up the results of an earlier session. */
  static async restore(engine: OpenEngine): Promise<MatchCalls> {
    const stored = await engine.readResult(RESULT);
    const skipped = JSON.parse((await engine.readUi(SKIPPED)) ?? '[]') as RowId[];
    return new MatchCalls(engine, stored === null ? undefined : unpackResults(stored), skipped);
  }

  async run({ threshold }: EngineCalls['match.run']['request'], job: Job): Promise<MatchRun> {
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
      histogram: histogramOf(run.pairs.weights, run.pairs.size),
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
    return this.summary();
  }

  last(): MatchRun | null {
    return this.kept === undefined ? null : this.summary();
  }

  /** Groups at another threshold: from the pairs at hand where the run is still here and fits the rows, else by a new run. */
  async cutAt(threshold: number, job: Job): Promise<MatchRun> {
    if (this.live === undefined || this.kept === undefined || this.summary().outdated) return this.run({ threshold }, job);
    this.live = regroupWorkspace(this.engine.workspace, this.live, threshold);
    const { run, groups } = this.live;
    const { clusters, expected } = run;
    await this.keep({ ...this.kept, groups, report: { ...this.kept.report, threshold, expected, matchedPairs: clusters.pairs, groups: clusters.count, rowsInGroups: clusters.rowsInClusters } });
    return this.summary();
  }

  async explain(left: RowId, right: RowId): Promise<PairExplanation> {
    const found = explainPair(this.engine.workspace, await this.liveRun(), left, right);
    if (found === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return found;
  }

  page({ filter, from, count }: EngineCalls['queue.page']['request']): EngineCalls['queue.page']['response'] {
    const chosen = this.chosen(filter);
    return { total: chosen.length, groups: chosen.slice(from, from + count).map((line) => this.titled(line)) };
  }

  async group({ lead, filter }: EngineCalls['queue.group']['request'], memberOf: (row: RowId) => MemberRow): Promise<GroupPage | null> {
    const { groups, lines } = this.all();
    const group = groups.get(lead);
    const line = lines.find((one) => one.lead === lead);
    if (group === undefined || line === undefined) return null;
    const { golden } = this.engine;
    const rows = group.rows.filter((row) => this.isCurrent(row));
    const live = await this.liveRun();
    const explained = (left: RowId, right: RowId): PairExplanation | undefined => explainPair(this.engine.workspace, live, left, right);
    const links = rows.slice(1).flatMap((row) => strongest(rows.filter((other) => other !== row).flatMap((other) => explained(other, row) ?? [])));
    const weakest = links.reduce<PairExplanation | null>((least, link) => (least === null || link.weightBits < least.weightBits ? link : least), null);
    return {
      ...this.titled(line),
      position: this.chosen(filter).findIndex((one) => one.lead === lead),
      fields: golden.fields,
      members: rows.map(memberOf),
      proposal: golden.valuesOf(rows, rows[0]!),
      links,
      weakest,
    };
  }

  async skip(lead: RowId): Promise<undefined> {
    this.skipped.add(lead);
    await this.engine.writeUi(SKIPPED, JSON.stringify([...this.skipped]));
    this.engine.changed();
    return undefined;
  }

  /** Rows of open groups of a band, group by group. */
  openGroups(band: Band, minProbability: number): RowId[][] {
    const { lines, groups } = this.all();
    return lines.filter((line) => line.state === 'open' && line.band === band && line.probability >= minProbability).map((line) => [...groups.get(line.lead)!.rows]);
  }

  counts(): Overview['groups'] {
    if (this.kept === undefined) return null;
    const { lines } = this.all();
    const count = (state: GroupState): number => lines.filter((line) => line.state === state).length;
    return { open: count('open') + count('skipped'), merged: count('merged'), distinct: count('distinct') };
  }

  /** 1 for each row in a group that waits for a decision. */
  openMask(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    const { lines, groups } = this.all();
    for (const line of lines) if (line.state === 'open' || line.state === 'skipped') for (const row of groups.get(line.lead)!.rows) mask[row] = 1;
    return mask;
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
    this.ordered = undefined;
    await this.engine.keep([{ kind: 'putResult', name: RESULT, ...packResults(results) }]);
  }

  private summary(): MatchRun {
    const { report, basis } = this.kept!;
    const { lines } = this.all();
    const bands: Record<Band, number> = { automatic: 0, review: 0, unlikely: 0 };
    for (const line of lines) if (line.state === 'open' || line.state === 'skipped') bands[line.band]++;
    const decided = lines.filter((line) => line.state === 'merged' || line.state === 'distinct').length;
    return { ...report, bands, decided, outdated: basis !== this.basis() };
  }

  private chosen(filter: QueueFilter): readonly GroupLine[] {
    return this.all().lines.filter((line) => (filter.state === 'all' || line.state === filter.state) && (filter.band === null || line.band === filter.band));
  }

  /** Groups with the state that decisions give them; those that need a look first. */
  private all(): NonNullable<MatchCalls['ordered']> {
    const version = this.engine.version;
    if (this.ordered?.version === version) return this.ordered;
    const { groups, undecided } = this.current();
    const lines = undecided.map((line): GroupLine => ({ ...line, state: this.stateOf(groups.get(line.lead)!.rows) }));
    this.ordered = { version, lines, groups };
    return this.ordered;
  }

  /** Groups by their current rows, in the order of the queue: the same until rows or results change, whatever is decided. */
  private current(): NonNullable<MatchCalls['based']> {
    const { kept } = this;
    const facts = this.engine.workspace.state.factsVersion;
    if (this.based?.facts === facts && this.based.kept === kept) return this.based;
    const groups = new Map<RowId, FoundGroup>();
    const undecided: GroupLine[] = [];
    for (const group of kept?.groups ?? []) {
      const rows = group.rows.filter((row) => this.isCurrent(row));
      if (rows.length < 2) continue;
      const lead = rows[0]!;
      groups.set(lead, { rows, probability: group.probability });
      undecided.push({ lead, rows: rows.length, band: bandOf(group.probability), probability: group.probability, state: 'open', title: '' });
    }
    undecided.sort((a, b) => a.probability - b.probability || a.lead - b.lead);
    this.based = { facts, kept, groups, undecided };
    return this.based;
  }

  /** Titles are read for the lines that are shown only. */
  private titled(line: GroupLine): GroupLine {
    return { ...line, title: this.engine.titleOf(line.lead) };
  }

  private stateOf(rows: readonly RowId[]): GroupState {
    const { state } = this.engine.workspace;
    const { merges } = state;
    // Most groups were never touched.
    if (!rows.some((row) => merges.isMerged(row) || state.hasVerdict(row))) return this.skipped.has(rows[0]!) ? 'skipped' : 'open';
    const records = [...new Set(rows.map((row) => merges.anchorOf(row)))];
    if (records.length === 1) return 'merged';
    const areApart = records.every((left, index) => records.slice(index + 1).every((right) => this.engine.workspace.state.areDistinct(left, right)));
    if (areApart || this.isSettled(rows)) return 'distinct';
    return this.skipped.has(rows[0]!) ? 'skipped' : 'open';
  }

  /** Whether a verdict or a merge speaks about every two rows. */
  private isSettled(rows: readonly RowId[]): boolean {
    const { merges } = this.engine.workspace.state;
    return rows.every((left, index) =>
      rows.slice(index + 1).every((right) => merges.anchorOf(left) === merges.anchorOf(right) || this.engine.workspace.state.areDistinct(left, right)),
    );
  }

  private isCurrent(row: RowId): boolean {
    return this.engine.workspace.state.isCurrent(row);
  }

  /** What the results depend on; decisions after the run leave them standing, new rows do not. */
  private basis(): string {
    return this.engine.workspace.state.loads.map((load) => `${load.id}${load.current ? '' : '-'}`).join(',');
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
