// The stewardship queue: the groups of the last run with the state that decisions give them.
import type { Band, EngineCalls, GroupLine, GroupPage, MemberRow, Overview, QueueFilter } from '../../shared/contract/engine.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { bandOf, type FoundGroup } from '../../shared/state/matchWorkspace.ts';
import type { KeptResults } from './matchResults.ts';
import type { MatchRuns } from './matchRuns.ts';
import type { OpenEngine } from './openEngine.ts';

const SKIPPED = 'queue.skipped';

type GroupState = GroupLine['state'];

export class QueueCalls {
  private readonly engine: OpenEngine;
  private readonly runs: MatchRuns;
  private readonly skipped: Set<RowId>;
  private ordered: { readonly version: number; readonly results: KeptResults | undefined; readonly lines: readonly GroupLine[]; readonly groups: ReadonlyMap<RowId, FoundGroup> } | undefined;
  private based: { readonly facts: number; readonly kept: KeptResults | undefined; readonly groups: ReadonlyMap<RowId, FoundGroup>; readonly undecided: readonly GroupLine[] } | undefined;

  private constructor(engine: OpenEngine, runs: MatchRuns, skipped: readonly RowId[]) {
    this.engine = engine;
    this.runs = runs;
    this.skipped = new Set(skipped);
  }

  /** Takes up the groups that were skipped in an earlier session. */
  static async restore(engine: OpenEngine, runs: MatchRuns): Promise<QueueCalls> {
    return new QueueCalls(engine, runs, JSON.parse((await engine.readUi(SKIPPED)) ?? '[]') as RowId[]);
  }

  page({ filter, from, count }: EngineCalls['queue.page']['request']): EngineCalls['queue.page']['response'] {
    const chosen = this.chosen(filter);
    return { total: chosen.length, groups: chosen.slice(from, from + count).map((line) => this.titled(line)) };
  }

  group({ lead, filter }: EngineCalls['queue.group']['request'], memberOf: (row: RowId) => MemberRow): GroupPage | null {
    const { groups, lines } = this.all();
    const group = groups.get(lead);
    const line = lines.find((one) => one.lead === lead);
    if (group === undefined || line === undefined) return null;
    const { golden } = this.engine;
    const rows = group.rows.filter((row) => this.isCurrent(row));
    return {
      ...this.titled(line),
      position: this.chosen(filter).findIndex((one) => one.lead === lead),
      fields: golden.fields,
      members: rows.map(memberOf),
      proposal: golden.valuesOf(rows),
      ...this.runs.linksOf(rows),
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
    if (this.runs.results === undefined) return null;
    const { lines } = this.all();
    const count = (state: GroupState): number => lines.filter((line) => line.state === state).length;
    return { open: count('open') + count('skipped'), merged: count('merged'), distinct: count('distinct') };
  }

  /** Groups that wait, by band, and how many are decided. */
  tally(): { bands: Readonly<Record<Band, number>>; decided: number } {
    const { lines } = this.all();
    const bands: Record<Band, number> = { automatic: 0, review: 0, unlikely: 0 };
    for (const line of lines) if (line.state === 'open' || line.state === 'skipped') bands[line.band]++;
    return { bands, decided: lines.filter((line) => line.state === 'merged' || line.state === 'distinct').length };
  }

  /** 1 for each row in a group that waits for a decision. */
  openMask(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    const { lines, groups } = this.all();
    for (const line of lines) if (line.state === 'open' || line.state === 'skipped') for (const row of groups.get(line.lead)!.rows) mask[row] = 1;
    return mask;
  }

  private chosen(filter: QueueFilter): readonly GroupLine[] {
    return this.all().lines.filter((line) => (filter.state === 'all' || line.state === filter.state) && (filter.band === null || line.band === filter.band));
  }

  /** Groups with the state that decisions give them; those that need a look first. */
  private all(): NonNullable<QueueCalls['ordered']> {
    const version = this.engine.version;
    const { results } = this.runs;
    if (this.ordered?.version === version && this.ordered.results === results) return this.ordered;
    const { groups, undecided } = this.current();
    const lines = undecided.map((line): GroupLine => ({ ...line, state: this.stateOf(groups.get(line.lead)!.rows) }));
    this.ordered = { version, results, lines, groups };
    return this.ordered;
  }

  /** Groups by their current rows, in the order of the queue: the same until rows or results change, whatever is decided. */
  private current(): NonNullable<QueueCalls['based']> {
    const kept = this.runs.results;
    const facts = this.engine.workspace.state.factsVersion;
    if (this.based?.facts === facts && this.based.kept === kept) return this.based;
    const groups = new Map<RowId, FoundGroup>();
    const undecided: GroupLine[] = [];
    for (const group of kept?.groups ?? []) {
      const rows = group.rows.filter((row) => this.isCurrent(row));
      if (rows.length < 2) continue;
      const lead = rows[0]!;
      groups.set(lead, { rows, probability: group.probability });
      undecided.push({ lead, rows: rows.length, band: bandOf(group.probability, kept?.report.bandFloors), probability: group.probability, state: 'open', title: '' });
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
}
