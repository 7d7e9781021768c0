// What is kept of a match run with the working data: groups, report, and what explaining any rows later needs.
import type { MatchRun } from '../../shared/contract/engine.ts';
import type { MatchRun as MatchedRun } from '../../shared/match/findDuplicates.ts';
import type { KeptCounts, KeptField, KeptRun } from '../../shared/match/keptRun.ts';
import type { KeptPairs } from '../../shared/match/restoreRun.ts';
import type { SavedModel } from '../../shared/match/savedModel.ts';
import { relations } from '../../shared/match/score/ScoreModel.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { decodeText, encodeText } from '../../shared/table/wtf8.ts';
import type { FoundGroup } from '../../shared/state/match/matchWorkspace.ts';
import type { StoredArrays } from '../store/openStore.ts';
import type { Numbers } from '../store/manifest.ts';

export type KeptResults = {
  readonly groups: readonly FoundGroup[];
  readonly report: Omit<MatchRun, 'bands' | 'decided' | 'outdated' | 'hasPairs'>;
  readonly model: SavedModel;
  readonly run: KeptRun;
  /** Names of the workspace's fields when the run was made, as the run numbers them. */
  readonly fields: readonly string[];
  /** Rows with too little to tell a partner by. */
  readonly unlinkable: Uint32Array;
  /** How many loads there were, and which entry was the last one about rows. */
  readonly basis: string;
};

type Arrays = Record<string, Numbers>;

/** The parts of a kept run that are no arrays, and of its fields. */
type Told = Pick<KeptRun, 'comparisons' | 'countedRows' | 'total' | 'least' | 'keys' | 'hasSources' | 'thresholdBits'> & {
  /** Runs of earlier versions have no `rareSize`. */
  readonly fields: readonly (Pick<KeptField, 'reading'> & { readonly scale: Omit<KeptField['scale'], 'rareSize'> & { readonly rareSize?: number } })[];
  readonly lambda: number;
  readonly lambdaWithin: number;
};

export function packResults({ groups, report, model, run, fields, unlinkable, basis }: KeptResults): { basis: string; parts: Arrays } {
  const starts = new Uint32Array(groups.length + 1);
  groups.forEach(({ rows }, index) => (starts[index + 1] = starts[index]! + rows.length));
  const rows = new Uint32Array(starts[groups.length]!);
  groups.forEach((group, index) => rows.set(group.rows, starts[index]));
  const text = encodeText(JSON.stringify({ report, model, fields }));
  return { basis, parts: { starts, rows, probabilities: Float64Array.from(groups, ({ probability }) => probability), unlinkable, text, ...packRun(run) } };
}

function packRun({ comparisons, countedRows, total, least, keys, hasSources, thresholdBits, fields, model, tooLarge, strays }: KeptRun): Arrays {
  const told: Told = { comparisons, countedRows, total, least, keys, hasSources, thresholdBits, fields: fields.map(({ reading, scale }) => ({ reading, scale })), lambda: model.lambda, lambdaWithin: model.lambdaWithin };
  const arrays: Arrays = { told: encodeText(JSON.stringify(told)), parents: Uint32Array.from(model.parents, (parent) => parent + 1), shared: model.sharedWithParent, related: model.related, strayLeft: strays.left, strayRight: strays.right, strayBits: Float64Array.from(strays.bits) };
  for (const [c, { values, words, customers }] of fields.entries()) {
    arrays[`m${c}`] = model.m[c]!;
    arrays[`u${c}`] = model.u[c]!;
    arrays[`values${c}`] = values.hashes;
    arrays[`rows${c}`] = values.counts;
    arrays[`customers${c}`] = customers;
    if (words === undefined) continue;
    arrays[`words${c}`] = words.hashes;
    arrays[`wordRows${c}`] = words.counts;
  }
  for (const [k, hashes] of tooLarge.entries()) arrays[`tooLarge${k}`] = hashes;
  return arrays;
}

/** The pairs of a run, kept beside its results: they are read only when groups are to be formed anew. */
export function packPairs({ pairs, judged }: Pick<MatchedRun, 'pairs' | 'judged'>, basis: string): { basis: string; parts: Arrays } {
  const bitsOf = (array: Float32Array): Uint32Array => new Uint32Array(array.buffer, array.byteOffset, array.length);
  return { basis, parts: { left: pairs.left, right: pairs.right, weights: bitsOf(pairs.weights), judged: bitsOf(judged), levels: pairs.levels } };
}

