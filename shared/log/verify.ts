// Verifies a whole log: every fault it can find, a verdict per entry, and what the handed-in receipts prove.
// Over 300 lines: each part that is checked has its function here, in the order of FORMAT.md.
import { quietJob, type Job } from '../kernel/job.ts';
import { isJsonObject, jsonToText, parseCanonical, type JsonObject } from './canonicalJson.ts';
import { isSigned, parseCheckpoint, parseReceipt, type Checkpoint, type VerifySignature } from './checkpoint.ts';
import { formatVersion, parseEntry, signedBefore, type Entry } from './entry.ts';
import { parseHead } from './headFile.ts';
import { collectErasures } from './erasure.ts';
import { splitLines } from './lines.ts';
import { verifyChain, verifyLines, type EntriesReport, type Fault, type Verdict, type Vouched } from './verifyEntries.ts';
import { verifyPayload, type FoundClaim, type FrameVisitor, type Speed } from './verifyPayload.ts';

/** The files of a workspace or of an audit bundle, wherever they lie. */
export interface LogReader {
  /** undefined where there is no such file. */
  file(name: LogFile): Promise<Uint8Array | undefined>;
  /** The payload segments in the order of their numbers. */
  segments(): AsyncIterable<Uint8Array>;
}
export type LogFile = 'workspace.json' | 'head.json' | 'head.bak.json' | 'log/entries.jsonl' | 'log/checkpoints.jsonl' | 'log/later-erasures.jsonl';

export type VerifyOptions = {
  readonly verifySignature: VerifySignature;
  /** The bytes of receipt files that somebody kept. */
  readonly receipts?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly job?: Job;
  readonly visit?: FrameVisitor;
  readonly speed?: Speed;
};

/** What is worth knowing without being a fault. */
export type LogNotice =
  | { readonly kind: 'clockBack'; readonly seq: number; readonly byMs: number }
  /** An append that was cut off before it was acknowledged. The next opening for writing takes it away. */
  | { readonly kind: 'unfinished'; readonly frames: number; readonly bytes: number }
  /** The last acknowledged size is one behind the log: the program was stopped between two writes. */
  | { readonly kind: 'headBehind'; readonly size: number }
  /** A backup whose items were erased by an entry that is younger than the backup. */
  | { readonly kind: 'erasedLater'; readonly by: number }
  | { readonly kind: 'notSigned'; readonly entries: number };

export type ReceiptProof = {
  readonly name: string;
  /** The entries 0 … size − 1 are proved unchanged since `at`; 0 where nothing is proved. */
  readonly size: number;
  readonly at: number;
  readonly words: readonly string[];
  readonly proves: boolean;
};

export type VerifyReport = {
  readonly clean: boolean;
  readonly log: string;
  readonly entries: number;
  readonly items: number;
  readonly erasedItems: number;
  readonly rows: number;
  readonly quarantined: number;
  readonly head: string;
  readonly checkpoints: { readonly good: number; readonly lastSize: number; readonly lastAt: number };
  readonly receipts: readonly ReceiptProof[];
  readonly faults: readonly Fault[];
  readonly notices: readonly LogNotice[];
  /** Entries that are not ok, in order. */
  readonly verdicts: readonly { readonly seq: number; readonly verdict: Verdict }[];
  /** What entries say about the state before them; see stateItem.ts. */
  readonly claims: readonly FoundClaim[];
  /** Entries that lost items other than rows. */
  readonly erasedOthers: ReadonlySet<number>;
  /** States that a replay of the log gave again; 0 where it was not replayed. */
  readonly states: number;
};

export type VerifyOutcome =
  | { readonly kind: 'verified'; readonly report: VerifyReport }
  | { readonly kind: 'unreadable'; readonly reason: 'noLog' | 'newerFormat' };

