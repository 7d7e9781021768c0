// Collects what an entry is about: hands out the frames one by one and ends with the commitment for the entry.
import { toHex } from '../kernel/hex.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import type { JsonObject, JsonValue } from './canonicalJson.ts';
import type { Pack } from './deflate.adapter.ts';
import type { Commitment } from './entry.ts';
import { encodeItems, encodeRows, itemsContent, type EncodedFrame, type RandomBytes } from './frame.ts';
import { MerkleBuilder, type Subtrees } from './merkle.ts';

/** Rows per frame: small enough to be held in memory many times over, large enough to pack well. */
export const rowsPerFrame = 16_384;
/** Items per frame, where they are not too long. */
export const itemsPerFrame = 8_192;
/** What the items of a frame weigh together at most, but for a single one: in UTF-8 and escaped a character takes six bytes at most. */
const mostWeight = 2_000_000;

/** Frames must be appended to the journal in the order in which they come out of here. */
export class PayloadBuilder {
  private readonly tree = new MerkleBuilder();
  private frames = 0;
  private readonly folding: Promise<Subtrees>[] = [];
  private readonly randomBytes: RandomBytes;
  private readonly pack: Pack | undefined;

  /** Without `pack` frames are stored as they are. */
  constructor(randomBytes: RandomBytes, pack?: Pack) {
    this.randomBytes = randomBytes;
    this.pack = pack;
  }

  /** Position that the next item gets. */
  get count(): number {
    return this.tree.count;
  }

  /** Frames of items, so many each that a frame fits a message. */
  *items(items: readonly JsonObject[]): Generator<Uint8Array> {
    for (const some of cutItems(items)) yield this.add(encodeItems(some, this.count, this.randomBytes, this.pack));
  }

  /** The same frames, hashed elsewhere: each has its subtrees asked for by `fold`, and all are waited for at the end. */
  *itemsFolded(items: readonly JsonObject[], fold: (content: Uint8Array) => Promise<Subtrees>): Generator<Uint8Array> {
    let next = this.count;
    for (const some of cutItems(items)) {
      const content = itemsContent(some, next, this.randomBytes);
      next += some.length;
      const subtrees = fold(content);
      // Whoever waits hears of a failure; until then it must not count as unheard.
      subtrees.catch(() => undefined);
      this.folding.push(subtrees);
      this.frames++;
      yield content;
    }
  }

  /** Answers when everything that was hashed elsewhere is part of the commitment; nothing else may be added before. */
  async settle(): Promise<void> {
    for (const subtrees of this.folding.splice(0)) this.tree.addSubtrees(await subtrees);
  }

  /** Frames of the rows `[from, to)`, `rowsPerFrame` each; row `from` gets the row id `firstRow`. */
  *rows(columns: readonly TextColumn[], from: number, to: number, firstRow: number): Generator<Uint8Array> {
    for (let start = from; start < to; start += rowsPerFrame) {
      const end = Math.min(to, start + rowsPerFrame);
      yield this.add(encodeRows(columns, start, end, firstRow + start - from, this.count, this.randomBytes, this.pack));
    }
  }

  /** Takes a frame that was encoded elsewhere (another thread) for exactly this position. */
  add(frame: EncodedFrame): Uint8Array {
    if (frame.firstItem !== this.count) throw new Error(`Frame for item ${frame.firstItem} came at ${this.count}`);
    this.tree.addSubtrees(frame.subtrees);
    this.frames++;
    return frame.bytes;
  }

  /** What sealEntry needs. */
  commitment(): { readonly items: Commitment; readonly frames: number } {
    return { items: { count: this.tree.count, root: toHex(this.tree.root()) }, frames: this.frames };
  }
}

/** Whether items make one frame at most. */
export function fitOneFrame(items: readonly JsonObject[]): boolean {
  let frames = 0;
  for (const _ of cutItems(items)) if (++frames > 1) return false;
  return true;
}

function* cutItems(items: readonly JsonObject[]): Generator<readonly JsonObject[]> {
  let from = 0;
  let weight = 0;
  for (let at = 0; at < items.length; at++) {
    const added = weightOf(items[at]!);
    if (at > from && (at - from === itemsPerFrame || weight + added > mostWeight)) {
      yield items.slice(from, at);
      from = at;
      weight = 0;
    }
    weight += added;
  }
  if (from < items.length) yield items.slice(from);
}

/** About how many characters a value takes as JSON. */
function weightOf(value: JsonValue): number {
  if (typeof value === 'string') return value.length + 2;
  if (value === null || typeof value !== 'object') return 8;
  let weight = 2;
  if (Array.isArray(value)) {
    for (const one of value) weight += 1 + weightOf(one);
    return weight;
  }
  for (const name of Object.keys(value)) weight += name.length + 4 + weightOf((value as JsonObject)[name] ?? null);
  return weight;
}
