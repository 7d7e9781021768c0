// Checks what the entries are about: every frame's items against the root that its entry committed to.
import { toHex } from '../kernel/hex.ts';
import type { Job } from '../kernel/job.ts';
import type { JsonObject } from './canonicalJson.ts';
import type { Entry } from './entry.ts';
import { erasedBy, type Erasures } from './erasure.ts';
import type { Unpack } from './deflate.adapter.ts';
import { isErased, type ItemsFrame } from './frame.ts';
import { isRowsContent, judgeFrame, type FrameJudge, type Judged } from './judgeFrame.ts';
import { MerkleBuilder } from './merkle.ts';
import { readSegment } from './segment.ts';
import { compareClaim, readStateClaim, type StateClaim } from './stateItem.ts';
import type { Fault, FaultKind, Verdict } from './verifyEntries.ts';

export type PayloadReport = {
  readonly faults: readonly Fault[];
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly items: number;
  readonly erased: number;
  readonly rows: number;
  readonly quarantined: number;
  /** Frames of entries that are not there: an append that was cut off, or a log that lost its end. */
  readonly looseFrames: number;
  readonly claims: readonly FoundClaim[];
  readonly erasedOthers: ReadonlySet<number>;
  /** The first item of the first entry, in canonical JSON; undefined where it can't be read or is erased. */
  readonly firstItem: string | undefined;
};

export type FoundClaim = StateClaim & { readonly seq: number };
/** Sees every intact frame of items, in order within its entry. */
export type FrameVisitor = (seq: number, frame: ItemsFrame) => void;

/** What a machine may lend: a faster way to unpack, and other threads. */
export type Speed = { readonly unpack?: Unpack; /** Started for large records only. */ readonly startJudge?: () => FrameJudge };

type Progress = {
  readonly tree: MerkleBuilder;
  nextPart: number;
  rows: number;
  quarantined: number;
  erasedOthers: number;
  /** Frames that came before their turn. */
  readonly early: Map<number, Taken>;
  readonly bad: { spoiled: boolean };
};

/** A frame in its turn: what it says, or why it was not asked. */
type Taken = Judged | 'damaged' | 'unasked';

/** Starting a thread pays from so many items on. */
export const itemsWorthAThread = 50_000;
/** Frames on their way to other threads and back: enough to keep them busy, few enough for the memory. */
const mostAhead = 8;

export async function verifyPayload(
  entries: readonly (Entry | undefined)[],
  segments: AsyncIterable<Uint8Array>,
  erasures: Erasures,
  job: Job,
  visit: FrameVisitor = () => undefined,
  speed: Speed = {},
): Promise<PayloadReport> {
  const checker = new PayloadChecker(entries, erasures, visit);
  let total = 0;
  for (const entry of entries) total += entry?.items.count ?? 0;
  const judge = total >= itemsWorthAThread ? speed.startJudge?.() : undefined;
  const ahead: { readonly seq: number; readonly part: number; readonly judged: Taken | Promise<Taken> }[] = [];
  const takeFirst = async (): Promise<void> => {
    const { seq, part, judged } = ahead.shift()!;
    checker.take(seq, part, await judged);
    job.report({ stage: 'verify', done: checker.items, total, unit: 'entries' });
    await job.breathe();
  };
  try {
    for await (const segment of segments) {
      const { frames, rest } = readSegment(segment);
      for (const { seq, part, bytes, intact } of frames) {
        const elsewhere = judge !== undefined && intact && isRowsContent(bytes) && checker.isClaimed(seq, part) ? judge.judge(bytes.slice()) : undefined;
        // Whoever waits for it hears of a failure.
        elsewhere?.catch(() => undefined);
        ahead.push({ seq, part, judged: elsewhere ?? (intact ? (checker.isClaimed(seq, part) ? judgeFrame(bytes, speed.unpack) : 'unasked') : 'damaged') });
        while (ahead.length > (judge === undefined ? 0 : mostAhead)) await takeFirst();
      }
      checker.takeRest(rest);
    }
    while (ahead.length > 0) await takeFirst();
  } finally {
    judge?.end();
  }
  return checker.finish();
}

