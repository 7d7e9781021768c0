// What one worker of a match run does: reads fields, sorts keys, scores block ranges. Knows nothing of threads.
import type { TextColumn } from '../table/TextColumn.ts';
import { allocateOrdinary, type Allocate } from '../table/allocate.ts';
import { assertNever } from '../kernel/assertNever.ts';
import type { ComparisonPlan, Pairing } from './matchTypes.ts';
import type { MatchWorld } from './MatchWorld.ts';
import { atomsOf, type Atom } from './keys/atoms.ts';
import type { BlockingKey, KeyCount, SortedKey } from './keys/blocks.ts';
import { sortWholeKey } from './keys/sortKey.ts';
import { forecastKeys, type KeyForecast, type SampledAtom } from './keys/chooseKeys.ts';
import { prepareField } from './prepare/prepareField.ts';
import type { FieldBefore, PreparedField } from './prepare/PreparedField.ts';
import { Scorer, type Weights } from './score/Scorer.ts';
import { PairList, scoreBlocks, type KeyTable, type ScoredPairs } from './score/scoreBlocks.ts';

export type MatchTask =
  | { readonly kind: 'prepare'; readonly plan: ComparisonPlan; readonly columns: readonly TextColumn[]; readonly before: FieldBefore | undefined }
  | { readonly kind: 'atoms'; readonly field: number; readonly sample: Uint32Array }
  | { readonly kind: 'world'; readonly world: MatchWorld }
  | { readonly kind: 'forecast'; readonly keys: readonly (readonly SampledAtom[])[]; readonly rows: number; readonly scale: number; readonly cap: number; readonly share: number }
  | { readonly kind: 'sortKey'; readonly key: BlockingKey; readonly number: number; readonly table: KeyTable; readonly order: Uint32Array; readonly cap: number }
  | { readonly kind: 'weights'; readonly weights: Weights }
  | { readonly kind: 'grade'; readonly left: Uint32Array; readonly right: Uint32Array }
  | { readonly kind: 'score'; readonly key: number; readonly sorted: SortedKey; readonly table: KeyTable; readonly from: number; readonly to: number; readonly cap: number; readonly cut: number; readonly pairing: Pairing; readonly changed: Uint8Array | undefined; readonly reopened: Uint32Array | undefined };

export type MatchAnswer =
  | { readonly kind: 'prepare'; readonly field: PreparedField }
  | { readonly kind: 'atoms'; readonly atoms: readonly Atom[]; readonly sampled: readonly SampledAtom[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'forecast'; readonly forecasts: readonly KeyForecast[] }
  | { readonly kind: 'sortKey'; readonly sorted: SortedKey; readonly count: KeyCount; readonly tooLarge: Uint32Array }
  | { readonly kind: 'grade'; readonly levels: Uint8Array }
  | { readonly kind: 'score'; readonly pairs: ScoredPairs; readonly candidates: number; readonly scored: number };

/** Tasks that every worker must get before others that build on them. */
export function isForAll(task: MatchTask): boolean {
  return task.kind === 'world' || task.kind === 'weights';
}

export class MatchWorker {
  private readonly allocate: Allocate;
  private world: MatchWorld | undefined;
  private scorer: Scorer | undefined;

  constructor(allocate: Allocate = allocateOrdinary) {
    this.allocate = allocate;
  }

  handle(task: MatchTask): MatchAnswer {
    switch (task.kind) {
      case 'prepare':
        return { kind: 'prepare', field: prepareField(task.plan, task.columns, this.allocate, task.before) };
      case 'world':
        this.world = task.world;
        return { kind: 'done' };
      case 'atoms': {
        const world = this.world!;
        const atoms = atomsOf(world.fields[task.field]!, task.field, world.countedRows);
        return {
          kind: 'atoms',
          atoms: atoms.map((atom) => ({ ...atom, hashes: this.shared(atom.hashes) })),
          sampled: atoms.map(({ hashes, slots }) => ({ slots, hashes: this.shared(sampleAtom(world, task.field, hashes, slots, task.sample)) })),
        };
      }
      case 'forecast':
        return { kind: 'forecast', forecasts: forecastKeys(task.keys, task.rows, task.scale, task.cap, task.share) };
      case 'weights':
        this.scorer = new Scorer(this.world!, task.weights);
        return { kind: 'done' };
      case 'grade': {
        const scorer = this.scorer!;
        const width = scorer.weights.width;
        const levels = new Uint8Array(task.left.length * width);
        for (let i = 0; i < task.left.length; i++) {
          const own = scorer.grade(task.left[i]!, task.right[i]!);
          for (let c = 0; c < width; c++) levels[i * width + c] = own[c]!;
        }
        return { kind: 'grade', levels };
      }
      case 'sortKey': {
        const { sorted, count, tooLarge } = sortWholeKey(this.world!, task.key, task.number, task.table, task.order, task.cap);
        return { kind: 'sortKey', sorted: { hashes: this.shared(sorted.hashes), rows: this.shared(sorted.rows) }, count, tooLarge };
      }
      case 'score': {
        const list = new PairList(this.world!.fields.length);
        const { changed } = task;
        const filter = changed === undefined ? undefined : (left: number, right: number) => changed[left] === 1 || changed[right] === 1;
        const before = this.scorer!.completed;
        const run = scoreBlocks(this.world!, this.scorer!, task.table, task.key, task.sorted, task.from, task.to, task.cap, task.cut, task.pairing, list, filter, task.reopened === undefined ? undefined : new Set(task.reopened));
        return { kind: 'score', pairs: list.finish(), candidates: run.candidates, scored: this.scorer!.completed - before };
      }
      default:
        return assertNever(task);
    }
  }

  private shared(array: Uint32Array): Uint32Array {
    if (this.allocate === allocateOrdinary || array.buffer instanceof SharedArrayBuffer) return array;
    const copy = new Uint32Array(this.allocate(Math.max(4, array.length * 4)), 0, array.length);
    copy.set(array);
    return copy;
  }
}

/** The atom's hashes of the sample's rows, row after row: forecasting reads them many times. */
function sampleAtom({ codes, fields }: MatchWorld, field: number, hashes: Uint32Array, slots: number, sample: Uint32Array): Uint32Array {
  const width = fields.length;
  const own = new Uint32Array(sample.length * slots);
  for (let i = 0; i < sample.length; i++) {
    const base = codes[sample[i]! * width + field]! * slots;
    for (let s = 0; s < slots; s++) own[i * slots + s] = hashes[base + s]!;
  }
  return own;
}

/** Where tasks run: the command line's threads, the app's workers, or right here. */
export interface MatchPool {
  /** How many tasks run at once. */
  readonly size: number;
  /** Where results must live so that all workers see them. */
  readonly allocate: Allocate;
  /** Runs the task on one worker; tasks for all (see `isForAll`) on every one. */
  run(task: MatchTask): Promise<MatchAnswer>;
}

/** Runs tasks at once, in this thread. */
export function inlinePool(allocate: Allocate = allocateOrdinary): MatchPool {
  const worker = new MatchWorker(allocate);
  return { size: 1, allocate, run: (task) => Promise.resolve(worker.handle(task)) };
}
