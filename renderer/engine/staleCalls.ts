// Answers what the screens ask about old facts: how many rows are stale, which, why, and what policy says so.
import type { EngineCalls, StaleReason } from '../../shared/contract/engine.ts';
import { defaultPolicies, withExpiries } from '../../shared/freshness/policies.ts';
import { freshnessOf, isStale, reasonsOf, type Freshness } from '../../shared/freshness/freshnessOf.ts';
import { reasonMask, refreshQueue, summarise } from '../../shared/freshness/summary.ts';
import type { EpochDay, RowId, SourceId } from '../../shared/model/ids.ts';
import { planConfirm, planPolicies } from '../../shared/state/plan.ts';
import type { OpenEngine } from './openEngine.ts';

export class StaleCalls {
  private readonly engine: OpenEngine;
  private judged: { readonly facts: number; readonly policies: unknown; readonly freshness: Freshness } | undefined;

  constructor(engine: OpenEngine) {
    this.engine = engine;
  }

  /** All rows judged as of a day; kept until facts or the day change. */
  freshness(today: EpochDay): Freshness {
    const { workspace, knowledge } = this.engine;
    const { state, rows } = workspace;
    // Merges and verdicts make no row older.
    if (this.judged?.facts !== state.factsVersion || this.judged.policies !== state.policies || this.judged.freshness.today !== today) {
      const freshness = freshnessOf({
        view: rows,
        policies: withExpiries(defaultPolicies, state.policies ?? []),
        today,
        datesOf: knowledge.datesOf,
        confirmed: state.confirmed,
        answered: state.answeredFields(),
        rows: rows.currentRows(),
      });
      this.judged = { facts: state.factsVersion, policies: state.policies, freshness };
    }
    return this.judged.freshness;
  }

  reasons(row: RowId, today: EpochDay): StaleReason[] {
    return reasonsOf(this.freshness(today), row);
  }

  /** 1 for each stale row, as last judged; all 0 before anybody asked. */
  mask(): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    const freshness = this.judged === undefined ? undefined : this.freshness(this.judged.freshness.today);
    if (freshness !== undefined) for (let row = 0; row < mask.length; row++) mask[row] = isStale(freshness, row) ? 1 : 0;
    return mask;
  }

  summary({ today }: EngineCalls['stale.summary']['request']): EngineCalls['stale.summary']['response'] {
    const freshness = this.freshness(today);
    const { policies } = freshness;
    return {
      today,
      policies: [
        ...policies.fields.map(({ field, expiryMonths }) => ({ field, months: expiryMonths })),
        { field: 'lastContactOn', months: policies.dormantMonths },
        { field: 'consentOn', months: policies.consentMonths },
      ],
      ...summarise(freshness),
    };
  }

  list({ today, from, count, reason }: EngineCalls['stale.list']['request']): EngineCalls['stale.list']['response'] {
    const { workspace } = this.engine;
    const freshness = this.freshness(today);
    const queue = refreshQueue(freshness, reasonMask(freshness, reason));
    const lines = Array.from(queue.subarray(from, from + count), (one) => {
      const row = one as RowId;
      const source = workspace.state.loadOf(row)?.source ?? (0 as SourceId);
      return { row, golden: workspace.state.goldenOf(row), source, title: this.engine.titleOf(row), reasons: reasonsOf(freshness, row) };
    });
    return { total: queue.length, lines };
  }

  /** Stale rows, the most urgent first. */
  queue(today: EpochDay, reason: StaleReason['kind'] | null): Iterable<RowId> {
    const freshness = this.freshness(today);
    return Array.from(refreshQueue(freshness, reasonMask(freshness, reason)), (row) => row as RowId);
  }

  confirm({ row, on }: EngineCalls['stale.confirm']['request']): ReturnType<OpenEngine['commit']> {
    return this.engine.commit({ ok: true, value: planConfirm(row, on) });
  }

  async setPolicies({ policies }: EngineCalls['stale.policies']['request']): Promise<undefined> {
    await this.engine.commit({ ok: true, value: planPolicies(policies) });
    return undefined;
  }
}
