// Answers what the screens ask about old facts: how many golden records and rows are stale, which, why, and what policy says so.
import type { EngineCalls, StaleReason } from '../../shared/contract/engine.ts';
import { confirmRow, isStale, reasonsOf, staleReasonsOf, type Freshness } from '../../shared/freshness/freshnessOf.ts';
import { dateFieldsOf, policiesWith } from '../../shared/freshness/policies.ts';
import { reasonMask, refreshQueue, summarise, valueAtRisk, type FreshnessSummary } from '../../shared/freshness/summary.ts';
import { canonicalOf, dateFields, type CanonicalField, type FieldId } from '../../shared/model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../shared/model/ids.ts';
import type { FreshnessOfRecords } from '../../shared/freshness/freshnessOfRecords.ts';
import { freshnessOfGolden, freshnessOfWorkspace, regroupGolden, valueFieldOf, valuesOfRows } from '../../shared/state/analyse/freshnessOfWorkspace.ts';
import { planConfirm, planPolicies } from '../../shared/state/plan/plan.ts';
import { valueCount, type TextColumn } from '../../shared/table/TextColumn.ts';
import type { OpenEngine } from './openEngine.ts';

/** Golden records judged from those verdicts on rows, as they were merged after so many entries. */
type JudgedRecords = { readonly of: Freshness; readonly entries: number; readonly records: FreshnessOfRecords | null; readonly freshness: Freshness; readonly version: number };
type Judged = { readonly facts: number; readonly entries: number; readonly policies: unknown; readonly freshness: Freshness; readonly version: number };

/** Fields that a policy of age can hold for. */
const ageless: ReadonlySet<CanonicalField> = new Set([...dateFields, 'customerId', 'birthDate', 'gender', 'notes', 'amount']);
const MOST_STATES = 40;

export class StaleCalls {
  private readonly engine: OpenEngine;
  private judged: Judged | undefined;
  private judgedRecords: JudgedRecords | undefined;
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
    return staleReasonsOf(this.freshness(today), row);
  }

  /** Why the golden record that a row leads is stale. */
  reasonsOfRecord(lead: RowId, today: EpochDay): StaleReason[] {
    return reasonsOf(this.judgeRecords(today).freshness, lead);
  }

  /** 1 for each stale row, or each row that leads a stale record, as last judged; all 0 before anybody asked. */
  mask(ofRecords: boolean): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    const day = this.judged?.freshness.today;
    const freshness = day === undefined ? undefined : ofRecords ? this.judgeRecords(day).freshness : this.freshness(day);
    if (freshness !== undefined) for (let row = 0; row < mask.length; row++) mask[row] = isStale(freshness, row) ? 1 : 0;
    return mask;
  }

  summary({ today }: EngineCalls['stale.summary']['request']): EngineCalls['stale.summary']['response'] {
    const { freshness, records, version } = this.judgeRecords(today);
    if (this.summed?.version !== version) this.summed = { version, summary: summarise(freshness, records?.counts) };
    return { today, ...this.summed.summary, valueField: valueFieldOf(this.engine.workspace) ?? null };
  }

  list({ today, from, count, reason, field }: EngineCalls['stale.list']['request']): EngineCalls['stale.list']['response'] {
    const { workspace } = this.engine;
    const { freshness, version } = this.judgeRecords(today);
    const values = this.values();
    const key = JSON.stringify([version, reason, field, valueFieldOf(workspace) ?? null]);
    if (this.ranked?.key !== key) this.ranked = { key, rows: refreshQueue(freshness, reasonMask(freshness, reason, field), values) };
    const { rows } = this.ranked;
    const lines = Array.from(rows.subarray(from, from + count), (one) => {
      const row = one as RowId;
      const members = workspace.state.merges.isMerged(row) ? this.engine.golden.currentMembers(row) : [row];
      const source = workspace.state.loadOf(row)?.source ?? (0 as SourceId);
      return { row, golden: workspace.state.goldenOf(row), source, members: members.length, title: this.engine.titleOfAll(members), reasons: reasonsOf(freshness, row), atRisk: valueAtRisk(freshness, row, values?.[row] ?? 1) };
    });
    return { total: rows.length, lines };
  }

  /** The rows that lead stale records, the most urgent first. */
  queue(today: EpochDay, reason: StaleReason['kind'] | null): Iterable<RowId> {
    const { freshness } = this.judgeRecords(today);
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

  private judgeRecords(today: EpochDay): JudgedRecords {
    const judged = this.judge(today);
    const { workspace } = this.engine;
    const { state } = workspace;
    const entries = state.entries.length;
    const before = this.judgedRecords;
    const decided = before?.of === judged.freshness ? state.touchedSince(before.entries) : undefined;
    // Confirmed rows were judged again in place.
    const confirmed = before === undefined || decided === undefined ? [] : state.entries.slice(before.entries).flatMap(({ items }) => items.flatMap((item) => (item.kind === 'confirm' ? [item.row] : [])));
    const touched = decided === undefined ? undefined : new Set([...decided, ...confirmed]);
    if (before !== undefined && touched?.size === 0) {
      this.judgedRecords = { ...before, entries };
      return this.judgedRecords;
    }
    const version = (before?.version ?? 0) + 1;
    if (before?.records != null && touched !== undefined) {
      regroupGolden(workspace, before.records, touched);
      this.judgedRecords = { ...before, entries, version };
    } else {
      // Where nothing is merged, the rows are the records.
      const records = state.merges.surplus === 0 ? null : freshnessOfGolden(workspace, judged.freshness);
      this.judgedRecords = { of: judged.freshness, entries, records, freshness: records?.freshness ?? judged.freshness, version };
    }
    return this.judgedRecords;
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