/** Whether an item of a load is a line that was set aside. */
function isQuarantined(text: string): boolean {
  return text.includes('"kind":"quarantine"') && (JSON.parse(text) as JsonObject)['kind'] === 'quarantine';
}

class PayloadChecker {
  items = 0;
  private erased = 0;
  private looseFrames = 0;
  private rest = 0;
  private readonly faults: Fault[] = [];
  private readonly verdictOf = new Map<number, Verdict>();
  private readonly progress = new Map<number, Progress>();
  private readonly entries: readonly (Entry | undefined)[];
  private readonly erasures: Erasures;
  private readonly visit: FrameVisitor;
  private readonly claims: FoundClaim[] = [];
  private readonly erasedOthers = new Set<number>();
  private firstItem: string | undefined;

  constructor(entries: readonly (Entry | undefined)[], erasures: Erasures, visit: FrameVisitor) {
    this.visit = visit;
    this.entries = entries;
    this.erasures = erasures;
  }

  /** Whether some entry says that it has this frame. */
  isClaimed(seq: number, part: number): boolean {
    const entry = this.entries[seq];
    return entry !== undefined && part < entry.payload;
  }

  take(seq: number, part: number, judged: Taken): void {
    const entry = this.entries[seq];
    if (entry === undefined) {
      this.looseFrames++;
      return;
    }
    if (part >= entry.payload) {
      this.blame(seq, 'frameUnclaimed', { part });
      return;
    }
    const state = this.stateOf(seq);
    if (part < state.nextPart || state.early.has(part)) {
      this.blame(seq, 'frameRepeated', { part });
      return;
    }
    state.early.set(part, judged);
    for (let next = state.early.get(state.nextPart); next !== undefined; next = state.early.get(state.nextPart)) {
      state.early.delete(state.nextPart);
      this.check(seq, state, state.nextPart, next);
      state.nextPart++;
    }
  }

  /** Bytes at the end of a segment that are no frame. */
  takeRest(bytes: number): void {
    this.rest += bytes;
  }

  finish(): PayloadReport {
    let rows = 0;
    let quarantined = 0;
    let missing = 0;
    for (const [seq, entry] of this.entries.entries()) {
      if (entry === undefined) continue;
      const state = this.stateOf(seq);
      for (let part = state.nextPart; part < entry.payload; part++) {
        if (state.early.has(part)) continue;
        missing++;
        state.bad.spoiled = true;
        this.blame(seq, 'frameMissing', { part }, 'missing');
      }
      rows += state.rows;
      quarantined += state.quarantined;
      if (!state.bad.spoiled) this.compare(seq, entry, state);
      this.progress.delete(seq);
    }
    if (this.rest > 0) {
      // Behind the last whole frame lies an append that was cut off, or what is left of a frame that should be there.
      if (missing > 0) this.faults.push({ seq: null, kind: 'segmentDamaged', detail: { bytes: this.rest } });
      else this.looseFrames++;
    }
    const { faults, verdictOf: verdicts, items, erased, looseFrames, claims, erasedOthers, firstItem } = this;
    return { faults, verdicts, items, erased, rows, quarantined, looseFrames, claims, erasedOthers, firstItem };
  }

  private check(seq: number, state: Progress, part: number, judged: Taken): void {
    if (judged === 'damaged' || judged === 'unasked') {
      state.bad.spoiled = true;
      this.blame(seq, 'frameDamaged', { part });
      return;
    }
    if (judged.kind === 'unreadable') {
      state.bad.spoiled = true;
      this.blame(seq, 'frameUnreadable', { part, reason: judged.reason });
      return;
    }
    if (judged.firstItem !== state.tree.count) {
      state.bad.spoiled = true;
      this.blame(seq, 'frameMisplaced', { part, expected: state.tree.count, found: judged.firstItem });
      return;
    }
    state.tree.addSubtrees(judged.subtrees);
    this.items += judged.count;
    if (judged.kind === 'rows') state.rows += judged.count;
    this.checkErasures(seq, judged, state);
    if (judged.kind === 'rows') return;
    if (seq === 0 && judged.firstItem === 0 && judged.states[0] === 0) this.firstItem = judged.frame.texts[0];
    this.checkClaims(seq, judged.frame);
    this.visit(seq, judged.frame);
  }

