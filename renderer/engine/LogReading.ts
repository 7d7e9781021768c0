// Reads what entries are about out of the record for the screens: items by position, their leaves, proofs of single ones.
import type { LogItem, LogProof } from '../../shared/contract/engine.ts';
import { toHex } from '../../shared/kernel/hex.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { JsonObject } from '../../shared/log/canonicalJson.ts';
import { payloadId, type Entry } from '../../shared/log/entry.ts';
import { frameRange, isErased, itemAt, leafAt, leavesOf, readFrame, saltAt, type Frame } from '../../shared/log/frame.ts';
import { checkItemProof, proofText, proveItem, sidesOf, type ItemProof } from '../../shared/log/itemProof.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import { factsOfItem, isAbout } from '../../shared/state/itemWords.ts';

const leafBytes = 32;
type Range = { readonly firstItem: number; readonly count: number };

export class LogReading {
  private readonly workspace: Workspace;
  /** Which items each frame of an entry holds, once looked up. */
  private readonly ranges = new Map<number, readonly (Range | undefined)[]>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Items `[from, to)` of an entry. */
  async items(entry: Entry, from: number, to: number): Promise<LogItem[]> {
    const items: LogItem[] = [];
    const ranges = await this.rangesOf(entry);
    for (let part = 0; part < entry.payload; part++) {
      const range = ranges[part];
      if (range !== undefined && (range.firstItem + range.count <= from || range.firstItem >= to)) continue;
      const frame = await this.frame(entry, part);
      if (frame !== undefined) items.push(...itemsOf(frame, Math.max(from, frame.firstItem), Math.min(to, frame.firstItem + frame.count)));
    }
    return items;
  }

  /** The items of an entry that are about one of these rows or golden records. */
  async about(entry: Entry, rows: ReadonlySet<number>, golden: ReadonlySet<string>): Promise<LogItem[]> {
    const found: LogItem[] = [];
    const load = this.workspace.state.load(entry.seq as never);
    const ranges = load === undefined ? [] : await this.rangesOf(entry);
    for (let part = 0; part < entry.payload; part++) {
      const range = ranges[part];
      // In a load the rows come first, one item each.
      const wanted = load === undefined || range === undefined ? undefined : [...rows].filter((row) => row - load.firstRow >= range.firstItem && row - load.firstRow < range.firstItem + range.count);
      if (wanted?.length === 0 && range !== undefined && range.firstItem + range.count <= (load?.rows ?? 0)) continue;
      const frame = await this.frame(entry, part);
      if (frame === undefined) continue;
      for (let index = 0; index < frame.count; index++) {
        if (frame.kind === 'rows') {
          if (rows.has(frame.firstRow + index)) found.push(...itemsOf(frame, frame.firstItem + index, frame.firstItem + index + 1));
          continue;
        }
        if (isErased(frame, index) || frame.texts[index]!.includes('"kind":"load"')) continue;
        if (isAbout(itemAt(frame, index)!, rows, golden)) found.push(...itemsOf(frame, frame.firstItem + index, frame.firstItem + index + 1));
      }
    }
    return found;
  }

  /** null where the item is erased or not there. */
  async prove(entry: Entry, index: number, job: Job): Promise<ItemProof | null> {
    const leaves = new Uint8Array(entry.items.count * leafBytes);
    let item: JsonObject | null = null;
    let salt: Uint8Array | undefined;
    for (let part = 0; part < entry.payload; part++) {
      const frame = await this.frame(entry, part);
      if (frame === undefined) return null;
      leaves.set(leavesOf(frame), frame.firstItem * leafBytes);
      const position = index - frame.firstItem;
      if (position >= 0 && position < frame.count) {
        item = itemAt(frame, position);
        salt = saltAt(frame, position);
      }
      job.report({ stage: 'verify', done: frame.firstItem + frame.count, total: entry.items.count, unit: 'entries' });
      await job.breathe();
    }
    return item === null || salt === undefined ? null : proveItem(item, salt, leaves, index);
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

  private async rangesOf(entry: Entry): Promise<readonly (Range | undefined)[]> {
    const known = this.ranges.get(entry.seq);
    if (known !== undefined) return known;
    // Small entries are read anyway.
    const parts = entry.payload > 1 ? entry.payload : 0;
    const ranges: (Range | undefined)[] = [];
    for (let part = 0; part < parts; part++) {
      const bytes = await this.workspace.journal.frame({ payload: payloadId(entry.seq, part) });
      ranges.push(bytes === null ? undefined : frameRange(bytes));
    }
    this.ranges.set(entry.seq, ranges);
    return ranges;
  }

  private async frame(entry: Entry, part: number): Promise<Frame | undefined> {
    const bytes = await this.workspace.journal.frame({ payload: payloadId(entry.seq, part) });
    const frame = bytes === null ? undefined : readFrame(bytes);
    return frame?.ok === true ? frame.value : undefined;
  }
}

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
