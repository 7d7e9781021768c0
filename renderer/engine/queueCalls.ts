// Answers for the stewardship queue: its pages, one group side by side, and merging all that a filter lets through.
import type { Band, BandPreview, EngineCalls, GroupLine, GroupLinks, GroupPage, LogLine, MemberRow, Overview, QueueFilter } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { randomInteger, seededRandom } from '../../shared/kernel/random.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { planDecision, planDecisions, type GroupDecision } from '../../shared/state/plan/planDecision.ts';
import { ReviewQueue } from '../../shared/state/golden/reviewQueue.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import { compareRows } from './compareRows.ts';
import type { MatchRuns } from './matchRuns.ts';
import type { OpenEngine } from './openEngine.ts';
import type { RecordCalls } from './recordCalls.ts';
import { accept, Refused } from './refused.ts';

const SKIPPED = 'queue.skipped';
/** Groups shown before all of a filter are merged. */
const SAMPLE = 12;

export class QueueCalls {
  private readonly engine: OpenEngine;
  private readonly runs: MatchRuns;
  private readonly skipped: Set<RowId>;
  private readonly review: ReviewQueue;

  private constructor(engine: OpenEngine, runs: MatchRuns, skipped: readonly RowId[]) {
    this.engine = engine;
    this.runs = runs;
    this.skipped = new Set(skipped);
    this.review = new ReviewQueue(engine.workspace, engine.actor, (row) => worthOf(engine, row), this.skipped);
  }

  /** Takes up the groups that were skipped in an earlier session. */
  static async restore(engine: OpenEngine, runs: MatchRuns): Promise<QueueCalls> {
    return new QueueCalls(engine, runs, JSON.parse((await engine.readUi(SKIPPED)) ?? '[]') as RowId[]);
  }

  async page({ filter, from, count }: EngineCalls['queue.page']['request'], records: RecordCalls, job: Job): Promise<EngineCalls['queue.page']['response']> {
    const chosen = await this.chosen(filter, records, job);
    return { total: chosen.length, groups: Array.from(chosen.subarray(from, from + count), (index) => this.line(index)) };
  }

  async group({ lead, filter }: EngineCalls['queue.group']['request'], records: RecordCalls, memberOf: (row: RowId) => MemberRow, job: Job): Promise<GroupPage | null> {
    const index = this.queue.groupWith(lead);
    if (index === undefined) return null;
    const { rows } = this.queue.group(index);
    return { ...this.line(index), ...compareRows(this.engine, rows, memberOf), position: (await this.chosen(filter, records, job)).indexOf(index) };
  }

  links({ rows }: EngineCalls['queue.links']['request']): GroupLinks {
    return this.runs.linksOf(rows);
  }

  async skip(lead: RowId): Promise<undefined> {
    this.skipped.add(lead);
    this.queue.skippedChanged(lead);
    await this.engine.writeUi(SKIPPED, JSON.stringify([...this.skipped]));
    this.engine.changed();
    return undefined;
  }

  /** Decides one group; where that takes two people, the first or second part of it. */
  decide(ruling: GroupDecision['ruling'], { rows, pins, comment, reason }: EngineCalls['decide.merge']['request']): Promise<LogLine> {
    const group = rows[0] === undefined ? undefined : this.queue.groupWith(rows[0]);
    const band = group === undefined ? null : this.queue.bandOf(group);
    return this.engine.commit(planDecision(this.engine.workspace.state, this.engine.actor, { rows, ruling, pins, band }, { comment, reason }));
  }

  async foreseeBand({ filter, seed }: EngineCalls['band.foresee']['request'], records: RecordCalls, job: Job): Promise<BandPreview> {
    const { engine } = this;
    const chosen = await this.chosen({ ...filter, state: 'open' }, records, job);
    const decisions = this.decisionsFor(chosen);
    const planned = await planDecisions(engine.workspace.state, engine.actor, decisions, { comment: '', reason: null }, {}, job);
    const items = planned.ok ? planned.value.change.items : [];
    const merged = items.reduce((sum, item) => sum + (item.kind === 'merge' ? item.before.length - 1 : 0), 0);
    const goldenBefore = engine.golden.count;
    return {
      groups: chosen.length,
      rows: decisions.reduce((sum, { rows }) => sum + rows.length, 0),
      goldenBefore,
      goldenAfter: goldenBefore - merged,
      left: planned.ok ? planned.value.left : decisions.length,
      waiting: items.filter(({ kind }) => kind === 'first').length,
      seed,
      sample: sampleOf(chosen, seed).map((index) => this.sampled(index)),
    };
  }

