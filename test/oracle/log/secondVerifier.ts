// A verifier written from shared/log/FORMAT.md alone, with nothing but Node's standard library. Over 300 lines because it
// is one program in the order of that text, as a stranger would write it, and shares nothing with what it checks.
import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto';
import { crc32, inflateRawSync } from 'node:zlib';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Obj = { [name: string]: Json };
export type SecondReport = { readonly clean: boolean; readonly verdicts: ReadonlyMap<number, string>; readonly complaints: readonly string[] };

const sha = (...parts: (Buffer | Uint8Array)[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const isObject = (value: Json | undefined): value is Obj => typeof value === 'object' && value !== null && !Array.isArray(value);

// Section 2.
export function canonical(value: Json): string {
  if (typeof value === 'string') {
    let text = '"';
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      const next = value.charCodeAt(i + 1);
      if (unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) text += value.slice(i, ++i + 1);
      else if (unit >= 0xd800 && unit <= 0xdfff) throw new Error('lone surrogate');
      else if (unit === 0x22 || unit === 0x5c) text += `\\${value[i]}`;
      else if (unit < 0x20) text += ({ 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' } as Record<number, string>)[unit] ?? `\\u00${unit < 16 ? '0' : ''}${unit.toString(16)}`;
      else text += value[i];
    }
    return `${text}"`;
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error('number');
    return value === 0 ? '0' : value.toString(10);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isObject(value)) {
    const names = Object.keys(value).sort((a, b) => {
      for (let i = 0; i < Math.min(a.length, b.length); i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.charCodeAt(i) - b.charCodeAt(i);
      return a.length - b.length;
    });
    return `{${names.map((name) => `${canonical(name)}:${canonical(value[name]!)}`).join(',')}}`;
  }
  return value === null ? 'null' : value ? 'true' : 'false';
}

export function parse(bytes: Uint8Array): Json | undefined {
  try {
    const text = Buffer.from(bytes).toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(Buffer.from(bytes))) return undefined;
    const value = JSON.parse(text) as Json;
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

function cut(bytes: Uint8Array): { lines: Buffer[]; rest: number } {
  const lines: Buffer[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 10) continue;
    lines.push(Buffer.from(bytes.subarray(from, i)));
    from = i + 1;
  }
  return { lines, rest: bytes.length - from };
}

// Section 4.
const acts = 'create-workspace open load map standardise rules find-duplicates decide merge unmerge edit enrich refresh confirm judge measure tag export undo approve erase block restore checkpoint verify-failed'.split(' ');
const hex = (value: Json | undefined, digits: number): boolean => typeof value === 'string' && new RegExp(`^[0-9a-f]{${digits}}$`).test(value);
const count = (value: Json | undefined): boolean => typeof value === 'number' && value >= 0;
const shaped = (value: Json | undefined, ...names: string[]): value is Obj => isObject(value) && Object.keys(value).sort().join() === names.sort().join();

function isEntry(value: Json | undefined): value is Obj {
  if (!isObject(value)) return false;
  const rules: Record<string, (member: Json) => boolean> = {
    v: (m) => m === 1,
    log: (m) => hex(m, 32),
    seq: count,
    prev: (m) => hex(m, 64),
    at: (m) => typeof m === 'number',
    clock: (m) => m === 'ok' || m === 'back',
    actor: (m) => typeof m === 'string',
    role: (m) => ['owner', 'steward', 'approver', 'auditor', 'program'].includes(m as string),
    app: (m) => typeof m === 'string',
    act: (m) => acts.includes(m as string),
    items: (m) => shaped(m, 'count', 'root') && count(m['count']) && hex(m['root'], 64),
    payload: count,
    why: (m) => typeof m === 'string',
    undoes: count,
    basis: (m) => typeof m === 'string',
    rows: (m) => shaped(m, 'loaded', 'quarantined') && count(m['loaded']) && count(m['quarantined']),
    erases: (m) => Array.isArray(m) && m.every((range) => shaped(range, 'count', 'entry', 'first') && Object.values(range).every(count)),
    note: isObject,
  };
  const required = ['v', 'log', 'seq', 'prev', 'at', 'clock', 'actor', 'role', 'app', 'act', 'items', 'payload'];
  if (!required.every((name) => name in value)) return false;
  if (!Object.entries(value).every(([name, member]) => Object.hasOwn(rules, name) && rules[name]!(member))) return false;
  return (!('rows' in value) || value['act'] === 'load') && 'erases' in value === (value['act'] === 'erase');
}

// Section 5.
export type SecondItem = { erased: boolean; leaf: Buffer; quarantined: boolean; state: Obj | undefined };
export function readContent(content: Buffer): { codec: number; firstItem: number; items: SecondItem[]; texts: (Buffer | null)[] } {
  const [codec, packing] = [content.readUInt8(0), content.readUInt8(1)];
  const [firstItem, total, firstRow, columns, bodyLength, storedLength] = [4, 8, 12, 16, 20, 24].map((at) => content.readUInt32LE(at)) as [number, number, number, number, number, number];
  if (![1, 2].includes(codec) || ![0, 1].includes(packing) || content.readUInt16LE(2) !== 0 || bodyLength > 2 ** 28) throw new Error('header');
  const states = content.subarray(28, 28 + total);
  if (states.length !== total || states.some((state) => state > 1)) throw new Error('states');
  let at = 28 + total;
  const keys = [...states].map((state) => {
    const key = content.subarray(at, at + (state === 1 ? 32 : 16));
    at += state === 1 ? 32 : 16;
    return key;
  });
  if (at + storedLength !== content.length) throw new Error('length');
  const stored = content.subarray(at);
  const body = packing === 1 ? inflateRawSync(stored, { maxOutputLength: bodyLength + 1 }) : stored;
  if (body.length !== bodyLength) throw new Error('body length');
  const texts = codec === 1 ? itemTexts(body, states) : rowTexts(body, states, firstRow, columns);
  if (codec === 1 && (firstRow !== 0 || columns !== 0)) throw new Error('codec 1');
  const items = texts.map((text, i): SecondItem => {
    if (text === null) return { erased: true, leaf: keys[i]!, quarantined: false, state: undefined };
    const value = codec === 1 ? parse(text) : undefined;
    return { erased: false, leaf: sha(Buffer.of(0), keys[i]!, text), quarantined: isObject(value) && value['kind'] === 'quarantine', state: isObject(value) && value['kind'] === 'state' ? value : undefined };
  });
  return { codec, firstItem, items, texts };
}

function itemTexts(body: Buffer, states: Buffer): (Buffer | null)[] {
  const { lines, rest } = cut(body);
  if (rest !== 0 || lines.length !== states.length) throw new Error('lines');
  return lines.map((line, i) => {
    if (states[i] === 1) {
      if (line.length > 0) throw new Error('erased line');
      return null;
    }
    if (!isObject(parse(line))) throw new Error('item');
    return line;
  });
}

/** The JSON of one cell. */
function cellText(value: Buffer): string {
  if (value.length === 1 && value[0] === 0xff) return 'null';
  // Lone surrogates are the only thing that WTF-8 adds to UTF-8: three bytes ED A0…BF xx.
  let text = '';
  let lone = false;
  let afterHigh = false;
  for (let i = 0; i < value.length; ) {
    if (value[i] === 0xed && value[i + 1]! >= 0xa0 && i + 2 < value.length && (value[i + 2]! & 0xc0) === 0x80 && value[i + 1]! < 0xc0) {
      const isHigh = value[i + 1]! < 0xb0;
      if (afterHigh && !isHigh) throw new Error('pair in two');
      afterHigh = isHigh;
      lone = true;
      i += 3;
      continue;
    }
    afterHigh = false;
    let end = i + 1;
    while (end < value.length && !(value[end] === 0xed && value[end + 1]! >= 0xa0)) end++;
    text += new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value.subarray(i, end));
    i = end;
  }
  return lone ? `{"wtf8":"${value.toString('hex')}"}` : canonical(text);
}

function rowTexts(body: Buffer, states: Buffer, firstRow: number, columns: number): (Buffer | null)[] {
  const cells: string[][] = [...states].map(() => []);
  let at = 0;
  for (let c = 0; c < columns; c++) {
    const [kind, width, reserved, values, valueBytes] = [body.readUInt8(at), body.readUInt8(at + 1), body.readUInt16LE(at + 2), body.readUInt32LE(at + 4), body.readUInt32LE(at + 8)];
    at += 12;
    if (reserved !== 0 || !(kind === 0 ? width === 0 && values === states.length : kind === 1 && [1, 2, 4].includes(width))) throw new Error('column');
    const lengths: number[] = [];
    for (let i = 0; i < values; i++, at += 4) lengths.push(body.readUInt32LE(at));
    if (lengths.reduce((sum, length) => sum + length, 0) !== valueBytes || at + valueBytes > body.length) throw new Error('lengths');
    const texts = lengths.map((length) => {
      at += length;
      return cellText(body.subarray(at - length, at));
    });
    const used = new Set<number>();
    for (let row = 0; row < states.length; row++) {
      const code = kind === 0 ? row : body.readUIntLE(at, width);
      if (kind === 1) at += width;
      if (code >= values) throw new Error('code');
      used.add(code);
      cells[row]!.push(texts[code]!);
    }
    if (used.size !== values) throw new Error('unused value');
  }
  if (at !== body.length) throw new Error('rest');
  return cells.map((row, i) => {
    if (states[i] === 0) return Buffer.from(`{"cells":[${row.join(',')}],"row":${firstRow + i}}`);
    if (row.some((cell) => cell !== 'null')) throw new Error('erased row');
    return null;
  });
}

// Section 6.
export function root(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return leaves[0]!;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)));
}