/** Undefined where they are not those of these results. */
export function unpackPairs({ basis, parts }: StoredArrays, results: KeptResults): KeptPairs | undefined {
  const { left, right, weights, judged, levels } = parts;
  if (basis !== pairsBasis(results) || !(left instanceof Uint32Array) || !(right instanceof Uint32Array) || !(weights instanceof Uint32Array) || !(judged instanceof Uint32Array) || !(levels instanceof Uint8Array)) return undefined;
  const floats = (bits: Uint32Array): Float32Array => new Float32Array(bits.slice().buffer);
  return { size: left.length, width: results.run.comparisons.length, left, right, weights: floats(weights), judged: floats(judged), levels };
}

/** What kept pairs belong to: the rows, and the model that weighed them. */
export function pairsBasis({ basis, run, report }: Pick<KeptResults, 'basis' | 'run' | 'report'>): string {
  return JSON.stringify([basis, report.rows, report.candidatePairs, run.model.lambda, run.model.lambdaWithin]);
}

/** Undefined where the parts are not those of a match run of this version. */
export function unpackResults({ basis, parts }: StoredArrays): KeptResults | undefined {
  const { starts, rows, probabilities, unlinkable, text } = parts;
  if (starts === undefined || rows === undefined || probabilities === undefined || !(unlinkable instanceof Uint32Array) || !(text instanceof Uint8Array)) return undefined;
  const run = unpackRun(parts);
  if (run === undefined) return undefined;
  const groups = Array.from(probabilities, (probability, index) => ({ rows: Array.from(rows.subarray(starts[index], starts[index + 1])) as RowId[], probability }));
  return { basis, groups, unlinkable, run, ...(JSON.parse(decodeText(text, 0, text.length)) as Pick<KeptResults, 'report' | 'model' | 'fields'>) };
}

/** Runs of earlier versions know no pieces, those before them no colleagues either. */
function alignRelated(related: Float64Array): Float64Array {
  if (related.length >= relations.length) return related;
  const known = related.length < relations.length - 1 ? Float64Array.of(0, ...related) : related;
  const at = relations.indexOf('pieces');
  return Float64Array.of(...known.subarray(0, at), 0, ...known.subarray(at));
}

function unpackRun(parts: StoredArrays['parts']): KeptRun | undefined {
  const integers = (name: string): Uint32Array | undefined => (parts[name] instanceof Uint32Array ? parts[name] : undefined);
  const decimals = (name: string): Float64Array | undefined => (parts[name] instanceof Float64Array ? parts[name] : undefined);
  const [toldBytes, parents, shared, related, left, right, bits] = [parts['told'], integers('parents'), decimals('shared'), decimals('related'), integers('strayLeft'), integers('strayRight'), decimals('strayBits')];
  if (!(toldBytes instanceof Uint8Array) || parents === undefined || shared === undefined || related === undefined || left === undefined || right === undefined || bits === undefined) return undefined;
  const { fields, lambda, lambdaWithin, ...told } = JSON.parse(decodeText(toldBytes, 0, toldBytes.length)) as Told;
  const counts = (values: string, rows: string): KeptCounts | undefined => {
    const [hashes, own] = [integers(values), integers(rows)];
    return hashes === undefined || own === undefined ? undefined : { hashes, counts: own };
  };
  const kept = fields.map((field, c): KeptField | undefined => {
    const [values, customers] = [counts(`values${c}`, `rows${c}`), integers(`customers${c}`)];
    return values === undefined || customers === undefined ? undefined : { reading: field.reading, scale: { rareSize: field.scale.size, ...field.scale }, values, words: counts(`words${c}`, `wordRows${c}`), customers };
  });
  const [m, u] = [fields.map((_, c) => decimals(`m${c}`)), fields.map((_, c) => decimals(`u${c}`))];
  const isWhole = <T>(list: readonly (T | undefined)[]): list is readonly T[] => list.every((one) => one !== undefined);
  if (!isWhole(kept) || !isWhole(m) || !isWhole(u)) return undefined;
  return {
    ...told,
    fields: kept,
    model: { parents: Int8Array.from(parents, (parent) => parent - 1), sharedWithParent: shared, m, u, lambda, lambdaWithin, related: alignRelated(related) },
    tooLarge: told.keys.map((_, k) => integers(`tooLarge${k}`) ?? new Uint32Array(0)),
    strays: { left, right, bits: Float32Array.from(bits) },
  };
}
