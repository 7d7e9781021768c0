// What is kept of a run so that any rows can be explained later: its model and how often values occur, not the rows.
import type { Table } from '../table/Table.ts';
import { buildWorld, type MatchWorld } from './MatchWorld.ts';
import type { MatchRun } from './findDuplicates.ts';
import { atomsOf, type Atom } from './keys/atoms.ts';
import type { BlockingKey } from './keys/blocks.ts';
import type { ComparisonPlan } from './matchTypes.ts';
import type { ValuePool } from './prepare/Interner.ts';
import { prepareField } from './prepare/prepareField.ts';
import type { FieldReading } from './prepare/PreparedField.ts';
import { hashIndex } from './reuse.ts';
import { namesOfKeys, type ModelChoices, type SavedAtom } from './savedModel.ts';
import { rarityOf, weightsOf, type Weights } from './score/Scorer.ts';
import { chanceScale, chancesOf, type ChanceScale, type ScoreModel } from './score/ScoreModel.ts';

/** Counts of values or words; those that are not here occur once. */
export type KeptCounts = { readonly hashes: Uint32Array; readonly counts: Uint32Array };

export type KeptField = {
  readonly reading: FieldReading;
  /** Rows per value, 0 for generic ones. */
  readonly values: KeptCounts;
  readonly words: KeptCounts | undefined;
  /** Customers per value, at the places of `values`. */
  readonly customers: Uint32Array;
  readonly scale: ChanceScale;
};

export type KeptRun = {
  readonly comparisons: readonly ComparisonPlan[];
  readonly model: ScoreModel;
  readonly countedRows: number;
  /** As in `ValueCounts`. */
  readonly total: number;
  readonly least: readonly number[];
  readonly fields: readonly KeptField[];
  readonly keys: ModelChoices['keys'];
  /** Per key the hashes of blocks that were too large to compare whole. */
  readonly tooLarge: readonly Uint32Array[];
  readonly hasSources: boolean;
  readonly thresholdBits: number;
  /** Pairs that chance speaks about. */
  readonly strays: { readonly left: Uint32Array; readonly right: Uint32Array; readonly bits: Float32Array };
};

/** What explaining needs of a run, on all its rows or on a few. */
export type Explainable = {
  readonly world: MatchWorld;
  readonly weights: Weights;
  readonly model: ScoreModel;
  readonly blocking: readonly BlockingKey[];
  readonly tooLarge: readonly Uint32Array[];
  readonly thresholdBits: number;
  readonly strayBitsOf: (left: number, right: number) => number;
};

export function keepRun(run: MatchRun): KeptRun {
  const strays: number[] = [];
  for (let i = 0; i < run.pairs.size; i++) if (run.judged[i] !== run.pairs.weights[i]) strays.push(i);
  return {
    comparisons: run.comparisons,
    model: run.model,
    countedRows: run.world.countedRows,
    total: run.counts.total,
    least: run.counts.least,
    fields: run.world.fields.map(({ reading, values, words }, c) => {
      const customers = run.counts.counts[c]!;
      const places = placesOf(values, (value) => values.counts[value] !== 1 || customers[value] !== 1);
      return {
        reading,
        values: keptAt(values, places),
        words: words === undefined ? undefined : keptAt(words, placesOf(words, (word) => words.counts[word] !== 1)),
        customers: places.map((value) => customers[value]!),
        scale: chanceScale(customers, run.counts.total, run.counts.least[c]!),
      };
    }),
    keys: namesOfKeys(run.blocking),
    tooLarge: run.tooLarge,
    hasSources: run.world.sources !== undefined,
    thresholdBits: run.thresholdBits,
    strays: {
      left: Uint32Array.from(strays, (i) => run.pairs.left[i]!),
      right: Uint32Array.from(strays, (i) => run.pairs.right[i]!),
      bits: Float32Array.from(strays, (i) => run.judged[i]! - run.pairs.weights[i]!),
    },
  };
}

/** Place 0 stays, as value 0 is none everywhere. */
function placesOf({ size }: ValuePool, isKept: (value: number) => boolean): Uint32Array {
  const places = [0];
  for (let value = 1; value < size; value++) if (isKept(value)) places.push(value);
  return Uint32Array.from(places);
}

function keptAt({ hashes, counts }: ValuePool, places: Uint32Array): KeptCounts {
  return { hashes: places.map((place) => hashes[place]!), counts: places.map((place) => counts[place]!) };
}

/**
 * A few rows as the run saw them. `table` holds them in the columns that the run's comparisons read, `idOf` is what the
 * run called each row, and `sources` where they come from.
 */
export function explainableRows(kept: KeptRun, table: Table, sources: Uint32Array, idOf: (row: number) => number): Explainable {
  const fields = kept.comparisons.map((plan, c) => {
    const { reading, values, words } = kept.fields[c]!;
    return prepareField(plan, plan.columns.map((column) => table.columns[column]!.column), undefined, { reading, values, words });
  });
  const world = buildWorld(fields, table.length, kept.hasSources ? sources : undefined, undefined, kept.countedRows);
  const chances = world.fields.map(({ values }, c) => {
    const { values: known, customers, scale } = kept.fields[c]!;
    const placeOf = hashIndex(known.hashes);
    const counts = Uint32Array.from(values.hashes, (hash, value) => {
      const place = value === 0 ? 0 : placeOf(hash);
      return value === 0 ? 0 : place === 0 ? 1 : customers[place]!;
    });
    return chancesOf(counts, scale);
  });
  const atoms = world.fields.map((field, c) => atomsOf(field, c, kept.countedRows));
  const known = (names: readonly SavedAtom[]): Atom[] => names.flatMap(({ comparison, name }) => atoms[comparison]!.find((atom) => atom.name === name) ?? []);
  return {
    world,
    weights: weightsOf(world, kept.model, rarityOf(chances)),
    model: kept.model,
    blocking: kept.keys.map((key) => ({ name: key.name, atoms: known(key.atoms), splitters: known(key.splitters ?? []) })),
    tooLarge: kept.tooLarge,
    thresholdBits: kept.thresholdBits,
    strayBitsOf: (left, right) => {
      const [first, second] = [Math.min(idOf(left), idOf(right)), Math.max(idOf(left), idOf(right))];
      const { strays } = kept;
      for (let i = strays.left.indexOf(first); i >= 0; i = strays.left.indexOf(first, i + 1)) if (strays.right[i] === second) return strays.bits[i]!;
      return 0;
    },
  };
}