// Section 8.
export function signedPart(checkpoint: Obj): Buffer {
  const { at, head, log, size } = checkpoint;
  return Buffer.from(`fichero checkpoint 1\n${canonical({ at: at!, head: head!, log: log!, size: size! })}`);
}

export function wordsOf(checkpoint: Obj): string[] {
  const bits = [...sha(signedPart(checkpoint))].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return [0, 1, 2, 3].map((word) => {
    const part = bits.slice(word * 11, word * 11 + 11);
    const number = (from: number, to: number): number => Number.parseInt(part.slice(from, to), 2);
    return 'bdfghjklmnprstyz'[number(0, 4)]! + 'aeio'[number(4, 6)]! + 'bflmrsvz'[number(6, 9)]! + 'aeio'[number(9, 11)]!;
  });
}

function isCheckpoint(value: Json | undefined): value is Obj {
  return (
    shaped(value, 'at', 'head', 'key', 'log', 'signature', 'size', 'v') &&
    value['v'] === 1 && typeof value['at'] === 'number' && typeof value['size'] === 'number' && value['size'] >= 1 &&
    hex(value['head'], 64) && hex(value['key'], 64) && hex(value['log'], 32) && hex(value['signature'], 128)
  );
}

export function isSignatureGood(checkpoint: Obj): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(checkpoint['key'] as string, 'hex').toString('base64url') }, format: 'jwk' });
    return verifyBytes(null, signedPart(checkpoint), key, Buffer.from(checkpoint['signature'] as string, 'hex'));
  } catch {
    return false;
  }
}

