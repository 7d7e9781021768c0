// A run's choices and what it learned, as JSON: to use again on other rows, to compare, to keep beside an export.
import { err, ok, type Result } from '../kernel/result.ts';
import type { FieldId } from '../model/fields.ts';
import type { Table } from '../table/Table.ts';
import type { MatchRun } from './findDuplicates.ts';
import type { Atom } from './keys/atoms.ts';
import type { BlockingKey } from './keys/blocks.ts';
import { LEVELS, levelNames, pairings, type ColumnRole, type ComparisonKind, type ComparisonPlan, type MatchRole, type Pairing } from './matchTypes.ts';
import { relations, SETS, type ScoreModel } from './score/ScoreModel.ts';

export type SavedComparison = {
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
  /** Takes no part, but keeps its numbers. */
  readonly isOff?: boolean;
  /** Levels that count as the next lower one; never the first and the last. */
  readonly offLevels?: readonly string[];
};

export type SavedAtom = { readonly comparison: number; readonly name: string };
/** `splitters` part blocks that are too large, in their order. */
export type SavedKey = { readonly name: string; readonly atoms: readonly SavedAtom[]; readonly splitters?: readonly SavedAtom[]; readonly isOff?: boolean };

/** From this probability of its weakest link a group counts as certain, from that one as worth a look. */
export type Bands = { readonly automatic: number; readonly review: number };
export const usualBands: Bands = { automatic: 0.99, review: 0.5 };

export type SavedModel = {
  readonly format: 'fichero-match-model';
  readonly version: 1;
  /** Only roles and settings hold; keys and probabilities are to be learned from the rows. */
  readonly learn: boolean;
  readonly comparisons: readonly SavedComparison[];
  readonly lambda: number;
  readonly lambdaWithin: number;
  readonly related: Readonly<Record<string, number>>;
  readonly keys: readonly SavedKey[];
  /** Largest block that is compared; null for none. */
  readonly cap: number | null;
  /** Null: the run chooses. */
  readonly threshold: number | null;
  readonly bands: Bands;
  readonly pairing: Pairing;
  readonly oneToOne: boolean;
  readonly roles: readonly Pick<ColumnRole, 'name' | 'role' | 'confidence' | 'ignored' | 'field'>[];
};

export type ModelFault = { readonly kind: 'notAModel' } | { readonly kind: 'missingColumn'; readonly column: string };

/** What a run takes over from a saved model. */
export type ModelChoices = {
  readonly roles: readonly ColumnRole[];
  readonly comparisons: readonly ComparisonPlan[];
  readonly model: ScoreModel;
  /** None: they are chosen anew. */
  readonly keys: readonly Omit<SavedKey, 'isOff'>[];
  readonly cap: number;
};

/** A saved model as options of a run. */
export type ModelOptions = { readonly model?: ModelChoices; readonly roles?: ReadonlyMap<number, MatchRole>; readonly threshold?: number; readonly pairing: Pairing; readonly oneToOne: boolean };

/** Keys by the names of their parts. */
export function namesOfKeys(keys: readonly BlockingKey[]): SavedKey[] {
  const named = (atoms: readonly Atom[]): SavedAtom[] => atoms.map(({ field, name }) => ({ comparison: field, name }));
  return keys.map(({ name, atoms, splitters }) => ({ name, atoms: named(atoms), splitters: named(splitters) }));
}

export function saveModel(run: MatchRun, settings: { readonly pairing?: Pairing; readonly oneToOne?: boolean; readonly bands?: Bands } = {}): SavedModel {
  const { model, comparisons } = run;
  const nameOf = new Map(run.roles.map(({ column, name }) => [column, name]));
  const sets = (levels: Float64Array, kind: ComparisonKind): number[][] => Array.from({ length: SETS }, (_, set) => Array.from(levels.subarray(set * LEVELS, set * LEVELS + levelNames[kind].length)));
  return {
    format: 'fichero-match-model',
    version: 1,
    learn: false,
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
    keys: namesOfKeys(run.blocking),
    cap: Number.isFinite(run.cap) ? run.cap : null,
    threshold: run.threshold,
    bands: settings.bands ?? usualBands,
    pairing: settings.pairing ?? 'both',
    oneToOne: settings.oneToOne ?? false,
    roles: run.roles.map(({ name, role, confidence, field, ignored }) => ({ name, role, confidence, field, ...(ignored === undefined ? {} : { ignored }) })),
  };
}

