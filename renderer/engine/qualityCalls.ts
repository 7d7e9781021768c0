// Answers what the screens ask about quality: scores, profiles, rules, findings, and writes what stewards rule about them.
import type { EngineCalls, FindingFilter, FindingLine, FindingName, LogLine, RuleLine } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../shared/model/ids.ts';
import { checkRules, suggestRepair } from '../../shared/profile/checkRules.ts';
import { findingStates, type FindingState } from '../../shared/profile/findings.ts';
import { fieldOfCheck, fieldsOfCheck, type Rule, type Severity } from '../../shared/profile/rules.ts';
import { addTallies } from '../../shared/profile/tally.ts';
import { valuesAt } from '../../shared/state/analyse/analyse.ts';
import type { WorkspaceAnalysis } from '../../shared/state/analyse/analyseWorkspace.ts';
import { planCorrection } from '../../shared/state/plan/planCorrection.ts';
import { planRule, planRulings, planWeights } from '../../shared/state/plan/planQuality.ts';
import { isOwnRule, nextOwnRule } from '../../shared/state/facts/qualityFacts.ts';
import { listNames, readLists } from '../../shared/state/files/referenceLists.ts';
import { textAt } from '../../shared/table/TextColumn.ts';
import { provinceOfCode } from '../../shared/values/spanishPlaces.ts';
import type { OpenEngine } from './openEngine.ts';
import type { KnownAnalysis, QualityRuns } from './qualityRuns.ts';
import { Refused } from './refused.ts';

const TRIED_EXAMPLES = 8;
const stateNames: readonly FindingState[] = ['open', 'accepted', 'ignored'];
const severityOrder: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

export class QualityCalls {
  private readonly engine: OpenEngine;
  private readonly runs: QualityRuns;
  /** Places of findings that a filter leaves in, for the analysis they belong to. */
  private picked: { readonly analysis: KnownAnalysis; readonly key: string; readonly places: Uint32Array } | undefined;
  private open: { readonly states: Uint8Array; readonly count: number } | undefined;
  private errors: { readonly analysis: KnownAnalysis; readonly mask: Uint8Array; readonly rows: number } | undefined;

  constructor(engine: OpenEngine, runs: QualityRuns) {
    this.engine = engine;
    this.runs = runs;
  }

  async summary({ today }: { today: EpochDay }, job: Job): Promise<EngineCalls['quality.summary']['response']> {
    const analysis = await this.runs.known(today, job);
    const { quality } = this.engine.workspace.state;
    return {
      today,
      rows: analysis.rowCount,
      country: analysis.country,
      scorecard: analysis.scorecard,
      sources: analysis.sources.map((source, group) => ({ source, scorecard: analysis.groupScores[group]! })),
      weights: quality.weights,
      open: this.countOpen(analysis),
      rowsWithErrors: this.errorsOf(analysis).rows,
      history: quality.measures,
    };
  }

  async columns({ today }: { today: EpochDay }, job: Job): Promise<EngineCalls['quality.columns']['response']> {
    return (await this.runs.known(today, job)).columns;
  }

  async rules({ today }: { today: EpochDay }, job: Job): Promise<EngineCalls['quality.rules']['response']> {
    const analysis = await this.runs.known(today, job);
    const { changed } = this.engine.workspace.state.quality;
    const tally = addTallies(analysis.tallies);
    return analysis.findings.perRule
      .map(({ rule, checked, from, broken }, index): RuleLine => {
        const counts = [0, 0, 0];
        for (let at = from; at < from + broken; at++) counts[analysis.states[at]!]!++;
        const [open, accepted, ignored] = counts as [number, number, number];
        return { rule, isDefault: !isOwnRule(rule.id), isChanged: changed.has(rule.id), checked, open, accepted, ignored, byReason: tally.rules[index]?.byReason ?? [] };
      })
      .sort((left, right) => severityOrder[left.rule.severity] - severityOrder[right.rule.severity]);
  }

  bars(): EngineCalls['quality.bars']['response'] {
    return (this.runs.latest?.columns ?? []).map(({ field, rows, filled, validity }) => ({ field, filled: rows === 0 ? 0 : filled / rows, invalid: rows === 0 || validity === null ? 0 : validity.invalid / rows }));
  }

  async findings({ today, filter, from, count }: EngineCalls['quality.findings']['request'], job: Job): Promise<EngineCalls['quality.findings']['response']> {
    const analysis = await this.runs.ready(today, job);
    const places = this.pick(analysis, filter);
    return { total: places.length, lines: Array.from(places.subarray(from, from + count), (place) => this.lineAt(analysis, place)) };
  }