/** `files` by name as in section 1; `receipts` as read from disk. */
export function secondVerify(files: ReadonlyMap<string, Uint8Array>, receipts: readonly Uint8Array[] = []): SecondReport {
  const complaints: string[] = [];
  const verdicts = new Map<number, string>();
  const blame = (seq: number, verdict: string, words: string): void => {
    complaints.push(`${seq}: ${words}`);
    if (!verdicts.has(seq)) verdicts.set(seq, verdict);
  };
  const workspace = parse(files.get('workspace.json') ?? Buffer.of());
  const { lines, rest } = cut(files.get('log/entries.jsonl')!);

  // Section 11, 1 to 3.
  type Line = { at: number; entry: Obj; hash: string };
  const bySeq = new Map<number, Line[]>();
  const unreadable = new Set<number>();
  let due = 0;
  lines.forEach((line, at) => {
    const entry = parse(line);
    if (!isEntry(entry)) {
      unreadable.add(due);
      blame(due++, 'changed', 'unreadable');
      return;
    }
    const seq = entry['seq'] as number;
    due = seq + 1;
    if (isObject(workspace) && entry['log'] !== workspace['id']) blame(seq, 'changed', 'foreign');
    bySeq.set(seq, [...(bySeq.get(seq) ?? []), { at, entry, hash: sha(line).toString('hex') }]);
  });
  const size = Math.max(-1, ...bySeq.keys(), ...unreadable) + 1;
  const chosen: (Line | undefined)[] = [];
  for (let seq = 0; seq < size; seq++) {
    const all = bySeq.get(seq) ?? [];
    const line = all.find(({ hash }) => (bySeq.get(seq + 1) ?? []).some(({ entry }) => entry['prev'] === hash)) ?? all[0];
    chosen.push(line);
    if (all.length > 1) {
      complaints.push(`${seq}: several lines`);
      verdicts.set(seq, 'forked');
    }
    if (line === undefined && !unreadable.has(seq)) blame(seq, 'missing', 'missing');
  }
  for (const seq of outOfPlace(chosen.map((line) => line?.at))) blame(seq, 'reordered', 'moved');
  chosen.forEach((line, seq) => {
    if (line === undefined) return;
    const { entry } = line;
    const before = chosen[seq - 1]?.entry;
    if ((seq === 0) !== (entry['act'] === 'create-workspace') || (seq === 0 && entry['prev'] !== '0'.repeat(64))) blame(seq, 'changed', 'first');
    if (seq === 0 ? entry['clock'] !== 'ok' : before !== undefined && entry['clock'] !== ((entry['at'] as number) < (before['at'] as number) ? 'back' : 'ok')) blame(seq, 'changed', 'clock');
    if (typeof entry['undoes'] === 'number' && entry['undoes'] >= seq) blame(seq, 'changed', 'undoes');
  });
  const first = chosen[0]?.entry;
  const keyOf = (entry: Obj | undefined): Json | undefined => (isObject(entry?.['note']) ? entry['note']['key'] : undefined);
  if (!isObject(workspace) || (first !== undefined && (workspace['id'] !== first['log'] || workspace['key'] !== keyOf(first)))) complaints.push('workspace.json');
  else if (first !== undefined && (!shaped(workspace, 'created', 'id', 'key', 'title', 'v') || workspace['v'] !== 1 || typeof workspace['title'] !== 'string' || workspace['created'] !== first['at'])) complaints.push('workspace.json');

  // Section 8 and 9: who vouches for which size.
  const log = isObject(workspace) ? workspace['id'] : first?.['log'];
  const vouched: { size: number; head: string }[] = [];
  const headFile = files.get('head.json') ?? files.get('head.bak.json');
  if (headFile === undefined) complaints.push('head missing');
  if (headFile !== undefined) {
    const head = parse(headFile);
    const isHead = shaped(head, 'at', 'hash', 'log', 'quarantined', 'rows', 'size', 'v') && head['v'] === 1 && head['log'] === log;
    if (!isHead || !['size', 'rows', 'quarantined'].every((name) => count(head[name])) || typeof head['at'] !== 'number' || typeof head['hash'] !== 'string') complaints.push('head.json');
    else {
      const headSize = head['size'] as number;
      const last = chosen[headSize - 1];
      if (headSize <= size && last !== undefined && last.entry['at'] !== head['at']) complaints.push('head time');
      if (headSize > 0) vouched.push({ size: headSize, head: head['hash'] as string });
      if (headSize < size - 1 && files.has('head.json')) complaints.push('head behind');
      const sum = (name: string): number => chosen.slice(0, headSize).reduce((total, line) => total + Number((line?.entry['rows'] as Obj | undefined)?.[name] ?? 0), 0);
      if (headSize <= size && (head['rows'] !== sum('loaded') || head['quarantined'] !== sum('quarantined'))) complaints.push('head rows');
      if (rest > 0 && headSize > size) complaints.push('cut line');
    }
  } else if (rest > 0) complaints.push('cut line');
  const byHead = vouched.length;
  const signed = cut(files.get('log/checkpoints.jsonl') ?? Buffer.of());
  if (signed.rest > 0 && files.get('log/checkpoints.jsonl')!.slice(-signed.rest).includes(0x7d)) complaints.push('checkpoint');
  for (const line of signed.lines) {
    const checkpoint = parse(line);
    if (!isCheckpoint(checkpoint) || checkpoint['log'] !== log || !isSignatureGood(checkpoint)) complaints.push('checkpoint');
    else {
      const announced = chosen.findIndex((other) => other !== undefined && ['create-workspace', 'open'].includes(other.entry['act'] as string) && keyOf(other.entry) === checkpoint['key']);
      if (announced < 0 || announced >= (checkpoint['size'] as number)) complaints.push('key');
      else vouched.push({ size: checkpoint['size'] as number, head: checkpoint['head'] as string });
    }
  }
  const signedTo = Math.max(0, ...vouched.slice(byHead).map((one) => one.size));
  chosen.forEach((line, seq) => {
    const said = isObject(line?.entry['note']) ? line.entry['note']['signed'] : undefined;
    if (typeof said === 'number' && said >= 1 && said <= seq && said > signedTo) complaints.push('signature missing');
  });
  for (const bytes of receipts) {
    let receipt: Obj;
    try {
      receipt = JSON.parse(Buffer.from(bytes).toString('utf8')) as Obj;
    } catch {
      complaints.push('receipt');
      continue;
    }
    const checkpoint = receipt['checkpoint'];
    if (receipt['kind'] !== 'fichero-receipt' || receipt['v'] !== 1 || receipt['words'] === undefined || !isCheckpoint(checkpoint) || !isSignatureGood(checkpoint) || canonical(receipt['words']!) !== canonical(wordsOf(checkpoint))) complaints.push('receipt');
    else if (checkpoint['log'] !== log) complaints.push('foreign receipt');
    else vouched.push({ size: checkpoint['size'] as number, head: checkpoint['head'] as string });
  }

  // Section 11, 4 and 5.
  const changed = new Set<number>();
  for (let seq = size - 1; seq >= 0; seq--) {
    const line = chosen[seq];
    const next = chosen[seq + 1]?.entry;
    const heads = vouched.filter((head) => head.size === seq + 1);
    if (line === undefined || next?.['prev'] === line.hash || heads.at(-1)?.head === line.hash) {
      if (line !== undefined && next !== undefined && next['prev'] !== line.hash) complaints.push(`${seq + 1}: link`);
      continue;
    }
    if (next === undefined ? seq === size - 1 && heads.length > 0 : !changed.has(seq + 1)) {
      changed.add(seq);
      blame(seq, 'changed', 'changed');
    } else if (next !== undefined) complaints.push(`${seq + 1}: link`);
  }
  // 6.
  for (const head of vouched) {
    if (head.size > size) {
      for (let seq = size; seq < head.size; seq++) {
        complaints.push(`${seq}: beyond`);
        verdicts.set(seq, 'missing');
      }
    } else if (chosen[head.size - 1] !== undefined && chosen[head.size - 1]!.hash !== head.head) blame(head.size - 1, 'changed', 'vouched otherwise');
  }

  const title = verifyFrames(files, chosen.map((line) => line?.entry), complaints, verdicts)?.['title'];
  if (title !== undefined && isObject(workspace) && workspace['title'] !== title) complaints.push('title');
  return { clean: complaints.length === 0, verdicts, complaints };
}