/** Fits a saved model to a table by the names of its columns. */
export function readModel(json: unknown, table: Table): Result<ModelOptions, ModelFault> {
  if (!isSavedModel(json)) return err({ kind: 'notAModel' });
  const settings = { ...(json.threshold === null ? {} : { threshold: json.threshold }), pairing: json.pairing, oneToOne: json.oneToOne };
  if (json.learn) {
    const roles = new Map<number, MatchRole>();
    for (const { name, role, ignored } of json.roles) {
      const place = table.columns.findIndex((one) => one.name === name);
      // What holds nothing stays out by itself; what a file's other columns hold is found anew.
      if (place >= 0 && (role !== 'ignored' || ignored === 'byUser')) roles.set(place, role);
    }
    return ok({ ...settings, roles });
  }
  const comparisons: ComparisonPlan[] = [];
  const kept: SavedComparison[] = json.comparisons.filter(({ isOff }) => isOff !== true);
  for (const { name, kind, columns, field } of kept) {
    const places: number[] = [];
    for (const column of columns) {
      const place = table.columns.findIndex((one) => one.name === column);
      if (place < 0) return err({ kind: 'missingColumn', column });
      places.push(place);
    }
    comparisons.push({ name, kind, columns: places, field: field === null ? undefined : (field as FieldId) });
  }
  const model: ScoreModel = {
    parents: Int8Array.from(kept, ({ dependsOn }) => kept.findIndex(({ name }) => name === dependsOn)),
    sharedWithParent: Float64Array.from(kept, (one) => one.sharedWithParent),
    m: kept.map((one) => levelsOf(one, one.m)),
    u: kept.map((one) => levelsOf(one, one.u)),
    lambda: json.lambda,
    lambdaWithin: json.lambdaWithin,
    related: Float64Array.from(relations, (relation) => json.related[relation] ?? 0),
  };
  const places = json.comparisons.map((one) => kept.indexOf(one));
  const placed = (atoms: readonly SavedAtom[]): SavedAtom[] => atoms.map((atom) => ({ ...atom, comparison: places[atom.comparison]! }));
  const keys = json.keys
    .filter(({ isOff, atoms }) => isOff !== true && atoms.every(({ comparison }) => (places[comparison] ?? -1) >= 0))
    .map(({ name, atoms, splitters = [] }) => ({ name, atoms: placed(atoms), splitters: placed(splitters.filter(({ comparison }) => (places[comparison] ?? -1) >= 0)) }));
  const roles = table.columns.map(({ name }, column): ColumnRole => {
    const plan = comparisons.find(({ columns }) => columns.includes(column));
    const known = json.roles.find((role) => role.name === name);
    return plan === undefined ? { column, name, role: 'ignored', field: known?.field, confidence: known?.confidence ?? 1, ignored: known?.ignored ?? 'byUser' } : { column, name, role: plan.kind, field: plan.field, confidence: known?.confidence ?? 1 };
  });
  return ok({ ...settings, model: { roles, comparisons, model, keys, cap: json.cap ?? Infinity } });
}

/** A level that is off takes the numbers of the next lower one that is on. */
function levelsOf({ kind, offLevels = [] }: SavedComparison, sets: readonly (readonly number[])[]): Float64Array {
  const array = new Float64Array(SETS * LEVELS);
  const names = levelNames[kind];
  sets.forEach((set, s) => {
    for (let level = 0; level < set.length; level++) {
      let from = level;
      while (from > 1 && from < names.length - 1 && offLevels.includes(names[from]!)) from--;
      array[s * LEVELS + level] = set[from]!;
    }
  });
  return array;
}

/** Whether it is a model that this version can use; nothing in it is believed unseen, as it may come from a file. */
export function isSavedModel(json: unknown): json is SavedModel {
  if (typeof json !== 'object' || json === null) return false;
  const model = json as Partial<SavedModel>;
  const isShare = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
  return (
    model.format === 'fichero-match-model' &&
    model.version === 1 &&
    typeof model.learn === 'boolean' &&
    isShare(model.lambda) &&
    isShare(model.lambdaWithin) &&
    typeof model.related === 'object' &&
    (model.cap === null || typeof model.cap === 'number') &&
    (model.threshold === null || isShare(model.threshold)) &&
    typeof model.bands === 'object' &&
    isShare(model.bands.automatic) &&
    isShare(model.bands.review) &&
    pairings.includes(model.pairing!) &&
    typeof model.oneToOne === 'boolean' &&
    Array.isArray(model.keys) &&
    model.keys.every((key: unknown) => typeof key === 'object' && key !== null && Array.isArray((key as Partial<SavedKey>).atoms) && ['undefined', 'object'].includes(typeof (key as Partial<SavedKey>).splitters)) &&
    Array.isArray(model.roles) &&
    model.roles.every((role: unknown) => typeof role === 'object' && role !== null && (Object.hasOwn(levelNames, (role as ColumnRole).role) || (role as ColumnRole).role === 'ignored')) &&
    Array.isArray(model.comparisons) &&
    model.comparisons.every(isSavedComparison)
  );
}

function isSavedComparison(one: SavedComparison): boolean {
  if (!Object.hasOwn(levelNames, one.kind) || !Array.isArray(one.columns) || !Array.isArray(one.m) || !Array.isArray(one.u)) return false;
  const size = levelNames[one.kind].length;
  return one.m.length === SETS && one.u.length === SETS && [...one.m, ...one.u].every((set) => Array.isArray(set) && set.length === size && set.every((p) => typeof p === 'number' && p >= 0 && p <= 1));
}