export async function verifyLog(reader: LogReader, options: VerifyOptions): Promise<VerifyOutcome> {
  const job = options.job ?? quietJob;
  const entriesFile = await reader.file('log/entries.jsonl');
  if (entriesFile === undefined) return { kind: 'unreadable', reason: 'noLog' };
  const workspace = readObject(await reader.file('workspace.json'));
  if (typeof workspace?.['v'] === 'number' && workspace['v'] > 1) return { kind: 'unreadable', reason: 'newerFormat' };
  const { lines, rest } = splitLines(entriesFile);
  const log = typeof workspace?.['id'] === 'string' ? workspace['id'] : undefined;
  const read = verifyLines(lines, log);
  if (read.faults.some(({ detail }) => detail['reason'] === 'newerFormat')) return { kind: 'unreadable', reason: 'newerFormat' };
  const faults: Fault[] = [...read.faults];
  const notices: LogNotice[] = [];
  const verdictOf = new Map(read.verdicts);
  const first = read.entries[0];
  if (workspace === undefined || (first !== undefined && (workspace['id'] !== first.log || workspace['key'] !== first.note?.['key']))) {
    faults.push({ seq: null, kind: 'workspaceMismatch', detail: {} });
  }

  const signed = await readCheckpoints(await reader.file('log/checkpoints.jsonl'), read, options.verifySignature, log ?? first?.log);
  faults.push(...signed.faults);
  const receipts = await readReceipts(options, read, log ?? first?.log);
  faults.push(...receipts.faults);
  const lost = lostSignature(read.entries, Math.max(0, ...signed.vouched.map(({ size }) => size)));
  if (lost !== undefined) faults.push(lost);
  const newestHead = await reader.file('head.json');
  // The program writes one before it moves the other.
  const headFile = newestHead ?? (await reader.file('head.bak.json'));
  if (headFile === undefined) faults.push({ seq: null, kind: 'headMissing', detail: {} });
  const head = readHead(headFile, read, log ?? first?.log);
  const vouched = [...head.vouched, ...signed.vouched, ...receipts.vouched];
  const chain = verifyChain(read, vouched);
  faults.push(...chain.faults);
  for (const seq of chain.changed) if (!verdictOf.has(seq)) verdictOf.set(seq, 'changed');
  faults.push(...compareVouched(read, vouched, verdictOf));
  const isCut = rest > 0;
  if (isCut && (head.size === undefined || head.size > read.entries.length)) faults.push({ seq: null, kind: 'unfinishedLine', detail: { bytes: rest } });
  const mayLag = newestHead === undefined || head.size === read.entries.length - 1;
  if (head.size !== undefined && head.size < read.entries.length && mayLag) notices.push({ kind: 'headBehind', size: head.size });
  else if (head.size !== undefined && head.size < read.entries.length) faults.push({ seq: null, kind: 'headBehind', detail: { size: head.size, entries: read.entries.length } });
  if (head.agrees === false) faults.push({ seq: null, kind: 'headMismatch', detail: {} });

  const later = laterErasures(await reader.file('log/later-erasures.jsonl'), read.entries.length);
  const erasing = read.entries.filter((entry) => entry?.act === 'erase') as Entry[];
  const wrongErasures = badErasures(erasing, read);
  faults.push(...wrongErasures);
  for (const { seq } of wrongErasures) if (!verdictOf.has(seq!)) verdictOf.set(seq!, 'changed');
  const payload = await verifyPayload(read.entries, reader.segments(), collectErasures([...erasing, ...later]), job, options.visit, options.speed);
  faults.push(...payload.faults);
  if (!faults.some(({ kind }) => kind === 'workspaceMismatch') && !repeatsFirstEntry(workspace, first, payload.firstItem)) faults.push({ seq: null, kind: 'workspaceMismatch', detail: {} });
  for (const [seq, verdict] of payload.verdicts) {
    const known = verdictOf.get(seq);
    if (known === undefined) verdictOf.set(seq, verdict);
  }
  for (const entry of later) notices.push({ kind: 'erasedLater', by: entry.seq });
  if (payload.looseFrames > 0 || (isCut && !faults.some(({ kind }) => kind === 'unfinishedLine'))) notices.push({ kind: 'unfinished', frames: payload.looseFrames, bytes: rest });
  for (const [seq, entry] of read.entries.entries()) {
    const before = read.entries[seq - 1];
    if (entry?.clock === 'back' && before !== undefined) notices.push({ kind: 'clockBack', seq, byMs: before.at - entry.at });
  }
  const lastSize = Math.max(0, ...signed.vouched.map(({ size }) => size));
  if (lastSize < read.entries.length) notices.push({ kind: 'notSigned', entries: read.entries.length - lastSize });

  const sorted = faults.toSorted((left, right) => (left.seq ?? -1) - (right.seq ?? -1));
  return {
    kind: 'verified',
    report: {
      clean: faults.length === 0,
      log: log ?? first?.log ?? '',
      entries: lines.length,
      items: payload.items,
      erasedItems: payload.erased,
      rows: payload.rows,
      quarantined: payload.quarantined,
      head: read.hashes.at(-1) ?? '',
      checkpoints: { good: signed.vouched.length, lastSize, lastAt: signed.lastAt },
      receipts: receipts.proofs,
      faults: sorted,
      notices,
      claims: payload.claims,
      erasedOthers: payload.erasedOthers,
      states: 0,
      verdicts: [...verdictOf].map(([seq, verdict]) => ({ seq, verdict })).sort((left, right) => left.seq - right.seq),
    },
  };
}

