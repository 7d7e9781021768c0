// A small log in memory, and every way to falsify it: for the laws of the verifiers. Over 300 lines
// because each way to falsify needs the one log that all are tried on, and is short by itself.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { randomInteger, pick, seededRandom, type Random } from '../../shared/kernel/random.ts';
import { canonicalBytes, canonicalJson, type JsonObject } from '../../shared/log/canonicalJson.ts';
import { receiptOf, receiptText, signedBytes, type Checkpoint } from '../../shared/log/checkpoint.ts';
import { deflate } from '../../shared/log/deflate.adapter.ts';
import { acts, afterSignature, emptyHead, hashLine, parseEntry, sealEntry, type Entry, type EntryDraft, type Head } from '../../shared/log/entry.ts';
import { collectErasures, eraseFromFrame } from '../../shared/log/erasure.ts';
import { PayloadBuilder } from '../../shared/log/PayloadBuilder.ts';
import { frameInSegment } from '../../shared/log/segment.ts';
import { countStanding } from '../../shared/log/standing.ts';
import type { LogFile, LogReader } from '../../shared/log/verify.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';

export type MemoryFrame = { seq: number; part: number; bytes: Uint8Array };
export type MemoryLog = {
  id: string;
  workspace: JsonObject;
  lines: Uint8Array[];
  /** Bytes behind the last newline. */
  tail: Uint8Array;
  checkpoints: Checkpoint[];
  head: JsonObject | undefined;
  frames: MemoryFrame[];
  receipts: { name: string; bytes: Uint8Array }[];
  /** What befalls the files once they lie there. */
  spoil?: (files: Map<string, Uint8Array>) => void;
};

export type Key = { readonly publicKey: string; sign(bytes: Uint8Array): Uint8Array };

