// Reads what entries are about out of the record for the screens: items by position, their leaves, proofs of single ones.
import type { LogItem, LogProof } from '../../contract/engine.ts';
import { toHex } from '../../kernel/hex.ts';
import type { Job } from '../../kernel/job.ts';
import type { JsonObject } from '../../log/canonicalJson.ts';
import { payloadId, type Entry } from '../../log/entry.ts';
import { frameRange, isErased, itemAt, leafAt, leavesOf, readFrame, saltAt, type Frame } from '../../log/frame.ts';
import { checkItemProof, proofText, proveItemIn, sidesOf, type ItemProof } from '../../log/itemProof.ts';
import { judgeFrame } from '../../log/judgeFrame.ts';
import { foldLeaves, type Subtrees } from '../../log/merkle.ts';
import { rowsPerFrame } from '../../log/PayloadBuilder.ts';
import { itemsWorthAThread, type Speed } from '../../log/verifyPayload.ts';
import type { EntrySeq, LoadId, RowId } from '../../model/ids.ts';
import { recordOf } from './findEntries.ts';
import { rowFramesOf } from './readPayload.ts';
import type { Workspace } from '../workspace.ts';
import { factsOfItem, isAbout } from './itemWords.ts';

/** Frames on their way to other threads and back. */
const mostAhead = 4;

export class LogReading {
  private readonly workspace: Workspace;
  private readonly speed: Speed;
  private last: { readonly payload: string; readonly frame: Frame } | undefined;
  /** Of the entry that an item was proved out of last: what its frames add to the tree, which no erasure changes. */
  private folded: { readonly seq: number; readonly frames: readonly FoldedFrame[] } | undefined;

  /** @param speed what the machine lends for proofs out of large entries */
  constructor(workspace: Workspace, speed: Speed = {}) {
    this.workspace = workspace;
    this.speed = speed;
  }

  /** Items `[from, to)` of an entry. */
  async items(entry: Entry, from: number, to: number): Promise<LogItem[]> {
    this.last = undefined;
    return this.readItems(entry, from, to);
  }

  private async readItems(entry: Entry, from: number, to: number): Promise<LogItem[]> {
    const items: LogItem[] = [];
    for await (const frame of this.framesFrom(entry, from)) {
      if (frame.firstItem >= to) break;
      items.push(...itemsOf(frame, Math.max(from, frame.firstItem), Math.min(to, frame.firstItem + frame.count)));
      // The next frame is not read only to see that it is too far.
      if (frame.firstItem + frame.count >= to) break;
    }
    return items;
  }

  /** The items of an entry that are about one of these rows or golden records. */
  async about(entry: Entry, rows: ReadonlySet<number>, golden: ReadonlySet<string>): Promise<LogItem[]> {
    const found: LogItem[] = [];
    const load = this.workspace.state.load(entry.seq as number as LoadId);
    if (load !== undefined) {
      // In a load the rows come first, one item each.
      const own = [...rows].filter((row) => row >= load.firstRow && row < load.firstRow + load.rows).sort((left, right) => left - right);
      for (const row of own) found.push(...(await this.readItems(entry, row - load.firstRow, row - load.firstRow + 1)));
    }
    const known = load === undefined && entry.payload > 1 ? await this.aboutByPlace(entry, rows, golden) : undefined;
    if (known !== undefined) return known;
    for (let part = rowFramesOf(entry); part < entry.payload; part++) {
      const frame = await this.frame(entry, part);
      if (frame === undefined || frame.kind === 'rows') continue;
      for (const [index, text] of frame.texts.entries()) {
        if (isErased(frame, index) || text.includes('"kind":"load"') || text.includes('"kind":"quarantine"')) continue;
        if (isAbout(itemAt(frame, index)!, rows, golden)) found.push(...itemsOf(frame, frame.firstItem + index, frame.firstItem + index + 1));
      }
    }
    return found;
  }

  /**
   * The same for a large entry, without reading all of it: the state's items stand at the end of the payload, in order.
   * undefined where they do not, because some were erased or are of other kinds.
   */
  private async aboutByPlace(entry: Entry, rows: ReadonlySet<number>, golden: ReadonlySet<string>): Promise<LogItem[] | undefined> {
    const items = this.workspace.state.entries[entry.seq]?.items ?? [];
    const before = entry.items.count - items.length;
    const found: LogItem[] = [];
    for (const [place, item] of items.entries()) {
      if (!isAbout(item as unknown as JsonObject, rows, golden)) continue;
      const [read] = await this.readItems(entry, before + place, before + place + 1);
      const wanted = factsOfItem(item as unknown as JsonObject);
      if (read?.state !== 'present' || read.kind !== wanted.kind || read.row !== wanted.row || read.after !== wanted.after || read.rows.join() !== wanted.rows.join()) return undefined;
      found.push(read);
    }
    return found;
  }

  /** Everything that ever happened to the record that a row stands in, oldest first. */
  async history(row: RowId): Promise<{ readonly seq: EntrySeq; readonly items: readonly LogItem[] }[]> {
    // Rows of one person often lie in one frame: it is read once. An erasure may come between two histories.
    this.last = undefined;
    const { rows, golden } = recordOf(this.workspace, row);
    const steps: { seq: EntrySeq; items: LogItem[] }[] = [];
    for (const entry of this.workspace.state.entries) {
      if (!entry.items.some((item) => isAbout(item as unknown as JsonObject, rows, golden))) continue;
      steps.push({ seq: entry.seq, items: await this.about(this.workspace.entry(entry.seq)!, rows, golden) });
    }
    return steps;
  }