  private checkClaims(seq: number, frame: ItemsFrame): void {
    for (const [index, text] of frame.texts.entries()) {
      const claim = isErased(frame, index) ? undefined : readStateClaim(text);
      if (claim === undefined) continue;
      const member = claim === null ? 'kind' : compareClaim(claim, seq, this.entries);
      if (member !== null) this.blame(seq, 'wrongState', { member });
      if (claim !== null) this.claims.push({ ...claim, seq });
    }
  }

  private checkErasures(seq: number, judged: Exclude<Judged, { kind: 'unreadable' }>, state: Progress): void {
    const { firstItem, count, states } = judged;
    let gapFrom = -1;
    let keptFrom = -1;
    let keptBy = -1;
    const endGap = (at: number): void => {
      if (gapFrom >= 0) this.blame(seq, 'missingItems', { first: firstItem + gapFrom, count: at - gapFrom }, 'missing');
      gapFrom = -1;
    };
    const endKept = (at: number): void => {
      if (keptFrom >= 0) this.blame(seq, 'notErased', { first: firstItem + keptFrom, count: at - keptFrom, by: keptBy }, 'erased');
      keptFrom = -1;
    };
    const isTouched = this.erasures.has(seq);
    for (let i = 0; i < count; i++) {
      const by = isTouched ? erasedBy(this.erasures, seq, firstItem + i) : undefined;
      if (states[i] === 1) {
        this.erased++;
        if (judged.kind === 'items') {
          state.erasedOthers++;
          this.erasedOthers.add(seq);
        }
        endKept(i);
        if (by !== undefined) {
          endGap(i);
          if (!this.verdictOf.has(seq)) this.verdictOf.set(seq, 'erased');
        } else if (gapFrom < 0) gapFrom = i;
        continue;
      }
      endGap(i);
      if (by === undefined) endKept(i);
      else if (keptFrom < 0) {
        keptFrom = i;
        keptBy = by;
      }
      if (judged.kind === 'items' && isQuarantined(judged.frame.texts[i]!)) state.quarantined++;
    }
    endGap(count);
    endKept(count);
  }

  private compare(seq: number, entry: Entry, state: Progress): void {
    if (state.tree.count !== entry.items.count) this.blame(seq, 'wrongCount', { expected: entry.items.count, found: state.tree.count });
    else if (toHex(state.tree.root()) !== entry.items.root) this.blame(seq, 'wrongRoot', {});
    const { loaded, quarantined } = entry.rows ?? { loaded: 0, quarantined: 0 };
    if (state.rows !== loaded) this.blame(seq, 'wrongRows', { expected: loaded, found: state.rows });
    if (entry.act === 'load' && (quarantined < state.quarantined || quarantined > state.quarantined + state.erasedOthers)) {
      this.blame(seq, 'wrongRows', { expectedQuarantined: quarantined, found: state.quarantined });
    }
  }

  private stateOf(seq: number): Progress {
    let state = this.progress.get(seq);
    if (state === undefined) {
      state = { tree: new MerkleBuilder(), nextPart: 0, rows: 0, quarantined: 0, erasedOthers: 0, early: new Map(), bad: { spoiled: false } };
      this.progress.set(seq, state);
    }
    return state;
  }

  private blame(seq: number, kind: FaultKind, detail: Fault['detail'], verdict: Verdict = 'changed'): void {
    this.faults.push({ seq, kind, detail });
    const known = this.verdictOf.get(seq);
    if (known === undefined || known === 'erased') this.verdictOf.set(seq, verdict);
  }
}
