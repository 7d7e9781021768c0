// Checks the lines of a log against each other: which entry was changed, dropped, added, moved or doubled.
import { hashLine, parseEntry, type Entry } from './entry.ts';

export type Fault = {
  /** The entry that the fault is about; null where it is about the log as a whole. */
  readonly seq: number | null;
  readonly kind: FaultKind;
  readonly detail: Readonly<Record<string, string | number>>;
};

export const faultKinds = [
  // lines
  'unreadableLine',
  'foreignEntry',
  'missingEntry',
  'repeatedEntry',
  'forkedEntry',
  'movedEntry',
  'changedEntry',
  'brokenLink',
  'wrongClock',
  'badReference',
  'unfinishedLine',
  // payload
  'frameMissing',
  'frameDamaged',
  'frameUnreadable',
  'frameRepeated',
  'frameMisplaced',
  'frameUnclaimed',
  'segmentDamaged',
  'wrongRoot',
  'wrongCount',
  'wrongRows',
  'missingItems',
  'notErased',
  'badErasure',
  'wrongState',
  // signatures
  'badCheckpoint',
  'unknownKey',
  'badSignature',
  'checkpointMismatch',
  'checkpointBeyond',
  'signatureMissing',
  // the small files
  'headMismatch',
  'headBeyond',
  'headBehind',
  'headMissing',
  'workspaceMismatch',
  // receipts
  'badReceipt',
  'foreignReceipt',
  'receiptMismatch',
  'receiptBeyond',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const verdicts = ['ok', 'changed', 'missing', 'erased', 'reordered', 'forked'] as const;
export type Verdict = (typeof verdicts)[number];

/** A head that somebody vouches for: entry `size − 1` has this hash. */
export type Vouched = { readonly size: number; readonly hash: string; readonly by: 'checkpoint' | 'receipt' | 'head' };

export type EntriesReport = {
  /** The entries by sequence number; a hole where one is missing or cannot be read. */
  readonly entries: readonly (Entry | undefined)[];
  readonly hashes: readonly (string | undefined)[];
  readonly faults: readonly Fault[];
  /** Only what is not ok. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
};

type Line = { readonly position: number; readonly entry: Entry; readonly hash: string };

/** `log` is the workspace id that the entries must carry. */
export function verifyLines(lines: readonly Uint8Array[], log: string | undefined): EntriesReport {
  const faults: Fault[] = [];
  const verdictOf = new Map<number, Verdict>();
  const bySeq = new Map<number, Line[]>();
  const unreadable = new Set<number>();
  let before = -1;
  for (const [position, line] of lines.entries()) {
    const parsed = parseEntry(line);
    if (!parsed.ok) {
      // An unreadable line stands for the entry that would be due there.
      before++;
      unreadable.add(before);
      const reason = typeof parsed.error === 'string' ? parsed.error : parsed.error.kind === 'badMember' ? `badMember ${parsed.error.member}` : parsed.error.kind;
      faults.push({ seq: before, kind: 'unreadableLine', detail: { line: position + 1, reason } });
      verdictOf.set(before, 'changed');
      continue;
    }
    const entry = parsed.value;
    before = entry.seq;
    if (log !== undefined && entry.log !== log) {
      faults.push({ seq: entry.seq, kind: 'foreignEntry', detail: { line: position + 1, log: entry.log } });
      verdictOf.set(entry.seq, 'changed');
    }
    const same = bySeq.get(entry.seq);
    const read = { position, entry, hash: hashLine(line) };
    if (same === undefined) bySeq.set(entry.seq, [read]);
    else same.push(read);
  }
  // A forged number far off would make a list of millions of missing entries.
  let last = -1;
  for (const seq of bySeq.keys()) last = Math.max(last, seq);
  for (const seq of unreadable) last = Math.max(last, seq);
  const size = Math.min(last + 1, lines.length * 2 + 1_000);
  const chosen = chooseLines(bySeq, size, faults, verdictOf);
  for (let seq = 0; seq < size; seq++) {
    if (chosen[seq] !== undefined || unreadable.has(seq)) continue;
    faults.push({ seq, kind: 'missingEntry', detail: {} });
    verdictOf.set(seq, 'missing');
  }
  for (const seq of movedOnes(chosen)) {
    faults.push({ seq, kind: 'movedEntry', detail: { line: chosen[seq]!.position + 1 } });
    if (!verdictOf.has(seq)) verdictOf.set(seq, 'reordered');
  }
  checkMembers(chosen, faults, verdictOf);
  return { entries: chosen.map((line) => line?.entry), hashes: chosen.map((line) => line?.hash), faults, verdicts: verdictOf };
}

/** Follows the chain from its end to its start, and names the entries whose bytes are not what others sealed. */
export function verifyChain(report: EntriesReport, vouched: readonly Vouched[]): { readonly faults: readonly Fault[]; readonly changed: ReadonlySet<number> } {
  const { entries, hashes } = report;
  const faults: Fault[] = [];
  const changed = new Set<number>();
  const bySize = new Map(vouched.map((head) => [head.size, head]));
  for (let seq = entries.length - 1; seq >= 0; seq--) {
    const hash = hashes[seq];
    if (hash === undefined) continue;
    const next = entries[seq + 1];
    const isNextSound = next !== undefined && !changed.has(seq + 1);
    const isSealedByNext = next?.prev === hash;
    const head = bySize.get(seq + 1);
    const isVouchedFor = head?.hash === hash;
    if (isSealedByNext || isVouchedFor) {
      if (next !== undefined && !isSealedByNext) faults.push({ seq: seq + 1, kind: 'brokenLink', detail: { previous: seq } });
      continue;
    }
    if (isNextSound) {
      changed.add(seq);
      faults.push({ seq, kind: 'changedEntry', detail: { by: 'next' } });
    } else if (next !== undefined) {
      // The next entry is not sound itself, so its word against this one proves nothing.
      faults.push({ seq: seq + 1, kind: 'brokenLink', detail: { previous: seq } });
    } else if (head !== undefined && seq === entries.length - 1) {
      changed.add(seq);
      faults.push({ seq, kind: 'changedEntry', detail: { by: head.by } });
    }
  }
  return { faults, changed };
}

/** Of several lines with one number, the one that its successor sealed; the first where none was. */
function chooseLines(bySeq: ReadonlyMap<number, readonly Line[]>, size: number, faults: Fault[], verdictOf: Map<number, Verdict>): (Line | undefined)[] {
  const chosen: (Line | undefined)[] = [];
  for (let seq = 0; seq < size; seq++) {
    const candidates = bySeq.get(seq) ?? [];
    const successors = new Set((bySeq.get(seq + 1) ?? []).map(({ entry }) => entry.prev));
    const line = candidates.find(({ hash }) => successors.has(hash)) ?? candidates[0];
    chosen.push(line);
    for (const other of candidates) {
      if (other === line || line === undefined) continue;
      const kind = other.hash === line.hash ? 'repeatedEntry' : 'forkedEntry';
      faults.push({ seq, kind, detail: { line: other.position + 1 } });
      verdictOf.set(seq, 'forked');
    }
  }
  return chosen;
}

/** The smallest set of entries that stand in the wrong place: all but a longest rising run of positions. */
function movedOnes(chosen: readonly (Line | undefined)[]): number[] {
  const present = chosen.flatMap((line, seq) => (line === undefined ? [] : [{ seq, position: line.position }]));
  const tails: number[] = [];
  const before = new Array<number>(present.length).fill(-1);
  for (const [i, { position }] of present.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (present[tails[middle]!]!.position < position) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[i] = tails[low - 1]!;
    tails[low] = i;
  }
  const inOrder = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i]!) inOrder.add(i);
  return present.flatMap(({ seq }, i) => (inOrder.has(i) ? [] : [seq]));
}

function checkMembers(chosen: readonly (Line | undefined)[], faults: Fault[], verdictOf: Map<number, Verdict>): void {
  const blame = (seq: number, kind: FaultKind, detail: Fault['detail']): void => {
    faults.push({ seq, kind, detail });
    if (!verdictOf.has(seq)) verdictOf.set(seq, 'changed');
  };
  for (const [seq, line] of chosen.entries()) {
    if (line === undefined) continue;
    const { entry } = line;
    const earlier = chosen[seq - 1]?.entry;
    if (seq === 0 && (entry.act !== 'create-workspace' || !/^0{64}$/.test(entry.prev))) blame(seq, 'badReference', { member: 'prev' });
    if (seq > 0 && entry.act === 'create-workspace') blame(seq, 'badReference', { member: 'act' });
    if (seq === 0 && entry.clock === 'back') blame(seq, 'wrongClock', {});
    if (earlier !== undefined && (entry.clock === 'back') !== entry.at < earlier.at) blame(seq, 'wrongClock', {});
    if (entry.undoes !== undefined && entry.undoes >= seq) blame(seq, 'badReference', { member: 'undoes' });
  }
}