async function readCheckpoints(
  bytes: Uint8Array | undefined,
  read: EntriesReport,
  verify: VerifySignature,
  log: string | undefined,
): Promise<{ readonly faults: Fault[]; readonly vouched: Vouched[]; readonly lastAt: number }> {
  const faults: Fault[] = [];
  const vouched: Vouched[] = [];
  let lastAt = 0;
  const announced = announcedKeys(read.entries);
  const { lines, rest } = splitLines(bytes ?? new Uint8Array());
  // A signature that was cut off while it was written is none; a whole one that lost its line end was tampered with.
  if (rest > 0 && bytes!.indexOf(0x7d, bytes!.length - rest) >= 0) faults.push({ seq: null, kind: 'badCheckpoint', detail: { line: lines.length + 1 } });
  for (const [index, line] of lines.entries()) {
    const parsed = parseCheckpoint(line);
    if (!parsed.ok || parsed.value.log !== log) {
      faults.push({ seq: null, kind: 'badCheckpoint', detail: { line: index + 1 } });
      continue;
    }
    const checkpoint = parsed.value;
    if (!(await isSigned(checkpoint, verify))) {
      faults.push({ seq: null, kind: 'badSignature', detail: { size: checkpoint.size } });
      continue;
    }
    if (!isAnnounced(checkpoint, announced)) {
      faults.push({ seq: null, kind: 'unknownKey', detail: { size: checkpoint.size, key: checkpoint.key } });
      continue;
    }
    vouched.push({ size: checkpoint.size, hash: checkpoint.head, by: 'checkpoint' });
    lastAt = checkpoint.at;
  }
  return { faults, vouched, lastAt };
}

async function readReceipts(
  options: VerifyOptions,
  read: EntriesReport,
  log: string | undefined,
): Promise<{ readonly faults: Fault[]; readonly vouched: Vouched[]; readonly proofs: ReceiptProof[] }> {
  const faults: Fault[] = [];
  const vouched: Vouched[] = [];
  const proofs: ReceiptProof[] = [];
  for (const { name, bytes } of options.receipts ?? []) {
    const parsed = parseReceipt(bytes);
    if (!parsed.ok || !(await isSigned(parsed.value.checkpoint, options.verifySignature))) {
      faults.push({ seq: null, kind: 'badReceipt', detail: { name } });
      continue;
    }
    const { checkpoint, words } = parsed.value;
    const isForeign = checkpoint.log !== log;
    if (isForeign) faults.push({ seq: null, kind: 'foreignReceipt', detail: { name, log: checkpoint.log } });
    else vouched.push({ size: checkpoint.size, hash: checkpoint.head, by: 'receipt' });
    const proves = !isForeign && read.hashes[checkpoint.size - 1] === checkpoint.head;
    proofs.push({ name, size: proves ? checkpoint.size : 0, at: checkpoint.at, words, proves });
  }
  return { faults, vouched, proofs };
}

function readHead(
  bytes: Uint8Array | undefined,
  read: EntriesReport,
  log: string | undefined,
): { readonly vouched: readonly Vouched[]; readonly size?: number; readonly agrees?: boolean } {
  if (bytes === undefined) return { vouched: [] };
  const head = parseHead(bytes);
  if (head === undefined || head.log !== log) return { vouched: [], agrees: false };
  const { size } = head;
  let loaded = 0;
  let quarantined = 0;
  for (const entry of read.entries.slice(0, size)) {
    loaded += entry?.rows?.loaded ?? 0;
    quarantined += entry?.rows?.quarantined ?? 0;
  }
  const last = read.entries[size - 1];
  const agrees = size > read.entries.length || (head.rows === loaded && head.quarantined === quarantined && (last === undefined || head.at === last.at));
  return { vouched: [{ size, hash: head.hash, by: 'head' }], size, agrees };
}

