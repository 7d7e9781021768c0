// Answers what standardising would change, and does it: corrections, in one entry, with what was delivered kept.
import type { EngineCalls, LogLine, StandardRequest } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { canonicalOf, type FieldId } from '../../shared/model/fields.ts';
import { clusterValues } from '../../shared/profile/clusterValues.ts';
import { standardiseField, type StandardGroup } from '../../shared/profile/standardise.ts';
import { planCorrection, planCorrections } from '../../shared/state/plan/planCorrection.ts';
import type { OpenEngine } from './openEngine.ts';
import type { QualityRuns } from './qualityRuns.ts';

const GROUPS_SHOWN = 100;
const EXAMPLES = 4;
const CLUSTERS_SHOWN = 200;

type Found = { readonly field: FieldId; readonly group: StandardGroup };

export class StandardiseCalls {
  private readonly engine: OpenEngine;
  private readonly runs: QualityRuns;
  /** What was previewed last is applied without being found again. */
  private previewed: { readonly key: string; readonly analysis: unknown; readonly found: readonly Found[] } | undefined;

  constructor(engine: OpenEngine, runs: QualityRuns) {
    this.engine = engine;
    this.runs = runs;
  }

  async preview(request: StandardRequest, job: Job): Promise<EngineCalls['standardise.preview']['response']> {
    const found = await this.find(request, job);
    const shown = found.slice(0, GROUPS_SHOWN);
    return {
      rows: found.reduce((sum, { group }) => sum + group.rows, 0),
      values: found.reduce((sum, { group }) => sum + group.changes.length, 0),
      groups: shown.map(({ field, group: { key, from, to, rows, changes } }) => ({ field, key, from, to, rows, values: changes.length, examples: changes.slice(0, EXAMPLES).map(({ before, after, count }) => ({ before, after, rows: count })) })),
      more: found.length - shown.length,
    };
  }

  async apply(request: EngineCalls['standardise.apply']['request'], job: Job): Promise<LogLine> {
    const named = new Set(request.groups.map(({ field, key }) => `${field}\n${key}`));
    const kept = (await this.find(request, job)).filter(({ field, group }) => named.has(`${field}\n${group.key}`) === (request.take === 'only'));
    const { workspace } = this.engine;
    const reason = request.options.way === 'mojibake' ? 'mojibake' : 'standardise';
    const fields = [...new Set(kept.map(({ field }) => field))];
    const requests = fields.map((field) => ({
      field,
      changes: kept.filter((one) => one.field === field).flatMap(({ group }) => group.changes.map(({ before, after, rows }) => (rows === undefined ? { before, after } : { before, after, rows }))),
      reason,
      comment: '',
    }) as const);
    return this.engine.commit(planCorrections(workspace.state, workspace.rows, requests));
  }

  async clusters({ field, how }: EngineCalls['standardise.clusters']['request'], job: Job): Promise<EngineCalls['standardise.clusters']['response']> {
    const { rows } = this.engine.workspace;
    const column = rows.field(field);
    if (column === undefined) return { clusters: [], more: 0 };
    const current = rows.currentRows();
    const selected = current.every((one) => one === 1) ? undefined : Uint32Array.from(current.keys()).filter((row) => current[row] === 1);
    const clusters = await clusterValues(column, how, job, selected);
    return { clusters: clusters.slice(0, CLUSTERS_SHOWN), more: Math.max(0, clusters.length - CLUSTERS_SHOWN) };
  }

  replace({ field, changes, reason }: EngineCalls['standardise.replace']['request']): Promise<LogLine> {
    const { workspace } = this.engine;
    return this.engine.commit(planCorrection(workspace.state, workspace.rows, { field, changes, reason, comment: '' }));
  }

  private async find({ today, field, options }: StandardRequest, job: Job): Promise<readonly Found[]> {
    const analysis = await this.runs.ready(today, job);
    const key = JSON.stringify([field, options]);
    if (this.previewed?.analysis === analysis && this.previewed.key === key) return this.previewed.found;
    const { readings } = analysis;
    const fields = field === null ? readings.view.fields.filter((one) => canonicalOf(one) !== undefined) : [field];
    const found: Found[] = [];
    for (const [index, one] of fields.entries()) {
      job.report({ stage: 'standardise', done: index, total: fields.length, unit: 'steps' });
      for (const group of await standardiseField(readings, one, options, job)) found.push({ field: one, group });
    }
    found.sort((left, right) => right.group.rows - left.group.rows);
    this.previewed = { key, analysis, found };
    return found;
  }
}