/** An Ed25519 key from a seed byte, the same on every run. */
export function keyOf(seed: number): Key {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { publicKey: Buffer.from(x ?? '', 'base64url').toString('hex'), sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
}

export function checkpointOf(log: string, size: number, head: string, at: number, key: Key): Checkpoint {
  const unsigned = { log, size, head, at };
  return { v: 1, ...unsigned, key: key.publicKey, signature: Buffer.from(key.sign(signedBytes(unsigned))).toString('hex') };
}

/** Acts whose entries have items like any other. */
const plainActs = acts.filter((act) => !['create-workspace', 'load', 'erase', 'undo'].includes(act));

/** Items as the program writes them, one shape of every kind that nests or spells otherwise. */
function someItem(random: Random, row: number, name: string | undefined): JsonObject {
  const value = name ?? '';
  return pick<JsonObject>(random, [
    { row, field: 'email', before: name ?? null, after: `${row}@y.es` },
    { kind: 'merge', rows: [row, row + 3], pins: [{ field: 'phone', value }], before: [`g${row}`], after: `g${row}`, reason: 'sameCustomer', comment: value },
    { kind: 'correct', field: 'city', before: value, after: 'León', rows: [row], end: row + 1, reason: 'facet', comment: '' },
    { kind: 'matchModel', name: value, model: { kind: 'person', keys: [['surname', 'postcode']], levels: { email: [9_100, -2_200] }, thresholdPpm: 912_345 } },
    { kind: 'useModel', name: null },
    { kind: 'first', rows: [row, row + 1], ruling: 'merge', band: 'review' },
    { kind: 'second', rows: [row, row + 1], first: row, agrees: random() < 0.5 },
    { kind: 'enrich', golden: `g${row}`, field: 'website', before: '', after: value, source: 'table:1', confidencePpm: 930_000, because: [{ field: 'email', value }] },
    { kind: 'pack', name: value, rows: [row], fields: ['phone'], day: 20_000 },
    { kind: 'answer', pack: row, row, field: 'phone', value, confirmed: true },
    { kind: 'rule', id: `r${row}`, rule: { check: { kind: 'pattern', pattern: '^\\d{5}$' }, severity: 'error' } },
    { kind: 'weights', weights: null },
    { kind: 'export', file: value, sha256: '0'.repeat(64), rows: row },
    { kind: 'exportProfile', name: value, profile: JSON.stringify({ name: value }) },
    { kind: 'refresh', changed: [row], vanished: [] },
    { kind: 'policies', policies: [{ field: 'email', months: 24 }], '\ud83d\ude00': -row },
  ]);
}

/** A log of loads and of every other kind of entry, with an erasure now and then, all of it signed at the end. */
export function randomLog(random: Random, key: Key = keyOf(1)): MemoryLog {
  const id = Array.from({ length: 32 }, () => randomInteger(random, 16).toString(16)).join('');
  const bytesOf = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => randomInteger(random, 256));
  const log: MemoryLog = {
    id,
    workspace: { v: 1, id, title: 'Clientes', created: 1_700_000_000_000, key: key.publicKey },
    lines: [],
    tail: new Uint8Array(),
    checkpoints: [],
    head: undefined,
    frames: [],
    receipts: [],
  };
  const entries: Entry[] = [];
  let head = emptyHead(id);
  let at = 1_700_000_000_000;
  const append = (draft: EntryDraft, items: readonly JsonObject[], rows: readonly (readonly (string | undefined)[])[] = []): void => {
    const payload = new PayloadBuilder(bytesOf, random() < 0.5 ? deflate : undefined);
    const frames = [...payload.items(items)];
    if (rows.length > 0) {
      const columns = rows[0]!.map((_, c) => columnOf(rows.map((row) => row[c])));
      const half = rows.length >> 1;
      frames.push(...payload.rows(columns, 0, half, head.rows), ...payload.rows(columns, half, rows.length, head.rows + half));
    }
    at += randomInteger(random, 10) === 0 ? -5_000 : randomInteger(random, 100_000);
    const sealed = sealEntry(afterSignature(draft, log.checkpoints.at(-1)?.size ?? 0), head, { at, actor: `person-${randomInteger(random, 3)}`, role: 'steward', app: '0.1.0' }, payload.commitment());
    for (const [part, bytes] of frames.entries()) log.frames.push({ seq: head.size, part, bytes });
    log.lines.push(sealed.line);
    entries.push(sealed.entry);
    head = sealed.head;
  };
  /** Now and then an entry says what those before it add up to. */
  const claim = (): JsonObject[] => (random() < 0.4 ? [{ kind: 'state', digest: randomInteger(random, 10).toString().repeat(64), rows: head.rows, rules: 0, standing: countStanding(entries) }] : []);
  append({ act: 'create-workspace', note: { key: key.publicKey } }, [{ title: 'Clientes' }]);
  const count = 3 + randomInteger(random, 8);
  for (let i = 0; i < count; i++) {
    const names = ['Ana', 'Íñigo', 'Zoë "Z"', 'lone \ud800', '', undefined];
    if (i === 0 || random() < 0.3) {
      const rows = Array.from({ length: 2 + randomInteger(random, 12) }, () => [pick(random, names), `${randomInteger(random, 5)}@x.es`]);
      const quarantined = randomInteger(random, 3);
      append(
        { act: 'load', rows: { loaded: rows.length, quarantined } },
        [{ kind: 'load', columns: ['name', 'email'], quarantined }, ...Array.from({ length: quarantined }, (_, line) => ({ kind: 'quarantine', line, reason: { kind: 'badQuote' }, raw: '"x' }))],
        rows,
      );
    } else if (random() < 0.2) {
      const entry = pick(random, entries.filter(({ items }) => items.count > 1));
      const first = randomInteger(random, entry.items.count);
      append({ act: 'erase', why: 'art17', erases: [{ entry: entry.seq, first, count: 1 + randomInteger(random, entry.items.count - first) }] }, []);
    } else if (random() < 0.15) append({ act: 'undo', undoes: randomInteger(random, head.size) }, claim());
    else {
      const items = Array.from({ length: 1 + randomInteger(random, 5) }, (_, row) => someItem(random, row, pick(random, names)));
      append({ act: pick(random, plainActs), why: 'typo', ...(random() < 0.3 ? { undoes: randomInteger(random, head.size) } : {}) }, [...claim(), ...items]);
    }
    if (random() < 0.3) log.checkpoints.push(checkpointOf(id, head.size, head.hash, at, key));
  }
  if (log.checkpoints.at(-1)?.size !== head.size) log.checkpoints.push(checkpointOf(id, head.size, head.hash, at, key));
  const erasures = collectErasures(entries);
  log.frames = log.frames.map((frame) => {
    const after = eraseFromFrame(frame.bytes, frame.seq, erasures, deflate);
    return typeof after === 'string' ? frame : { ...frame, bytes: after };
  });
  log.workspace = { ...log.workspace, created: entries[0]!.at };
  log.head = { v: 1, ...head };
  log.receipts = [{ name: 'receipt', bytes: new TextEncoder().encode(receiptText(receiptOf(log.checkpoints.at(-1)!))) }];
  return log;
}

