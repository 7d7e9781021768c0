// Answers what the screens ask about old facts: how many rows are stale, which, why, and what policy says so.
import type { EngineCalls, StaleReason } from '../../shared/contract/engine.ts';
import { confirmRow, isStale, reasonsOf, type Freshness } from '../../shared/freshness/freshnessOf.ts';
import { dateFieldsOf, policiesWith } from '../../shared/freshness/policies.ts';
import { reasonMask, refreshQueue, summarise, valueAtRisk, type FreshnessSummary } from '../../shared/freshness/summary.ts';
import { canonicalOf, dateFields, type CanonicalField, type FieldId } from '../../shared/model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../shared/model/ids.ts';
import { freshnessOfWorkspace, valueFieldOf, valuesOfRows } from '../../shared/state/analyse/freshnessOfWorkspace.ts';
import { planConfirm, planPolicies } from '../../shared/state/plan/plan.ts';
import { valueCount, type TextColumn } from '../../shared/table/TextColumn.ts';
import type { OpenEngine } from './openEngine.ts';

type Judged = { readonly facts: number; readonly entries: number; readonly policies: unknown; readonly freshness: Freshness; readonly version: number };

/** Fields that a policy of age can hold for. */
const ageless: ReadonlySet<CanonicalField> = new Set([...dateFields, 'customerId', 'birthDate', 'gender', 'notes', 'amount']);
const MOST_STATES = 40;

export class StaleCalls {
  private readonly engine: OpenEngine;
  private judged: Judged | undefined;
  private summed: { readonly version: number; readonly summary: FreshnessSummary } | undefined;
  private ranked: { readonly key: string; readonly rows: Uint32Array } | undefined;
  private worth: { readonly column: TextColumn; readonly values: Float64Array } | undefined;

  constructor(engine: OpenEngine) {
    this.engine = engine;
  }

  /** All rows judged as of a day; kept until facts or the day change. */
  freshness(today: EpochDay): Freshness {
    return this.judge(today).freshness;
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
    const { freshness, version } = this.judge(today);
    if (this.summed?.version !== version) this.summed = { version, summary: summarise(freshness) };
    return { today, ...this.summed.summary, valueField: valueFieldOf(this.engine.workspace) ?? null };
  }

  list({ today, from, count, reason, field }: EngineCalls['stale.list']['request']): EngineCalls['stale.list']['response'] {
    const { workspace } = this.engine;
    const { freshness, version } = this.judge(today);
    const values = this.values();
    const key = JSON.stringify([version, reason, field, valueFieldOf(workspace) ?? null]);
    if (this.ranked?.key !== key) this.ranked = { key, rows: refreshQueue(freshness, reasonMask(freshness, reason, field), values) };
    const { rows } = this.ranked;
    const lines = Array.from(rows.subarray(from, from + count), (one) => {
      const row = one as RowId;
      const source = workspace.state.loadOf(row)?.source ?? (0 as SourceId);
      return { row, golden: workspace.state.goldenOf(row), source, title: this.engine.titleOf(row), reasons: reasonsOf(freshness, row), atRisk: valueAtRisk(freshness, row, values?.[row] ?? 1) };
    });
    return { total: rows.length, lines };
  }

  /** Stale rows, the most urgent first. */
  queue(today: EpochDay, reason: StaleReason['kind'] | null): Iterable<RowId> {
    const freshness = this.freshness(today);
    return Array.from(refreshQueue(freshness, reasonMask(freshness, reason), this.values()), (row) => row as RowId);
  }

  confirm({ row, on }: EngineCalls['stale.confirm']['request']): ReturnType<OpenEngine['commit']> {
    return this.engine.commit({ ok: true, value: planConfirm(row, on) });
  }

  desk(): EngineCalls['stale.desk']['response'] {
    const { rows, state } = this.engine.workspace;
    const settings = state.policies;
    const { fields, ...record } = policiesWith(settings);
    const all = rows.fields;
    const types = this.engine.knowledge.queryContext(() => undefined);
    const isBirth = (field: FieldId): boolean => canonicalOf(field) === 'birthDate';
    return {
      ...record,
      fields: fields.filter(({ field }) => all.includes(field)).map(({ field, expiryMonths, halfLifeMonths }) => ({ field, months: expiryMonths, halfLifeMonths })),
      dates: [...dateFieldsOf(all, settings)].map(([date, columns]) => ({ date, fields: columns })),
      bounce: this.judged?.freshness.bounceFields ?? [],
      value: valueFieldOf(this.engine.workspace) ?? null,
      choices: {
        fields: all.filter((field): field is CanonicalField => canonicalOf(field) === field && !ageless.has(field)),
        dates: all.filter((field) => types.typeOf(field) === 'date' && !isBirth(field)),
        numbers: all.filter((field) => types.typeOf(field) === 'number'),
        states: all.filter((field) => field.startsWith('custom:') && hasFewValues(rows.field(field))),
      },
    };
  }

  setSettings({ settings }: EngineCalls['stale.settings']['request']): ReturnType<OpenEngine['commit']> {
    return this.engine.commit({ ok: true, value: planPolicies(settings) });
  }

  private values(): Float64Array | undefined {
    const { workspace, knowledge } = this.engine;
    const field = valueFieldOf(workspace);
    const column = field === undefined ? undefined : workspace.rows.field(field);
    if (field === undefined || column === undefined) return undefined;
    if (this.worth?.column !== column) this.worth = { column, values: valuesOfRows(workspace, knowledge, field) };
    return this.worth.values;
  }

  private judge(today: EpochDay): Judged {
    const { workspace, knowledge } = this.engine;
    const { state } = workspace;
    const before = this.judged;
    const entries = state.entries.length;
    // Merges and verdicts make no row older.
    if (before?.facts === state.factsVersion && before.policies === state.policies && before.freshness.today === today) return before;
    const since = before === undefined || before.policies !== state.policies || before.freshness.today !== today ? undefined : state.entries.slice(before.entries);
    const version = (before?.version ?? 0) + 1;
    if (before !== undefined && since?.every(({ undoes, items }) => undoes === null && items.every(({ kind }) => kind === 'confirm')) === true) {
      for (const { items } of since) for (const item of items) if (item.kind === 'confirm') confirmRow(before.freshness, item.row, item.on as EpochDay);
      this.judged = { ...before, facts: state.factsVersion, entries, version };
    } else this.judged = { facts: state.factsVersion, entries, policies: state.policies, freshness: freshnessOfWorkspace(workspace, knowledge.datesOf, today), version };
    return this.judged;
  }
}

function hasFewValues(column: TextColumn | undefined): boolean {
  return column?.kind === 'dictionary' && valueCount(column) <= MOST_STATES;
}
