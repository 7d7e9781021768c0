// Keeps an analysis of the rows' quality up to date while nobody waits, and keeps the last one across restarts.
import { epochDayAt } from '../../shared/freshness/months.ts';
import type { Freshness } from '../../shared/freshness/freshnessOf.ts';
import { Cancelled, type Job, type Progress } from '../../shared/kernel/job.ts';
import type { EpochDay, SourceId } from '../../shared/model/ids.ts';
import type { Analysis, Unfinished } from '../../shared/state/analyse/analyse.ts';
import { analyseWorkspace, type WorkspaceAnalysis } from '../../shared/state/analyse/analyseWorkspace.ts';
import { planMeasure } from '../../shared/state/plan/planQuality.ts';
import { decodeText, encodeText } from '../../shared/table/wtf8.ts';
import type { Numbers } from '../store/manifest.ts';
import type { StoredArrays } from '../store/openStore.ts';
import { standBack } from './background.ts';
import type { OpenEngine } from './openEngine.ts';
import { startWorkerJob, type WorkerJob } from './workerJob.ts';

const RESULT = 'quality';
/** Changes often come one after the other. */
const SETTLE_MS = 400;
const WEEK_MS = 7 * 86_400_000;
/** Keeping an analysis of many rows takes the working data for half a second: whoever decides one group after the other must not meet that. */
const KEEP_AFTER_MS = 20_000;

/** Runs work of the worker's own between the page's writes. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export type KnownAnalysis = Analysis & { readonly sources: readonly SourceId[] };
type Running = { readonly key: string; readonly promise: Promise<WorkspaceAnalysis>; readonly job: WorkerJob };

export class QualityRuns {
  private readonly engine: OpenEngine;
  private readonly freshnessOf: (today: EpochDay) => Freshness;
  private readonly inTurn: InTurn;
  private live: { readonly key: string; readonly analysis: WorkspaceAnalysis } | undefined;
  private unfinished: Unfinished | undefined;
  private kept: { readonly key: string; readonly analysis: KnownAnalysis } | undefined;
  private running: Running | undefined;
  private waiting = 0;
  private day: EpochDay | undefined;
  private progressNow: Progress | null = null;
  private isClosed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private keepTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(engine: OpenEngine, freshnessOf: (today: EpochDay) => Freshness, inTurn: InTurn) {
    this.engine = engine;
    this.freshnessOf = freshnessOf;
    this.inTurn = inTurn;
  }

  /** With the analysis that was kept when the workspace was open last. */
  static async restore(engine: OpenEngine, freshnessOf: (today: EpochDay) => Freshness, inTurn: InTurn): Promise<QualityRuns> {
    const runs = new QualityRuns(engine, freshnessOf, inTurn);
    const stored = await engine.readResult(RESULT);
    if (stored !== null) runs.kept = unpack(stored);
    return runs;
  }

  get progress(): Progress | null {
    return this.running === undefined ? null : this.progressNow;
  }

  /** The last analysis there is, be it outdated; undefined before the first. */
  get latest(): KnownAnalysis | undefined {
    return this.live?.analysis ?? this.kept?.analysis;
  }

  /** The analysis as of a day and of the rows as they stand. @throws Cancelled when the caller gives up */
  async ready(today: EpochDay, job: Job): Promise<WorkspaceAnalysis> {
    this.day = today;
    this.waiting++;
    try {
      for (;;) {
        if (this.live?.key === this.key(today)) return this.live.analysis;
        const running = this.run(today);
        try {
          await Promise.race([running.promise, this.heard(job, running)]);
        } catch (error) {
          job.throwIfCancelled();
          // It was broken off because the rows changed: once more.
          if (!(error instanceof Cancelled) || this.isClosed) throw error;
        }
      }
    } finally {
      this.waiting--;
    }
  }

  /** As of the day that was asked for last. @throws Cancelled */
  readyNow(job: Job): Promise<WorkspaceAnalysis> {
    return this.ready(this.day ?? machineDay(), job);
  }

  /** Like `ready`, but content with what was kept, which cannot be looked into further. @throws Cancelled */
  async known(today: EpochDay, job: Job): Promise<KnownAnalysis> {
    if (this.kept?.key === this.key(today)) return this.kept.analysis;
    return this.ready(today, job);
  }

  /** Brings the analysis up to date while nobody waits, a moment after the last change. */
  refresh(): void {
    clearTimeout(this.timer);
    clearTimeout(this.keepTimer);
    this.timer = setTimeout(() => {
      if (this.isClosed || this.engine.workspace.state.currentRowCount === 0) return;
      const today = this.day ?? machineDay();
      if (this.live?.key !== this.key(today)) this.run(today).promise.catch(() => undefined);
    }, SETTLE_MS);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearTimeout(this.keepTimer);
    this.running?.job.cancel();
  }

  private key(today: EpochDay): string {
    const { state } = this.engine.workspace;
    return `${state.factsVersion} ${state.qualityVersion} ${today}`;
  }

  private run(today: EpochDay): Running {
    const key = this.key(today);
    if (this.running?.key === key) return this.running;
    this.running?.job.cancel();
    const job = startWorkerJob((progress) => {
      this.progressNow = progress;
    });
    const running: Running = { key, job, promise: this.analyse(today, key, job) };
    this.running = running;
    const ended = (): void => {
      if (this.running === running) this.running = undefined;
    };
    running.promise.then(ended, ended);
    return running;
  }

  private async analyse(today: EpochDay, key: string, job: WorkerJob): Promise<WorkspaceAnalysis> {
    const { engine } = this;
    let isRunning = true;
    // Others go first, but for those who wait for this; whoever looks into the readings later is in the foreground.
    const yielding: Job = { ...job, breathe: () => (isRunning ? standBack(job, () => this.waiting) : job.breathe()) };
    const started: Unfinished = {};
    try {
      await yielding.breathe();
      const analysis = await analyseWorkspace(engine.workspace, this.freshnessOf(today), yielding, this.live?.analysis ?? this.unfinished, started);
      if (key !== this.key(today)) throw new Cancelled();
      const isKnown = this.kept?.key === key;
      this.live = { key, analysis };
      this.unfinished = undefined;
      this.kept = undefined;
      // The same as what was kept: it can be looked into now, and nothing that is shown changes.
      if (isKnown) return analysis;
      engine.changed();
      this.keepTimer = setTimeout(() => void this.inTurn(() => this.keep(key, analysis)).catch(() => undefined), this.isMeasureDue ? 0 : KEEP_AFTER_MS);
      return analysis;
    } catch (error) {
      if (this.live === undefined) this.unfinished = started;
      throw error;
    } finally {
      isRunning = false;
    }
  }

  private heard(job: Job, running: Running): Promise<never> {
    return new Promise((_, reject) => {
      const look = (): void => {
        if (this.running !== running) return;
        try {
          job.throwIfCancelled();
        } catch (error) {
          reject(error as Error);
          return;
        }
        if (this.progressNow !== null) job.report(this.progressNow);
        setTimeout(look, 100);
      };
      look();
    });
  }

  private get isMeasureDue(): boolean {
    const { state, info } = this.engine.workspace;
    const last = state.quality.measures.at(-1);
    const lastLoad = state.loads.reduce((latest, { id }) => Math.max(latest, id), -1);
    return !info.readOnly && (last === undefined || last.seq <= lastLoad || Date.now() - last.at >= WEEK_MS);
  }

  /** Keeps the analysis for the next opening, and notes its score down after each load and each week. */
  private async keep(key: string, analysis: WorkspaceAnalysis): Promise<void> {
    const { engine } = this;
    if (this.isClosed || this.live?.key !== key) return;
    await engine.keep([{ kind: 'putResult', name: RESULT, ...pack(key, analysis) }]);
    if (this.isMeasureDue) await engine.commit({ ok: true, value: planMeasure(analysis, analysis.sources, analysis.today) });
  }
}