/** The files as they would lie in a folder. */
export function filesOf(log: MemoryLog): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const lines = (all: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(all.flatMap((line) => [line, Buffer.from('\n')])));
  files.set('workspace.json', canonicalBytes(log.workspace));
  files.set('log/entries.jsonl', new Uint8Array(Buffer.concat([lines(log.lines), log.tail])));
  files.set('log/checkpoints.jsonl', lines(log.checkpoints.map((checkpoint) => canonicalBytes(checkpoint))));
  if (log.head !== undefined) files.set('head.json', canonicalBytes(log.head));
  const half = log.frames.length >> 1;
  for (const [number, frames] of [log.frames.slice(0, half), log.frames.slice(half)].entries()) {
    files.set(`payloads/00000${number + 1}.seg`, new Uint8Array(Buffer.concat(frames.map(({ seq, part, bytes }) => frameInSegment(seq, part, bytes)))));
  }
  log.spoil?.(files);
  return files;
}

export function memoryReader(files: ReadonlyMap<string, Uint8Array>): LogReader {
  return {
    file: (name: LogFile) => Promise.resolve(files.get(name)),
    segments: async function* () {
      for (const name of [...files.keys()].sort()) if (name.startsWith('payloads/')) yield await Promise.resolve(files.get(name)!);
    },
  };
}

/** What was done, and which entry a verifier has to name (undefined: any fault will do). */
export type Mutation = { readonly kind: string; readonly entry: number | undefined; readonly needsReceipt?: boolean };

export const mutationKinds = [
  'edit',
  'drop',
  'insert',
  'swap',
  'truncate',
  'cutLine',
  'fork',
  'replay',
  'resign',
  'swapPayload',
  'dropPayload',
  'changeItem',
  'changeSalt',
  'fakeErase',
  'hiddenErase',
  'falseState',
  'rewriteTail',
  'rewriteAll',
  'foreignLine',
  'oddSpelling',
  'falseClock',
  'falseUndo',
  'keepErased',
  'emptyErasure',
  'decay',
  'garbageFrame',
  'repeatFrame',
  'extraFrame',
  'cutSegment',
  'garbageCheckpoint',
  'headBack',
  'renameWorkspace',
  'garbageReceipt',
  'otherReceipt',
  'editTwo',
  'dropSignatures',
  'dropHead',
  'falseCount',
  'falseRows',
] as const;