  async ofRows({ today, rows }: EngineCalls['quality.ofRows']['request'], job: Job): Promise<EngineCalls['quality.ofRows']['response']> {
    const analysis = await this.runs.ready(today, job);
    return analysis.findings.perRule
      .flatMap((outcome) => rows.flatMap((row) => findPlace(analysis, outcome, row) ?? []).map((place) => ({ ...this.lineAt(analysis, place), severity: outcome.rule.severity, check: outcome.rule.check })))
      .sort((left, right) => severityOrder[left.severity] - severityOrder[right.severity]);
  }

  lists(): EngineCalls['quality.lists']['response'] {
    return listNames(this.engine.workspace);
  }

  async tryRule({ today, check }: EngineCalls['quality.try']['request'], job: Job): Promise<EngineCalls['quality.try']['response']> {
    const analysis = await this.runs.ready(today, job);
    const { readings } = analysis;
    const findings = await checkRules(readings, [{ id: 'tried', severity: 'note', owner: '', enabled: true, check }], job, { references: readLists(this.engine.workspace, [check]) });
    const column = readings.view.field(fieldOfCheck(check));
    return {
      checked: findings.perRule[0]!.checked,
      broken: findings.length,
      examples: Array.from({ length: Math.min(TRIED_EXAMPLES, findings.length) }, (_, at) => {
        const row = findings.row[at]! as RowId;
        return { row, title: this.engine.titleOf(row), value: column === undefined ? '' : textAt(column, row), reason: findings.reasons[findings.reason[at]!]! };
      }),
    };
  }

  setRule({ id, rule }: EngineCalls['quality.setRule']['request']): Promise<LogLine> {
    const name = id ?? nextOwnRule(this.engine.workspace.state.quality);
    return this.engine.commit({ ok: true, value: planRule(name, { ...rule, id: name }) });
  }

  dropRule({ id }: EngineCalls['quality.dropRule']['request']): Promise<LogLine> {
    if (!this.engine.workspace.state.quality.changed.has(id)) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return this.engine.commit({ ok: true, value: planRule(id, null) });
  }

  setWeights({ weights }: EngineCalls['quality.setWeights']['request']): Promise<LogLine> {
    return this.engine.commit({ ok: true, value: planWeights(weights) });
  }

  async judge({ today, findings, state, comment }: EngineCalls['quality.judge']['request'], job: Job): Promise<LogLine> {
    const analysis = await this.runs.ready(today, job);
    const named = findings.map(({ rule, row }) => {
      const place = this.placeOf(analysis, { rule, row });
      return { rule, row, values: valuesAt(analysis.readings.view, ruleAt(analysis, place), row) };
    });
    return this.engine.commit({ ok: true, value: planRulings(named, state, comment) });
  }

  async fix({ today, finding, field, value }: EngineCalls['quality.fix']['request'], job: Job): Promise<LogLine> {
    const analysis = await this.runs.ready(today, job);
    this.placeOf(analysis, finding);
    const { workspace } = this.engine;
    const column = workspace.rows.field(field);
    const before = column === undefined ? '' : textAt(column, finding.row);
    return this.engine.commit(planCorrection(workspace.state, workspace.rows, { field, changes: [{ before, after: value, rows: [finding.row] }], reason: 'finding', comment: '' }));
  }

  /** 1 for each row with an open finding that is an error, by the last analysis. */
  errorMask(): Uint8Array {
    const { latest } = this.runs;
    return latest === undefined ? new Uint8Array(this.engine.workspace.rows.length) : this.errorsOf(latest).mask;
  }

  /** What the overview tells; null before the first analysis. */
  glance(): { readonly overall: number; readonly open: number; readonly rowsWithErrors: number } | null {
    const { latest } = this.runs;
    return latest === undefined ? null : { overall: latest.scorecard.overall, open: this.countOpen(latest), rowsWithErrors: this.errorsOf(latest).rows };
  }

  /** Rows with open findings of a rule, or of one of its reasons. */
  findingMask(analysis: KnownAnalysis, filter: FindingFilter): Uint8Array {
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    for (const place of this.pick(analysis, filter)) mask[analysis.findings.row[place]!] = 1;
    return mask;
  }

