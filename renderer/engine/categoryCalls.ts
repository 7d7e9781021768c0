// Answers what the screens ask about categories: ways to classify, what their rules give, values by hand.
import type { EngineCalls, LogLine } from '../../shared/contract/engine.ts';
import { classify, NO_RULE, withValue, withoutValue, type CategoryScheme } from '../../shared/enrich/categories.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { showsOf } from '../../shared/state/enrich/enrichWorkspace.ts';
import { planCategories, planClassify, type Classified } from '../../shared/state/plan/planEnrich.ts';
import type { EnrichCalls } from './enrichCalls.ts';
import type { OpenEngine } from './openEngine.ts';
import type { RecordCalls } from './recordCalls.ts';
import { Refused } from './refused.ts';

export class CategoryCalls {
  private readonly engine: OpenEngine;
  private readonly enrich: EnrichCalls;
  private readonly records: RecordCalls;

  constructor(engine: OpenEngine, enrich: EnrichCalls, records: RecordCalls) {
    this.engine = engine;
    this.enrich = enrich;
    this.records = records;
  }

  list(): EngineCalls['categories.list']['response'] {
    return { schemes: this.engine.workspace.state.enrichment.schemes, fields: this.engine.golden.fields };
  }

  save(scheme: CategoryScheme): Promise<LogLine> {
    return this.engine.commit({ ok: true, value: planCategories(scheme) });
  }

  async preview({ scheme }: EngineCalls['categories.preview']['request'], job: Job): Promise<EngineCalls['categories.preview']['response']> {
    const records = await this.enrich.records();
    const found = await classify(records.table, scheme.rules, job);
    const shows = showsOf(records);
    const counts = scheme.rules.map(() => 0);
    let without = 0;
    let changes = 0;
    let replaces = 0;
    found.forEach((rule, record) => {
      if (rule === NO_RULE) {
        without++;
        return;
      }
      counts[rule] = counts[rule]! + 1;
      const now = shows(records.table.leads[record]! as RowId, scheme.field);
      if (withValue(scheme, now, scheme.rules[rule]!.value) === now) return;
      changes++;
      if (now !== '') replaces++;
    });
    const byValue = new Map<string, number>();
    scheme.rules.forEach(({ value }, rule) => byValue.set(value, (byValue.get(value) ?? 0) + counts[rule]!));
    return { byValue: [...byValue].map(([value, count]) => ({ value, records: count })), without, changes, replaces };
  }

  async apply({ field, replace }: EngineCalls['categories.apply']['request'], job: Job): Promise<LogLine> {
    const scheme = this.schemeOf(field);
    const records = await this.enrich.records();
    const found = await classify(records.table, scheme.rules, job);
    const shows = showsOf(records);
    function* classified(): Generator<Classified> {
      for (let record = 0; record < found.length; record++) {
        if (found[record] === NO_RULE) continue;
        const rule = scheme.rules[found[record]!]!;
        const row = records.table.leads[record]! as RowId;
        const before = shows(row, field);
        if (before !== '' && !replace && !scheme.many) continue;
        yield { row, before, after: withValue(scheme, before, rule.value), because: [...new Set(rule.all.map((condition) => condition.field))] };
      }
    }
    return this.engine.commit(planClassify(this.engine.workspace.state, scheme, 'rules', classified(), shows));
  }

  async of({ row }: EngineCalls['categories.of']['request']): Promise<EngineCalls['categories.of']['response']> {
    const values = this.engine.golden.values(row);
    return Promise.resolve(this.engine.workspace.state.enrichment.schemes.map((scheme) => ({ scheme, value: values.find((one) => one.field === scheme.field)?.value ?? '' })));
  }

  async set({ to, field, value, isOn }: EngineCalls['categories.set']['request'], job: Job): Promise<LogLine> {
    const scheme = this.schemeOf(field);
    const records = await this.enrich.records();
    const shows = showsOf(records);
    const rows = to.kind === 'row' ? [to.row] : await this.records.rowsOf(to.query, job);
    const leads = new Set(rows.flatMap((row) => this.engine.golden.currentMembers(row)[0] ?? []));
    const classified = [...leads].map((row): Classified => {
      const before = shows(row, field);
      return { row, before, after: isOn ? withValue(scheme, before, value) : withoutValue(scheme, before, value), because: [] };
    });
    return this.engine.commit(planClassify(this.engine.workspace.state, scheme, 'hand', classified, shows));
  }

  private schemeOf(field: FieldId): CategoryScheme {
    const scheme = this.engine.workspace.state.enrichment.schemes.find((one) => one.field === field);
    if (scheme === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return scheme;
  }
}