// Sections 5 to 7.
function verifyFrames(files: ReadonlyMap<string, Uint8Array>, entries: readonly (Obj | undefined)[], complaints: string[], verdicts: Map<number, string>): Obj | undefined {
  let firstItem: Obj | undefined;
  const found = new Map<number, string>();
  const blame = (seq: number, verdict: string, words: string): void => {
    complaints.push(`${seq}: ${words}`);
    if (!found.has(seq) || found.get(seq) === 'erased') found.set(seq, verdict);
  };
  const frames = new Map<string, { intact: boolean; content: Buffer }>();
  let rest = 0;
  for (const name of [...files.keys()].filter((file) => /^payloads\/\d{6,}\.seg$/.test(file)).sort()) {
    const segment = Buffer.from(files.get(name)!);
    let at = 0;
    while (at + 16 <= segment.length && segment.readUInt32LE(at) >= 28 && at + 16 + segment.readUInt32LE(at) <= segment.length) {
      const end = at + 16 + segment.readUInt32LE(at);
      const [seq, part] = [segment.readUInt32LE(at + 8), segment.readUInt32LE(at + 12)];
      const entry = entries[seq];
      if (entry !== undefined && part >= (entry['payload'] as number)) blame(seq, 'changed', 'unclaimed frame');
      else if (frames.has(`${seq}.${part}`)) {
        if (entry !== undefined) blame(seq, 'changed', 'frame twice');
      } else frames.set(`${seq}.${part}`, { intact: crc32(segment.subarray(at + 8, end)) === segment.readUInt32LE(at + 4), content: segment.subarray(at + 16, end) });
      at = end;
    }
    rest += segment.length - at;
  }
  const named: { by: number; entry: number; first: number; count: number }[] = [];
  const note = (entry: Obj): void => {
    for (const range of (entry['erases'] ?? []) as unknown as { entry: number; first: number; count: number }[]) if (range.entry < (entry['seq'] as number)) named.push({ by: entry['seq'] as number, ...range });
  };
  for (const entry of entries) {
    if (entry?.['act'] !== 'erase') continue;
    note(entry);
    for (const { entry: of, first, count: total } of entry['erases'] as unknown as { entry: number; first: number; count: number }[]) {
      const target = entries[of];
      if (of >= (entry['seq'] as number) || total === 0 || (target !== undefined && first + total > Number((target['items'] as Obj)['count']))) blame(entry['seq'] as number, 'changed', 'erases nothing');
    }
  }
  for (const line of cut(files.get('log/later-erasures.jsonl') ?? Buffer.of()).lines) {
    const entry = parse(line);
    if (isEntry(entry) && entry['act'] === 'erase' && (entry['seq'] as number) >= entries.length) note(entry);
  }
  let missing = 0;
  entries.forEach((entry, seq) => {
    if (entry === undefined) return;
    const leaves: Buffer[] = [];
    let [rows, quarantined, erasedOthers] = [0, 0, 0];
    let spoiled = false;
    for (let part = 0; part < (entry['payload'] as number); part++) {
      const frame = frames.get(`${seq}.${part}`);
      if (frame === undefined) {
        missing++;
        spoiled = true;
        blame(seq, 'missing', 'no frame');
        continue;
      }
      if (spoiled && !frame.intact) continue;
      try {
        if (!frame.intact) throw new Error('crc');
        const { codec, firstItem: from, items, texts } = readContent(frame.content);
        if (from !== leaves.length) throw new Error('place');
        if (seq === 0 && from === 0 && codec === 1 && texts[0] instanceof Buffer) firstItem = parse(texts[0]) as Obj;
        for (const [i, item] of items.entries()) {
          const by = named.find((range) => range.entry === seq && from + i >= range.first && from + i < range.first + range.count);
          if (item.erased && by === undefined) blame(seq, 'missing', 'item gone');
          if (!item.erased && by !== undefined) blame(seq, 'erased', 'item still there');
          if (item.erased && by !== undefined && !found.has(seq)) found.set(seq, 'erased');
          if (item.quarantined) quarantined++;
          if (item.state !== undefined && !isStateGood(item.state, entries.slice(0, seq))) blame(seq, 'changed', 'state');
          if (item.erased && codec === 1) erasedOthers++;
        }
        leaves.push(...items.map((item) => item.leaf));
        if (codec === 2) rows += items.length;
      } catch (error) {
        spoiled = true;
        blame(seq, 'changed', `frame ${part}: ${String(error)}`);
      }
    }
    if (spoiled) return;
    const items = entry['items'] as Obj;
    if (items['count'] !== leaves.length) blame(seq, 'changed', 'count');
    else if (root(leaves).toString('hex') !== items['root']) blame(seq, 'changed', 'root');
    const said = (entry['rows'] ?? { loaded: 0, quarantined: 0 }) as { loaded: number; quarantined: number };
    if (said.loaded !== rows) blame(seq, 'changed', 'rows');
    if (entry['act'] === 'load' && (said.quarantined < quarantined || said.quarantined > quarantined + erasedOthers)) blame(seq, 'changed', 'quarantined');
  });
  if (rest > 0 && missing > 0) complaints.push('segment');
  for (const [seq, verdict] of found) if (!verdicts.has(seq)) verdicts.set(seq, verdict);
  return firstItem;
}