/** Entries say how far the log was signed when they were written: signatures that reach less far were taken away. */
function lostSignature(entries: readonly (Entry | undefined)[], signed: number): Fault | undefined {
  let most = signed;
  let by: number | undefined;
  for (const entry of entries) {
    if (entry === undefined || signedBefore(entry) <= most) continue;
    most = signedBefore(entry);
    by = entry.seq;
  }
  return by === undefined ? undefined : { seq: null, kind: 'signatureMissing', detail: { by, size: most, signed } };
}

/** Compares the log with every head that somebody vouches for. */
function compareVouched(read: EntriesReport, vouched: readonly Vouched[], verdictOf: Map<number, Verdict>): Fault[] {
  const faults: Fault[] = [];
  const kinds = {
    checkpoint: { mismatch: 'checkpointMismatch', beyond: 'checkpointBeyond' },
    receipt: { mismatch: 'receiptMismatch', beyond: 'receiptBeyond' },
    head: { mismatch: 'headMismatch', beyond: 'headBeyond' },
  } as const;
  let provedTo = 0;
  const missing = new Set<number>();
  for (const { size, hash, by } of vouched.toSorted((left, right) => left.size - right.size)) {
    if (size === 0) continue;
    if (size > read.entries.length) {
      faults.push({ seq: null, kind: kinds[by].beyond, detail: { size, entries: read.entries.length } });
      // A head that names a size far off must not make millions of verdicts.
      for (let seq = read.entries.length; seq < Math.min(size, read.entries.length + 1_000); seq++) missing.add(seq);
      continue;
    }
    const found = read.hashes[size - 1];
    if (found === hash) {
      provedTo = Math.max(provedTo, size);
      continue;
    }
    if (found === undefined) continue;
    faults.push({ seq: size - 1, kind: kinds[by].mismatch, detail: { size, provedTo } });
    // Its bytes are others than those that were signed; where the change began, between the two, nobody can say.
    if (!verdictOf.has(size - 1)) verdictOf.set(size - 1, 'changed');
  }
  for (const seq of missing) {
    faults.push({ seq, kind: 'missingEntry', detail: {} });
    verdictOf.set(seq, 'missing');
  }
  return faults;
}

function announcedKeys(entries: readonly (Entry | undefined)[]): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  for (const entry of entries) {
    const key = entry?.note?.['key'];
    if (entry !== undefined && typeof key === 'string' && (entry.act === 'create-workspace' || entry.act === 'open') && !keys.has(key)) keys.set(key, entry.seq);
  }
  return keys;
}

/** A key signs only for sizes that include the entry that announced it. */
function isAnnounced(checkpoint: Checkpoint, announced: ReadonlyMap<string, number>): boolean {
  const by = announced.get(checkpoint.key);
  return by !== undefined && by < checkpoint.size;
}

function badErasures(erasing: readonly Entry[], read: EntriesReport): Fault[] {
  const faults: Fault[] = [];
  for (const { seq, erases } of erasing) {
    for (const { entry, first, count } of erases ?? []) {
      const named = read.entries[entry];
      if (entry >= seq || count === 0 || (named !== undefined && first + count > named.items.count)) faults.push({ seq, kind: 'badErasure', detail: { entry, first, count } });
    }
  }
  return faults;
}

/** Erase entries that are younger than this copy; older ones would belong into the log itself. */
function laterErasures(bytes: Uint8Array | undefined, size: number): Entry[] {
  return splitLines(bytes ?? new Uint8Array()).lines.flatMap((line) => {
    const parsed = parseEntry(line);
    return parsed.ok && parsed.value.act === 'erase' && parsed.value.seq >= size ? [parsed.value] : [];
  });
}

/** The small file says in the clear what the first entry seals: when the workspace was made, and how it is called. */
function repeatsFirstEntry(workspace: JsonObject | undefined, first: Entry | undefined, item: string | undefined): boolean {
  if (workspace === undefined || first === undefined) return true;
  const { v, id, title, created, key, ...others } = workspace;
  const hasShape = v === formatVersion && typeof id === 'string' && typeof title === 'string' && typeof key === 'string' && Object.keys(others).length === 0;
  if (!hasShape || created !== first.at) return false;
  return item === undefined || jsonToText((JSON.parse(item) as JsonObject)['title']) === title;
}

function readObject(bytes: Uint8Array | undefined): JsonObject | undefined {
  const parsed = bytes === undefined ? undefined : parseCanonical(bytes);
  return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : undefined;
}
