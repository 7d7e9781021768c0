// A run's choices and what it learned, as JSON: to use again on other rows, to compare, to keep beside an export.
import { err, ok, type Result } from '../kernel/result.ts';
import type { FieldId } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import type { MatchRun } from './findDuplicates.ts';
import { LEVELS, levelNames, type ColumnRole, type ComparisonKind, type ComparisonPlan } from './matchTypes.ts';
import { relations, SETS, type ScoreModel } from './score/ScoreModel.ts';

export type SavedModel = {
  readonly format: 'fichero-match-model';
  readonly version: 1;
  readonly comparisons: readonly {
    readonly name: string;
    readonly kind: ComparisonKind;
    readonly columns: readonly string[];
    readonly field: string | null;
    /** Name of the comparison that this one hangs on. */
    readonly dependsOn: string | null;
    readonly sharedWithParent: number;
    /** P(level | same customer) and P(level | different customers): per state of the parent, per level. */
    readonly m: readonly (readonly number[])[];
    readonly u: readonly (readonly number[])[];
  }[];
  readonly lambda: number;
  readonly lambdaWithin: number;
  readonly related: Readonly<Record<string, number>>;
  readonly keys: readonly { readonly name: string; readonly atoms: readonly { readonly comparison: number; readonly name: string }[] }[];
  /** Largest block that is compared; null for none. */
  readonly cap: number | null;
  readonly threshold: number;
  readonly roles: readonly ColumnRole[];
};

export type ModelFault = { readonly kind: 'notAModel' } | { readonly kind: 'missingColumn'; readonly column: string };

/** What a run takes over from a saved model. */
export type ModelChoices = {
  readonly roles: readonly ColumnRole[];
  readonly comparisons: readonly ComparisonPlan[];
  readonly model: ScoreModel;
  readonly keys: SavedModel['keys'];
  readonly cap: number;
};

export function saveModel(run: MatchRun): SavedModel {
  const { model, comparisons } = run;
  const nameOf = new Map(run.roles.map(({ column, name }) => [column, name]));
  const sets = (levels: Float64Array, kind: ComparisonKind): number[][] => Array.from({ length: SETS }, (_, set) => Array.from(levels.subarray(set * LEVELS, set * LEVELS + levelNames[kind].length)));
  return {
    format: 'fichero-match-model',
    version: 1,
    comparisons: comparisons.map(({ name, kind, columns, field }, c) => ({
      name,
      kind,
      columns: columns.map((column) => nameOf.get(column)!),
      field: field ?? null,
      dependsOn: model.parents[c]! < 0 ? null : comparisons[model.parents[c]!]!.name,
      sharedWithParent: model.sharedWithParent[c]!,
      m: sets(model.m[c]!, kind),
      u: sets(model.u[c]!, kind),
    })),
    lambda: model.lambda,
    lambdaWithin: model.lambdaWithin,
    related: Object.fromEntries(relations.map((relation, i) => [relation, model.related[i]!])),
    keys: run.blocking.map(({ name, atoms }) => ({ name, atoms: atoms.map((atom) => ({ comparison: atom.field, name: atom.name })) })),
    cap: Number.isFinite(run.cap) ? run.cap : null,
    threshold: run.threshold,
    roles: run.roles,
  };
}

/** Fits a saved model to a table by the names of its columns. */
export function readModel(json: unknown, table: Table): Result<ModelChoices, ModelFault> {
  if (!isSavedModel(json)) return err({ kind: 'notAModel' });
  const comparisons: ComparisonPlan[] = [];
  for (const { name, kind, columns, field } of json.comparisons) {
    const places: number[] = [];
    for (const column of columns) {
      const place = table.columns.findIndex((one) => one.name === column);
      if (place < 0) return err({ kind: 'missingColumn', column });
      places.push(place);
    }
    comparisons.push({ name, kind, columns: places, field: field === null ? undefined : (field as FieldId) });
  }
  const levels = (sets: readonly (readonly number[])[]): Float64Array => {
    const array = new Float64Array(SETS * LEVELS);
    sets.forEach((set, s) => array.set(set, s * LEVELS));
    return array;
  };
  const model: ScoreModel = {
    parents: Int8Array.from(json.comparisons, ({ dependsOn }) => json.comparisons.findIndex(({ name }) => name === dependsOn)),
    sharedWithParent: Float64Array.from(json.comparisons, (one) => one.sharedWithParent),
    m: json.comparisons.map(({ m }) => levels(m)),
    u: json.comparisons.map(({ u }) => levels(u)),
    lambda: json.lambda,
    lambdaWithin: json.lambdaWithin,
    related: Float64Array.from(relations, (relation) => json.related[relation] ?? 0),
  };
  const roles = table.columns.map(({ name }, column): ColumnRole => {
    const plan = comparisons.find(({ columns }) => columns.includes(column));
    const known = json.roles.find((role) => role.name === name);
    return plan === undefined ? { column, name, role: 'ignored', field: known?.field, confidence: known?.confidence ?? 1, ignored: known?.ignored ?? 'byUser' } : { column, name, role: plan.kind, field: plan.field, confidence: known?.confidence ?? 1 };
  });
  return ok({ roles, comparisons, model, keys: json.keys, cap: json.cap ?? Infinity });
}

function isSavedModel(json: unknown): json is SavedModel {
  if (typeof json !== 'object' || json === null) return false;
  const model = json as Partial<SavedModel>;
  return (
    model.format === 'fichero-match-model' &&
    model.version === 1 &&
    typeof model.lambda === 'number' &&
    typeof model.lambdaWithin === 'number' &&
    typeof model.related === 'object' &&
    Array.isArray(model.keys) &&
    Array.isArray(model.roles) &&
    Array.isArray(model.comparisons) &&
    model.comparisons.every(isSavedComparison)
  );
}

function isSavedComparison(one: SavedModel['comparisons'][number]): boolean {
  if (!Object.hasOwn(levelNames, one.kind) || !Array.isArray(one.columns) || !Array.isArray(one.m) || !Array.isArray(one.u)) return false;
  const size = levelNames[one.kind].length;
  return one.m.length === SETS && one.u.length === SETS && [...one.m, ...one.u].every((set) => Array.isArray(set) && set.length === size && set.every((p) => typeof p === 'number'));
}