// Section 12.
function isStateGood(state: Obj, before: readonly (Obj | undefined)[]): boolean {
  if (!shaped(state, 'digest', 'kind', 'rows', 'rules', 'standing') || !hex(state['digest'], 64) || !['rows', 'rules', 'standing'].every((name) => count(state[name]))) return false;
  if (before.includes(undefined)) return true;
  const known = before as readonly Obj[];
  const back = new Set<number>();
  for (let seq = known.length - 1; seq >= 0; seq--) if (known[seq]!['undoes'] !== undefined && !back.has(seq)) back.add(known[seq]!['undoes'] as number);
  const standing = known.filter((entry, seq) => entry['undoes'] === undefined && !back.has(seq)).length;
  const rows = known.reduce((sum, entry) => sum + (isObject(entry['rows']) ? (entry['rows']['loaded'] as number) : 0), 0);
  return state['rows'] === rows && state['standing'] === standing;
}

/** All but a longest rising run, by the obvious quadratic method; of equal runs the one that ends lowest at each step. */
function outOfPlace(positions: readonly (number | undefined)[]): number[] {
  const present = positions.flatMap((at, seq) => (at === undefined ? [] : [{ seq, at }]));
  let runs: { at: number; seqs: number[] }[] = [];
  for (const { seq, at } of present) {
    // runs[k] is the run of length k + 1 with the lowest end.
    let k = 0;
    while (k < runs.length && runs[k]!.at < at) k++;
    runs = [...runs.slice(0, k), { at, seqs: [...(runs[k - 1]?.seqs ?? []), seq] }, ...runs.slice(k + 1)];
  }
  const kept = new Set(runs.at(-1)?.seqs);
  return present.flatMap(({ seq }) => (kept.has(seq) ? [] : [seq]));
}
