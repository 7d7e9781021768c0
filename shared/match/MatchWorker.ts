// What one worker of a match run does: reads fields, sorts keys, scores block ranges. Knows nothing of threads.
import type { TextColumn } from '../table/TextColumn.ts';
import { allocateOrdinary, type Allocate } from '../table/allocate.ts';
import { assertNever } from '../kernel/assertNever.ts';
import { comparerOf, type Comparer } from './compare/comparer.ts';
import type { ComparisonPlan, Pairing } from './matchTypes.ts';
import type { MatchWorld } from './MatchWorld.ts';
import { atomsOf, type Atom } from './keys/atoms.ts';
import { countBlocks, keyHashes, singleHash, slotsOf, sortByHash, type BlockingKey, type KeyCount, type SortedKey } from './keys/blocks.ts';
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
  | { readonly kind: 'sortKey'; readonly sorted: SortedKey; readonly count: KeyCount; readonly droppedHashes: Uint32Array }
  | { readonly kind: 'grade'; readonly levels: Uint8Array }
  | { readonly kind: 'score'; readonly pairs: ScoredPairs; readonly candidates: number; readonly scored: number };

/** Tasks that every worker must get before others that build on them. */
export function isForAll(task: MatchTask): boolean {
  return task.kind === 'world' || task.kind === 'weights';
}

export class MatchWorker {
  private readonly allocate: Allocate;
  private world: MatchWorld | undefined;
  private comparers: Comparer[] = [];
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
        this.comparers = task.world.fields.map((field) => comparerOf(field, task.world.countedRows));
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
        this.scorer = new Scorer(this.world!, task.weights, this.comparers);
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
        const { sorted, count, droppedHashes } = sortWholeKey(this.world!, task.key, task.number, task.table, task.order, task.cap);
        return { kind: 'sortKey', sorted: { hashes: this.shared(sorted.hashes), rows: this.shared(sorted.rows) }, count, droppedHashes };
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

/** Hashes all rows by the key into the table and sorts them; blocks over the cap leave the table, so that other keys may bring their pairs. */
function sortWholeKey(world: MatchWorld, key: BlockingKey, number: number, table: KeyTable, order: Uint32Array, cap: number): { sorted: SortedKey; count: KeyCount; droppedHashes: Uint32Array } {
  const slots = slotsOf(key);
  const first = table.starts[number]!;
  const hashes = new Uint32Array(order.length * slots);
  const rows = new Uint32Array(order.length * slots);
  const scratch = new Uint32Array(slots);
  const single = slots === 1 ? singleHash(world, key) : undefined;
  let size = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (single === undefined) keyHashes(world, key, row, scratch, 0);
    else scratch[0] = single(row);
    const base = row * table.slots + first;
    for (let s = 0; s < slots; s++) {
      const hash = scratch[s]!;
      table.hashes[base + s] = hash;
      if (hash === 0) continue;
      hashes[size] = hash;
      rows[size++] = row;
    }
  }
  const met = dropAlone(hashes, rows, size);
  const sorted = sortByHash(hashes.subarray(0, met), rows.subarray(0, met));
  const counted = countBlocks(sorted, cap);
  const count = { ...counted, largest: Math.max(counted.largest, Math.min(1, size)) };
  size = met;
  const droppedHashes: number[] = [];
  // Rows alone in their block, most of them, and blocks over the cap are not kept: together they would be the largest thing in memory.
  let kept = 0;
  for (let start = 0; start < size; ) {
    const hash = sorted.hashes[start]!;
    let end = start + 1;
    while (end < size && sorted.hashes[end] === hash) end++;
    if (end - start > cap) {
      droppedHashes.push(hash);
      for (let i = start; i < end; i++) {
        const base = sorted.rows[i]! * table.slots + first;
        for (let s = 0; s < slots; s++) if (table.hashes[base + s] === hash) table.hashes[base + s] = 0;
      }
    } else if (end - start > 1) {
      for (let i = start; i < end; i++) {
        sorted.hashes[kept] = hash;
        sorted.rows[kept++] = sorted.rows[i]!;
      }
    }
    start = end;
  }
  return { sorted: { hashes: sorted.hashes.slice(0, kept), rows: sorted.rows.slice(0, kept) }, count, droppedHashes: Uint32Array.from(droppedHashes) };
}

/** Takes out entries that are certainly alone under their hash, most of them, as sorting costs more than telling that; returns how many are left, in their order. */
function dropAlone(hashes: Uint32Array, rows: Uint32Array, size: number): number {
  let buckets = 1 << 12;
  while (buckets < size * 2 && buckets < 1 << 22) buckets *= 2;
  const mask = buckets - 1;
  const seen = new Uint8Array(buckets);
  for (let i = 0; i < size; i++) {
    const bucket = hashes[i]! & mask;
    if (seen[bucket] !== 2) seen[bucket]!++;
  }
  let kept = 0;
  for (let i = 0; i < size; i++) {
    const hash = hashes[i]!;
    if (seen[hash & mask] !== 2) continue;
    hashes[kept] = hash;
    rows[kept++] = rows[i]!;
  }
  return kept;
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
