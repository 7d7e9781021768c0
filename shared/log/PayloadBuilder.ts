// Collects what an entry is about: hands out the frames one by one and ends with the commitment for the entry.
import { toHex } from '../kernel/hex.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import type { JsonObject } from './canonicalJson.ts';
import type { Pack } from './deflate.adapter.ts';
import type { Commitment } from './entry.ts';
import { encodeRows, frameRange, itemsContent, sealContent, type EncodedFrame, type MostItems, type RandomBytes } from './frame.ts';
import { MerkleBuilder, type Subtrees } from './merkle.ts';

/** Rows per frame: small enough to be held in memory many times over, large enough to pack well. */
export const rowsPerFrame = 16_384;
/** Items per frame, where they are not too long. */
export const itemsPerFrame = 8_192;
/** A frame travels to the journal unpacked, in one message. */
const mostPerFrame: MostItems = { items: itemsPerFrame, bytes: 4_000_000 };

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
    for (const content of this.contents(items)) yield this.add(sealContent(content, this.pack));
  }

  /** The same frames, hashed elsewhere: each has its subtrees asked for by `fold`, and all are waited for at the end. */
  *itemsFolded(items: readonly JsonObject[], fold: (content: Uint8Array) => Promise<Subtrees>): Generator<Uint8Array> {
    for (const content of this.contents(items)) {
      const subtrees = fold(content);
      // Whoever waits hears of a failure; until then it must not count as unheard.
      subtrees.catch(() => undefined);
      this.folding.push(subtrees);
      this.frames++;
      yield content;
    }
  }

  private *contents(items: readonly JsonObject[]): Generator<Uint8Array> {
    const first = this.count;
    for (let from = 0; from < items.length; ) {
      const content = itemsContent(items, first + from, this.randomBytes, from, mostPerFrame);
      from += frameRange(content)!.count;
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