/** Falsifies the log in place. Returns undefined where this log gives no occasion for this kind. */
export function mutate(log: MemoryLog, kind: (typeof mutationKinds)[number], random: Random): Mutation | undefined {
  const size = log.lines.length;
  const at = randomInteger(random, size);
  const entryAt = (seq: number): Entry => {
    const parsed = parseEntry(log.lines[seq]!);
    if (!parsed.ok) throw new Error('mutating a mutated log');
    return parsed.value;
  };
  const edited = (entry: Entry): Entry =>
    pick(random, [
      { ...entry, actor: `${entry.actor}x` },
      { ...entry, why: 'otro' + String(randomInteger(random, 9)) },
      { ...entry, app: '9.9.9' },
      { ...entry, role: entry.role === 'owner' ? 'auditor' : 'owner' },
      { ...entry, note: { ...entry.note, rows: randomInteger(random, 1_000_000) } },
      { ...entry, prev: entry.prev.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a')) },
    ] as const);
  const lineOf = (entry: Entry): Uint8Array => canonicalBytes(entry as unknown as JsonObject);
  const frameIndex = (): number | undefined => {
    const withItems = log.frames.flatMap((frame, i) => (frame.bytes[28] === 0 ? [i] : []));
    return withItems.length === 0 ? undefined : pick(random, withItems);
  };
  /** The last entry made anew by somebody who holds the key, so that nothing but what it says is wrong. */
  const sealLast = (entry: Entry): Mutation => {
    log.lines[size - 1] = lineOf(entry);
    const hash = hashLine(log.lines[size - 1]!);
    log.checkpoints = log.checkpoints.map((old) => (old.size === size ? checkpointOf(old.log, size, hash, old.at, keyOf(1)) : old));
    log.head = { ...log.head, hash };
    return { kind, entry: size - 1 };
  };
  const spoil = (name: (files: Map<string, Uint8Array>) => string | undefined, change: (bytes: Uint8Array) => Uint8Array): void => {
    log.spoil = (files) => {
      const file = name(files);
      if (file !== undefined) files.set(file, change(files.get(file)!));
    };
  };
  switch (kind) {
    case 'foreignLine':
      if (at === 0) return undefined;
      log.lines[at] = lineOf({ ...entryAt(at), log: 'f'.repeat(32) });
      return { kind, entry: at };
    case 'oddSpelling':
      log.lines[at] = new Uint8Array([...log.lines[at]!.subarray(0, 1), 0x20, ...log.lines[at]!.subarray(1)]);
      return { kind, entry: at };
    case 'falseClock': {
      const last = entryAt(size - 1);
      return sealLast({ ...last, clock: last.clock === 'ok' ? 'back' : 'ok' });
    }
    case 'falseCount': {
      const last = entryAt(size - 1);
      return sealLast({ ...last, items: { ...last.items, count: last.items.count + 1 } });
    }
    case 'falseRows': {
      const { rows, ...last } = entryAt(size - 1);
      return rows === undefined ? undefined : sealLast({ ...last, rows: { ...rows, loaded: rows.loaded + 1 } });
    }
    case 'falseUndo':
      return sealLast({ ...entryAt(size - 1), undoes: size - 1 + randomInteger(random, 3) });
    case 'keepErased': {
      const target = log.frames.find(({ seq, bytes }) => seq < size - 1 && seq > 0 && bytes[28] === 0);
      const { rows, undoes: _, ...rest } = entryAt(size - 1);
      if (target === undefined || rows !== undefined || rest.items.count > 0) return undefined;
      sealLast({ ...rest, act: 'erase', erases: [{ entry: target.seq, first: new DataView(target.bytes.buffer, target.bytes.byteOffset).getUint32(4, true), count: 1 }] });
      return { kind, entry: target.seq };
    }
    case 'emptyErasure': {
      const { rows, undoes: _, ...rest } = entryAt(size - 1);
      if (rows !== undefined) return undefined;
      return sealLast({ ...rest, act: 'erase', erases: pick(random, [[{ entry: size - 1, first: 0, count: 1 }], [{ entry: 1, first: 1_000, count: 1 }], [{ entry: 1, first: 0, count: 0 }]]) });
    }
    case 'decay':
      spoil((files) => pick(random, [...files.keys()].filter((name) => name.startsWith('payloads/') && files.get(name)!.length > 0)), (bytes) => {
        const after = bytes.slice();
        after[16 + randomInteger(random, 28)]! ^= 1 + randomInteger(random, 255);
        return after;
      });
      return { kind, entry: undefined };
    case 'garbageFrame': {
      const frame = pick(random, log.frames);
      frame.bytes = pick(random, [frame.bytes.map((byte, i) => (i === 0 ? 7 : byte)), frame.bytes.map((byte, i) => (i === 2 ? 1 : byte)), new Uint8Array([...frame.bytes, 0])]);
      return { kind, entry: frame.seq };
    }
    case 'repeatFrame': {
      const frame = pick(random, log.frames);
      log.frames.push({ ...frame });
      return { kind, entry: frame.seq };
    }
    case 'extraFrame': {
      const frame = pick(random, log.frames);
      log.frames.push({ ...frame, part: entryAt(frame.seq).payload + randomInteger(random, 3) });
      return { kind, entry: frame.seq };
    }
    case 'cutSegment':
      spoil((files) => [...files.keys()].filter((name) => name.startsWith('payloads/') && files.get(name)!.length > 40).pop(), (bytes) => bytes.slice(0, bytes.length - 1 - randomInteger(random, 20)));
      return { kind, entry: undefined };
    case 'garbageCheckpoint':
      spoil(() => 'log/checkpoints.jsonl', (bytes) => pick(random, [new Uint8Array([...bytes, 0x7b, 0x7d, 0x0a]), new Uint8Array([...bytes, 0x7d]), new Uint8Array([0x0a, ...bytes])]));
      return { kind, entry: undefined };
    case 'headBack':
      if (size < 3) return undefined;
      log.head = { v: 1, log: log.id, size: size - 2, hash: hashLine(log.lines[size - 3]!), at: entryAt(size - 3).at, rows: Array.from({ length: size - 2 }, (_, seq) => entryAt(seq).rows?.loaded ?? 0).reduce((sum, one) => sum + one, 0), quarantined: Array.from({ length: size - 2 }, (_, seq) => entryAt(seq).rows?.quarantined ?? 0).reduce((sum, one) => sum + one, 0) };
      return { kind, entry: undefined };
    case 'renameWorkspace':
      log.workspace = pick<JsonObject>(random, [{ ...log.workspace, title: 'Otros' }, { ...log.workspace, created: 5 }, { ...log.workspace, more: 1 }, { ...log.workspace, id: 'a'.repeat(32) }]);
      return { kind, entry: undefined };
    case 'garbageReceipt':
      log.receipts = [{ name: 'receipt', bytes: pick(random, [new Uint8Array(), new TextEncoder().encode('{"kind":"fichero-receipt"}'), log.receipts[0]!.bytes.map((byte, i) => (i === 40 ? 0x5a : byte))]) }];
      return { kind, entry: undefined, needsReceipt: true };
    case 'otherReceipt':
      log.receipts = [{ name: 'receipt', bytes: new TextEncoder().encode(receiptText(receiptOf(checkpointOf('b'.repeat(32), 1, 'c'.repeat(64), 1, keyOf(9))))) }];
      return { kind, entry: undefined, needsReceipt: true };
    case 'editTwo': {
      const first = randomInteger(random, size - 2);
      log.lines[first] = lineOf({ ...entryAt(first), app: '9.9.9' });
      log.lines[first + 1] = lineOf({ ...entryAt(first + 1), app: '9.9.9' });
      return { kind, entry: first + 1 };
    }
    case 'dropSignatures': {
      // All of them, or the later ones, of which an entry still speaks.
      const spokenOf = Math.max(0, ...log.lines.map((_, seq) => Number(entryAt(seq).note?.['signed'] ?? 0)));
      if (spokenOf === 0) return undefined;
      const kept = log.checkpoints.filter((old) => old.size < spokenOf);
      log.checkpoints = pick(random, [[], kept]);
      return { kind, entry: undefined };
    }
    case 'dropHead':
      log.head = undefined;
      return { kind, entry: undefined };
    case 'edit':
      log.lines[at] = lineOf(edited(entryAt(at)));
      return { kind, entry: at };
    case 'drop':
      log.lines.splice(at, 1);
      return { kind, entry: at };
    case 'insert': {
      const place = 1 + randomInteger(random, size - 1);
      log.lines.splice(place, 0, lineOf({ ...edited(entryAt(place)), prev: hashLine(log.lines[place - 1]!) }));
      return { kind, entry: place };
    }
    case 'swap': {
      const other = (at + 1 + randomInteger(random, size - 1)) % size;
      [log.lines[at], log.lines[other]] = [log.lines[other]!, log.lines[at]!];
      return { kind, entry: undefined };
    }
    case 'truncate': {
      const keep = 1 + randomInteger(random, size - 1);
      log.lines.length = keep;
      return { kind, entry: keep };
    }
    case 'cutLine': {
      const last = log.lines.pop()!;
      log.tail = last.subarray(0, 1 + randomInteger(random, last.length));
      return { kind, entry: size - 1 };
    }
    case 'fork':
      log.lines.splice(at + 1, 0, lineOf({ ...entryAt(at), actor: 'shadow' }));
      return { kind, entry: at };
    case 'replay':
      log.lines.push(log.lines[at]!.slice());
      return { kind, entry: at };
    case 'resign': {
      const key = keyOf(77);
      const index = randomInteger(random, log.checkpoints.length);
      const old = log.checkpoints[index]!;
      log.checkpoints[index] = checkpointOf(old.log, old.size, pick(random, [old.head, 'e'.repeat(64)]), old.at, pick(random, [key, { ...key, publicKey: old.key }]));
      return { kind, entry: undefined };
    }
    case 'swapPayload': {
      const left = frameIndex();
      const right = frameIndex();
      if (left === undefined || right === undefined || left === right) return undefined;
      [log.frames[left]!.bytes, log.frames[right]!.bytes] = [log.frames[right]!.bytes, log.frames[left]!.bytes];
      return { kind, entry: log.frames[left]!.seq };
    }
    case 'dropPayload': {
      const index = randomInteger(random, log.frames.length);
      const [gone] = log.frames.splice(index, 1);
      return { kind, entry: gone!.seq };
    }
    case 'changeItem': {
      const index = log.frames.findIndex(({ bytes }, i) => i >= at && bytes[1] === 0 && bytes.at(-2) !== undefined && bytes[0] === 1 && bytes.includes(0x40));
      if (index < 0) return undefined;
      const frame = log.frames[index]!;
      const bytes = frame.bytes.slice();
      bytes[bytes.lastIndexOf(0x40) + 1] = 0x7a;
      if (Buffer.from(bytes).equals(frame.bytes)) return undefined;
      frame.bytes = bytes;
      return { kind, entry: frame.seq };
    }
    case 'changeSalt': {
      const index = frameIndex();
      if (index === undefined) return undefined;
      const frame = log.frames[index]!;
      const bytes = frame.bytes.slice();
      const count = new DataView(bytes.buffer).getUint32(8, true);
      bytes[28 + count + randomInteger(random, 16)]! ^= 1 + randomInteger(random, 255);
      frame.bytes = bytes;
      return { kind, entry: frame.seq };
    }
    case 'fakeErase': {
      // The item is gone, but no entry says so.
      const index = frameIndex();
      if (index === undefined) return undefined;
      const frame = log.frames[index]!;
      const firstItem = new DataView(frame.bytes.buffer, frame.bytes.byteOffset).getUint32(4, true);
      const fake: Entry = { ...entryAt(0), act: 'erase', seq: frame.seq + 1, erases: [{ entry: frame.seq, first: firstItem, count: 1 }] };
      const after = eraseFromFrame(frame.bytes, frame.seq, collectErasures([fake]), deflate);
      if (typeof after === 'string') return undefined;
      frame.bytes = after;
      return { kind, entry: frame.seq };
    }
    case 'hiddenErase': {
      // An entry claims the erasure, but it was slipped in by turning another entry into it.
      const index = frameIndex();
      const seq = size - 1;
      if (index === undefined || log.frames[index]!.seq >= seq) return undefined;
      const frame = log.frames[index]!;
      const firstItem = new DataView(frame.bytes.buffer, frame.bytes.byteOffset).getUint32(4, true);
      const { rows: _, undoes: __, ...rest } = entryAt(seq);
      const fake: Entry = { ...rest, act: 'erase', erases: [{ entry: frame.seq, first: firstItem, count: 1 }] };
      const after = eraseFromFrame(frame.bytes, frame.seq, collectErasures([fake]), deflate);
      if (typeof after === 'string') return undefined;
      frame.bytes = after;
      log.lines[seq] = lineOf(fake);
      return { kind, entry: seq };
    }
    case 'falseState': {
      // A program that lies about what came before, in an entry that is sealed as it should be: the last one.
      const seq = size - 1;
      const [frame, ...others] = log.frames.filter((one) => one.seq === seq);
      const last = entryAt(seq);
      if (frame === undefined || others.length > 0 || last.rows !== undefined) return undefined;
      const rows = Array.from({ length: seq }, (_, before) => entryAt(before).rows?.loaded ?? 0).reduce((sum, one) => sum + one, 0);
      const standing = countStanding(Array.from({ length: seq }, (_, before) => entryAt(before)));
      const payload = new PayloadBuilder((length) => Uint8Array.from({ length }, () => randomInteger(random, 256)));
      const lie = pick(random, [{ rows: rows + 1, standing }, { rows, standing: standing + 1 }, { rows, standing, more: 1 }, { rows: -1, standing }]);
      [frame.bytes] = [...payload.items([{ kind: 'state', digest: 'a'.repeat(64), rules: 0, ...lie }])] as [Uint8Array];
      log.lines[seq] = lineOf({ ...last, items: payload.commitment().items });
      const hash = hashLine(log.lines[seq]);
      log.checkpoints = log.checkpoints.map((old) => (old.size === size ? checkpointOf(old.log, size, hash, old.at, keyOf(1)) : old));
      log.head = { ...log.head, hash };
      return { kind, entry: seq };
    }
    case 'rewriteTail':
    case 'rewriteAll': {
      // The whole rest of the chain is made anew; with rewriteAll signatures and head too, by the holder of the key.
      const from = kind === 'rewriteAll' ? Math.max(1, at) : at;
      const before = log.lines.map((line) => hashLine(line));
      let prev = from === 0 ? '0'.repeat(64) : before[from - 1]!;
      for (let seq = from; seq < size; seq++) {
        const entry = seq === from ? { ...entryAt(seq), actor: 'shadow' } : entryAt(seq);
        log.lines[seq] = lineOf({ ...entry, prev });
        prev = hashLine(log.lines[seq]!);
      }
      if (kind === 'rewriteTail') return { kind, entry: undefined };
      const key = keyOf(1);
      log.checkpoints = log.checkpoints.map((old) => checkpointOf(old.log, old.size, hashLine(log.lines[old.size - 1]!), old.at, key));
      log.head = { ...log.head, hash: prev };
      return { kind, entry: undefined, needsReceipt: true };
    }
    default:
      throw new Error(`No mutation ${canonicalJson(kind)}`);
  }
}

/** A log that was falsified in this way; of the seeds that follow from this one, the first whose log gives occasion for it. */
export function falsifiedLog(kind: (typeof mutationKinds)[number], seed: number): { readonly log: MemoryLog; readonly mutation: Mutation } {
  for (let attempt = 0; ; attempt++) {
    const random = seededRandom(seed + attempt * 100_000_007);
    const log = randomLog(random);
    const mutation = mutate(log, kind, random);
    if (mutation !== undefined) return { log, mutation };
  }
}

export type { Head };
