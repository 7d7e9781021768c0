// Row sets by names that the quality screens link to: the rows of findings, of verdicts, of a pattern, of outliers.
import type { FindingReason, FindingState } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { emptiness } from '../../shared/profile/profileColumn.ts';
import { patternOf } from '../../shared/profile/valuePattern.ts';
import type { WorkspaceAnalysis } from '../../shared/state/analyse/analyseWorkspace.ts';
import { valueText } from '../../shared/table/TextColumn.ts';
import { readAmount } from '../../shared/values/amount.ts';
import type { OpenEngine } from './openEngine.ts';
import type { QualityCalls } from './qualityCalls.ts';
import type { QualityRuns } from './qualityRuns.ts';

const PREFIX = 'quality|';
const verdictNumbers = { valid: 0, suspect: 1, invalid: 2 } as const;

/** Names: `quality|finding|RULE|REASON or *|STATE`, `quality|verdict|FIELD|VERDICT`, `quality|pattern|FIELD|PATTERN`, `quality|outlier|FIELD|`. */
export class QualitySets {
  private readonly engine: OpenEngine;
  private readonly runs: QualityRuns;
  private readonly calls: QualityCalls;
  private analysis: WorkspaceAnalysis | undefined;
  private masks = new Map<string, Uint8Array>();

  constructor(engine: OpenEngine, runs: QualityRuns, calls: QualityCalls) {
    this.engine = engine;
    this.runs = runs;
    this.calls = calls;
  }

  static isName(name: string): boolean {
    return name.startsWith(PREFIX);
  }

  /** Makes a set ready; `mask` answers at once afterwards. @throws Cancelled */
  async ready(name: string, job: Job): Promise<void> {
    const analysis = await this.runs.readyNow(job);
    if (this.analysis !== analysis) this.masks = new Map();
    this.analysis = analysis;
    if (!this.masks.has(name)) this.masks.set(name, await this.make(analysis, name.slice(PREFIX.length).split('|')));
  }

  /** 1 for each row of the set; empty where nobody made it ready. */
  mask(name: string): Uint8Array {
    return this.masks.get(name) ?? new Uint8Array(this.engine.workspace.rows.length);
  }

  private async make(analysis: WorkspaceAnalysis, [kind, about = '', ...rest]: readonly string[]): Promise<Uint8Array> {
    switch (kind) {
      case 'finding': {
        const [reason = '*', state = 'open'] = rest;
        return this.calls.findingMask(analysis, { rule: about, reason: reason === '*' ? null : (reason as FindingReason['kind']), state: state as FindingState, source: null, field: null });
      }
      case 'verdict':
        return this.verdict(analysis, about as FieldId, rest[0] ?? '');
      case 'pattern':
        return byValue(analysis, about as FieldId, (column, value) => patternOf(column, value) === rest.join('|'));
      case 'outlier': {
        const numbers = analysis.columns.find(({ field }) => field === about)?.numbers ?? null;
        if (numbers === null) return new Uint8Array(analysis.readings.view.length);
        const [low, , high] = numbers.quartiles;
        const reach = 3 * (high - low);
        const context = analysis.readings.contextOf(about as FieldId);
        return byValue(analysis, about as FieldId, (column, value) => {
          const number = readAmount(valueText(column, value), context).parts.value;
          return number < low - reach || number > high + reach;
        });
      }
      default:
        return new Uint8Array(analysis.readings.view.length);
    }
  }

  private async verdict(analysis: WorkspaceAnalysis, field: FieldId, verdict: string): Promise<Uint8Array> {
    const { readings } = analysis;
    if (verdict === 'valid' || verdict === 'suspect' || verdict === 'invalid') {
      const verdicts = await readings.verdictsOf(field);
      const judged = readings.distinctOf(field);
      const mask = new Uint8Array(readings.view.length);
      if (verdicts === undefined || judged === undefined) return mask;
      for (let row = 0; row < mask.length; row++) mask[row] = verdicts.validity[judged.ofRow[row]!] === verdictNumbers[verdict] ? 1 : 0;
      return mask;
    }
    if (verdict === 'unique' || verdict === 'repeated') {
      const texts = readings.textsOf(field);
      const wanted = (count: number): boolean => (verdict === 'unique' ? count === 1 : count > 1);
      return byValue(analysis, field, (column, value, index) => wanted(texts!.counts[index]!) && emptiness(column, value) === 'filled');
    }
    return byValue(analysis, field, (column, value) => emptiness(column, value) === verdict);
  }
}

type Stored = Parameters<typeof patternOf>[0];

/** Asks each different text of a field once. */
function byValue({ readings }: WorkspaceAnalysis, field: FieldId, isWanted: (column: Stored, value: number, index: number) => boolean): Uint8Array {
  const mask = new Uint8Array(readings.view.length);
  const column = readings.view.field(field);
  const texts = readings.textsOf(field);
  if (column === undefined || texts === undefined) return mask;
  const wanted = new Uint8Array(texts.length);
  for (let index = 0; index < texts.length; index++) wanted[index] = texts.counts[index]! > 0 && isWanted(column, texts.stored[index]!, index) ? 1 : 0;
  const rows = readings.selectedRows;
  if (rows === undefined) for (let row = 0; row < mask.length; row++) mask[row] = wanted[texts.ofRow[row]!]!;
  else for (const row of rows) mask[row] = wanted[texts.ofRow[row]!]!;
  return mask;
}