  private countOpen({ states }: KnownAnalysis): number {
    if (this.open?.states === states) return this.open.count;
    let count = 0;
    for (const state of states) if (state === findingStates.open) count++;
    this.open = { states, count };
    return count;
  }

  private errorsOf(analysis: KnownAnalysis): { readonly mask: Uint8Array; readonly rows: number } {
    const known = this.errors;
    if (known?.analysis === analysis && known.mask.length === this.engine.workspace.rows.length) return known;
    const mask = new Uint8Array(this.engine.workspace.rows.length);
    const { findings, states } = analysis;
    let rows = 0;
    for (const { rule, from, broken } of findings.perRule) {
      if (rule.severity !== 'error') continue;
      for (let at = from; at < from + broken; at++) {
        const row = findings.row[at]!;
        if (states[at] !== findingStates.open || mask[row] === 1) continue;
        mask[row] = 1;
        rows++;
      }
    }
    this.errors = { analysis, mask, rows };
    return this.errors;
  }

  private pick(analysis: KnownAnalysis, filter: FindingFilter): Uint32Array {
    const key = JSON.stringify(filter);
    if (this.picked?.analysis === analysis && this.picked.key === key) return this.picked.places;
    const { findings, states } = analysis;
    const wanted = filter.state === 'all' ? -1 : findingStates[filter.state];
    const sourceOf = filter.source === null ? undefined : this.engine.workspace.rows.sourceOfRows();
    const found: number[] = [];
    const rules = findings.perRule.map((outcome, index) => ({ ...outcome, index })).sort((left, right) => severityOrder[left.rule.severity] - severityOrder[right.rule.severity] || left.index - right.index);
    for (const { rule, from, broken } of rules) {
      if ((filter.rule !== null && rule.id !== filter.rule) || (filter.field !== null && fieldOfCheck(rule.check) !== filter.field)) continue;
      for (let at = from; at < from + broken; at++) {
        if (wanted >= 0 && states[at] !== wanted) continue;
        if (filter.reason !== null && findings.reasons[findings.reason[at]!]!.kind !== filter.reason) continue;
        if (sourceOf !== undefined && sourceOf[findings.row[at]!] !== filter.source) continue;
        found.push(at);
      }
    }
    const places = Uint32Array.from(found);
    this.picked = { analysis, key, places };
    return places;
  }

  private placeOf(analysis: WorkspaceAnalysis, { rule, row }: FindingName): number {
    const outcome = analysis.findings.perRule.find((one) => one.rule.id === rule);
    const place = outcome === undefined ? undefined : findPlace(analysis, outcome, row);
    if (place === undefined) throw new Refused({ kind: 'conflict', reason: 'changedSince' });
    return place;
  }

  private lineAt(analysis: WorkspaceAnalysis, place: number): FindingLine {
    const { findings, readings, states } = analysis;
    const reason = findings.reasons[findings.reason[place]!]!;
    const rule = ruleAt(analysis, place);
    const row = findings.row[place]! as RowId;
    const { state: facts } = this.engine.workspace;
    const state = stateNames[states[place]!]!;
    const values = valuesAt(readings.view, rule, row);
    return {
      rule: rule.id,
      row,
      source: facts.loadOf(row)?.source ?? (0 as SourceId),
      title: this.engine.titleOf(row),
      values: fieldsOfCheck(rule.check).map((field: FieldId, index) => ({ field, value: values[index]! })),
      reason: reason.kind === 'postcodeOutsideProvince' ? { ...reason, postcode: provinceName(reason.postcode), province: provinceName(reason.province) } : reason.kind === 'postcodeOutsideCity' ? { ...reason, postcode: provinceName(reason.postcode), city: provinceName(reason.city) } : reason,
      state,
      comment: state === 'open' ? '' : (facts.quality.rulingsOf(rule.id)?.get(row)?.comment ?? ''),
      repair: suggestRepair(readings, findings, place) ?? null,
    };
  }
}

/** Where a rule's finding at a row is; rows rise within a rule. */
function findPlace({ findings }: WorkspaceAnalysis, { from, broken }: { readonly from: number; readonly broken: number }, row: RowId): number | undefined {
  let [low, high] = [from, from + broken];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (findings.row[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low < from + broken && findings.row[low] === row ? low : undefined;
}

function provinceName(code: string): string {
  return provinceOfCode(code)?.name ?? code;
}

function ruleAt({ findings }: KnownAnalysis, place: number): Rule {
  return findings.perRule[findings.rule[place]!]!.rule;
}