  /** null where the item is erased or not there. The other frames of a large entry are hashed on other threads, and once for all its items. */
  async prove(entry: Entry, index: number, job: Job): Promise<ItemProof | null> {
    const known = this.folded?.seq === entry.seq ? this.folded.frames : [];
    const judge = entry.items.count >= itemsWorthAThread && known.length < entry.payload ? this.speed.startJudge?.() : undefined;
    const frames: FoldedFrame[] = [];
    let ahead = 0;
    const trees: Promise<Subtrees | null>[] = [];
    let found: { readonly item: JsonObject; readonly salt: Uint8Array } | undefined;
    try {
      for (let part = 0; part < entry.payload; part++) {
        const before = known[part];
        if (before !== undefined && (index < before.firstItem || index >= before.firstItem + before.count)) {
          trees.push(before.tree);
          frames.push(before);
          continue;
        }
        const bytes = await this.workspace.journal.frame({ payload: payloadId(entry.seq, part) });
        const range = bytes === null ? undefined : frameRange(bytes);
        if (bytes === null || range === undefined) return null;
        const position = index - range.firstItem;
        if (position >= 0 && position < range.count) {
          const frame = readFrame(bytes, this.speed.unpack);
          if (!frame.ok) return null;
          const [item, salt] = [itemAt(frame.value, position), saltAt(frame.value, position)];
          if (item === null || salt === undefined) return null;
          found = { item, salt };
          const leaves = leavesOf(frame.value);
          trees.push(Promise.resolve({ sizes: new Array<number>(range.count).fill(1), roots: leaves }));
          frames.push({ ...range, tree: Promise.resolve(foldLeaves(leaves.slice(), range.firstItem)) });
        } else {
          // Where the other threads have enough to do, this one does not wait for them.
          const elsewhere = ahead < mostAhead ? judge?.judge(bytes.slice()) : undefined;
          if (elsewhere !== undefined) ahead++;
          const judged = elsewhere?.finally(() => ahead--) ?? Promise.resolve(judgeFrame(bytes, this.speed.unpack));
          const tree = judged.then((one) => (one.kind === 'unreadable' ? null : one.subtrees));
          // Whoever waits hears of a failure; until then it must not count as unheard.
          tree.catch(() => undefined);
          trees.push(tree);
          frames.push({ ...range, tree });
        }
        job.report({ stage: 'verify', done: range.firstItem + range.count, total: entry.items.count, unit: 'entries' });
        await job.breathe();
      }
      const all = await Promise.all(trees);
      const whole = all.filter((tree) => tree !== null);
      if (whole.length === all.length) this.folded = { seq: entry.seq, frames };
      return found === undefined || whole.length < all.length ? null : proveItemIn(found.item, found.salt, whole, index, entry.items.count);
    } finally {
      judge?.end();
    }
  }

  async showProof(entry: Entry, index: number, job: Job): Promise<LogProof | null> {
    const proof = await this.prove(entry, index, job);
    if (proof === null) return null;
    const sides = sidesOf(index, proof.count);
    const [item] = await this.items(entry, index, index + 1);
    return { leaf: item?.leaf ?? '', salt: proof.salt, index, count: proof.count, path: proof.path.map((hash, at) => ({ hash, side: sides[at]! })), root: entry.items.root, holds: checkItemProof(proof, entry.items) };
  }

  /** The proof as a file. */
  async proofFile(entry: Entry, index: number, job: Job): Promise<string | null> {
    const proof = await this.prove(entry, index, job);
    const [line] = await this.workspace.journal.entries({ from: entry.seq });
    return proof === null || line === undefined ? null : proofText(proof, line);
  }

  /** The frames of an entry from the one that holds an item on. No frame holds more than `rowsPerFrame`, so those well before it need not be read. */
  private async *framesFrom(entry: Entry, index: number): AsyncGenerator<Frame> {
    for (let part = Math.floor(index / rowsPerFrame); part < entry.payload; part++) {
      const payload = payloadId(entry.seq, part);
      if (this.last?.payload === payload) {
        if (this.last.frame.firstItem + this.last.frame.count > index) yield this.last.frame;
        continue;
      }
      const bytes = await this.workspace.journal.frame({ payload });
      const range = bytes === null ? undefined : frameRange(bytes);
      if (bytes === null || range === undefined || range.firstItem + range.count <= index) continue;
      const frame = readFrame(bytes);
      if (!frame.ok) continue;
      this.last = { payload, frame: frame.value };
      yield frame.value;
    }
  }

  private async frame(entry: Entry, part: number): Promise<Frame | undefined> {
    const bytes = await this.workspace.journal.frame({ payload: payloadId(entry.seq, part) });
    const frame = bytes === null ? undefined : readFrame(bytes);
    return frame?.ok === true ? frame.value : undefined;
  }
}

/** What a frame adds to its entry's tree. */
type FoldedFrame = { readonly firstItem: number; readonly count: number; readonly tree: Promise<Subtrees | null> };

function itemsOf(frame: Frame, from: number, to: number): LogItem[] {
  return Array.from({ length: to - from }, (_, at): LogItem => {
    const index = from - frame.firstItem + at;
    const leaf = toHex(leafAt(frame, index));
    const item = itemAt(frame, index);
    return item === null
      ? { index: from + at, leaf, state: 'erased', kind: null, row: null, rows: [], golden: null, field: null, before: null, after: null, reason: null, rule: null, evidence: [] }
      : { index: from + at, leaf, state: 'present', ...factsOfItem(item) };
  });
}