/** Today by this machine's calendar. */
function machineDay(): EpochDay {
  const now = Date.now();
  return epochDayAt(now, -new Date(now).getTimezoneOffset());
}

function pack(basis: string, analysis: WorkspaceAnalysis): { basis: string; parts: Record<string, Numbers> } {
  const { findings, states, today, country, rowCount, columns, tallies, scorecard, groupScores, sources } = analysis;
  const { rule, row, reason, reasons, perRule } = findings;
  const plain = { today, country, rowCount, columns, tallies, scorecard, groupScores, sources, reasons, perRule: perRule.map((one) => ({ ...one, checkedBy: Array.from(one.checkedBy) })) };
  return { basis, parts: { plain: encodeText(JSON.stringify(plain)), rule, row, reason, states } };
}

/** Undefined where the parts are not those of an analysis. */
function unpack({ basis, parts }: StoredArrays): { readonly key: string; readonly analysis: KnownAnalysis } | undefined {
  const { plain, rule, row, reason, states } = parts;
  if (!(plain instanceof Uint8Array) || !(rule instanceof Uint16Array) || !(row instanceof Uint32Array) || !(reason instanceof Uint32Array) || !(states instanceof Uint8Array)) return undefined;
  const { reasons, perRule, ...rest } = JSON.parse(decodeText(plain, 0, plain.length)) as KnownAnalysis & Pick<KnownAnalysis['findings'], 'reasons' | 'perRule'>;
  const outcomes = perRule.map((one) => ({ ...one, checkedBy: Uint32Array.from(one.checkedBy) }));
  return { key: basis, analysis: { ...rest, states, findings: { length: row.length, rule, row, reason, reasons, perRule: outcomes } } };
}