  async acceptBand({ filter, groups, seed, comment, reason }: EngineCalls['band.accept']['request'], records: RecordCalls, job: Job): Promise<LogLine> {
    const { engine } = this;
    const chosen = await this.chosen({ ...filter, state: 'open' }, records, job);
    if (chosen.length !== groups) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    const note = { seed, sampled: Math.min(SAMPLE, groups) };
    const { change } = accept(await planDecisions(engine.workspace.state, engine.actor, this.decisionsFor(chosen), { comment, reason }, note, job));
    return engine.commit({ ok: true, value: change }, job);
  }

  counts(): Overview['groups'] {
    if (this.runs.results === undefined) return null;
    const { queue } = this;
    return { open: queue.count('open') + queue.count('skipped') + queue.count('disagreed'), merged: queue.count('merged'), distinct: queue.count('distinct') };
  }

  /** Groups that wait, by band, and how many are decided. */
  tally(): { bands: Readonly<Record<Band, number>>; decided: number } {
    const { queue } = this;
    const open = (band: Band): number => queue.count('open', band) + queue.count('skipped', band);
    return { bands: { automatic: open('automatic'), review: open('review'), unlikely: open('unlikely') }, decided: queue.count('merged') + queue.count('distinct') };
  }

  /** Groups that wait for a second person, and those on which two did not agree. */
  secondLooks(): { waiting: number; disagreed: number } {
    return { waiting: this.queue.count('waiting'), disagreed: this.queue.count('disagreed') };
  }

  /** 1 for each row in a group that waits for a decision. */
  openMask(): Uint8Array {
    return this.queue.openMask();
  }

  /** The queue as decisions and results are now. */
  private get queue(): ReviewQueue {
    this.review.show(this.runs.results?.groups, this.runs.results?.report.bandFloors);
    return this.review;
  }

  private async chosen(filter: QueueFilter, records: RecordCalls, job: Job): Promise<Uint32Array> {
    const rows = filter.rows === null ? undefined : await records.maskOf({ of: 'rows', filter: filter.rows, sort: [] }, job);
    return this.queue.chosen(filter, rows, job);
  }

  private line(index: number): GroupLine {
    const { queue } = this;
    const { rows, probability } = queue.group(index);
    const lead = rows[0]!;
    return { lead, rows: rows.length, band: queue.bandOf(index), probability, state: queue.stateOf(index), isSecond: queue.isSecondLook(index), value: queue.valueOf(index), title: this.engine.titleOfAll(rows) };
  }

  private decisionsFor(chosen: Uint32Array): GroupDecision[] {
    return Array.from(chosen, (index) => ({ rows: this.queue.group(index).rows, ruling: 'merge', pins: [], band: this.queue.bandOf(index) }));
  }

  private sampled(index: number): BandPreview['sample'][number] {
    const { golden, workspace } = this.engine;
    const { rows, probability } = this.queue.group(index);
    const survivors = golden.valuesOf(rows);
    const differing = golden.fields.flatMap((field) => {
      const column = workspace.rows.field(field);
      const values = column === undefined ? [] : [...new Set(rows.map((row) => textAt(column, row)).filter(Boolean))];
      return values.length > 1 ? [{ field, values, survives: survivors.find((one) => one.field === field)?.value ?? '' }] : [];
    });
    return { lead: rows[0]!, probability, titles: rows.map((row) => this.engine.titleOf(row)), differing };
  }
}

/** What a customer is worth by the amount in their row. */
function worthOf(engine: OpenEngine, row: RowId): number {
  const column = engine.workspace.rows.field('amount');
  const text = column === undefined ? '' : textAt(column, row);
  return text === '' ? Number.NaN : engine.knowledge.queryContext(() => undefined).numberReader('amount')(text);
}

/** A random sample that anybody can draw again from the seed. */
function sampleOf(chosen: Uint32Array, seed: number): number[] {
  const random = seededRandom(seed);
  const left = Array.from(chosen);
  const count = Math.min(SAMPLE, left.length);
  for (let at = 0; at < count; at++) {
    const other = at + randomInteger(random, left.length - at);
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  return left.slice(0, count);
}
