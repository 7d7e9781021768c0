// Writes the test vectors beside shared/log/FORMAT.md: node build/vectors/writeVectors.ts [--check]
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '../../shared/kernel/random.ts';
import { toHex } from '../../shared/kernel/hex.ts';
import { canonicalBytes, parseCanonicalText, type JsonObject } from '../../shared/log/canonicalJson.ts';
import { receiptWords, signedBytes, type Checkpoint } from '../../shared/log/checkpoint.ts';
import { deflate } from '../../shared/log/deflate.adapter.ts';
import { afterSignature, emptyHead, sealEntry, type Entry, type EntryDraft } from '../../shared/log/entry.ts';
import { collectErasures, eraseFromFrame } from '../../shared/log/erasure.ts';
import { encodeItems, encodeRows, eraseItems, itemAt, leavesOf, readFrame, saltAt, writeFrame } from '../../shared/log/frame.ts';
import { inclusionPath, MerkleBuilder } from '../../shared/log/merkle.ts';
import { PayloadBuilder } from '../../shared/log/PayloadBuilder.ts';
import { frameInSegment } from '../../shared/log/segment.ts';
import { columnOf } from '../../shared/table/TextColumnBuilder.ts';

const random = seededRandom(20_260_101);
const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
const logId = 'f1c4e0f1c4e0f1c4e0f1c4e0f1c4e0f1';
// A key that everybody knows: 32 bytes of 2a.
const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 0x2a)]), format: 'der', type: 'pkcs8' });
const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

function canonicalVectors(): JsonObject {
  const values = ['{"b":1,"a":[true,false,null]}', '[0, -1, 9007199254740991]', '"\\u00f1 \\u0007 \\n \\" \\\\ \\/ \\ud83d\\ude00 \\u007f"', '{"\\ud83d\\ude00":1,"\\ufb33":2,"":3}', '{"a":{"wtf8":"eda080"}}'];
  const refused = ['1.5', '1e3', '-0', '01', '9007199254740992', '"\\ud800"', '{"a":1,"a":1}', '{"b":1,"a":2}', '[1, 2]', '"\\u00F1"', ''];
  for (const text of refused) if (parseCanonicalText(text).ok) throw new Error(`Not refused: ${text}`);
  return { canonical: values.map((text) => ({ text, canonical: toHex(canonicalBytes(JSON.parse(text) as JsonObject)) })), refused };
}

function leafVectors(): JsonObject {
  const items: JsonObject[] = [{}, { row: 0, cells: ['a', null, ''] }, { field: 'email', before: 'ana@example.com', after: null }, ...Array.from({ length: 10 }, (_, n) => ({ n }))];
  const encoded = encodeItems(items, 0, bytes);
  const read = readFrame(encoded.bytes);
  if (!read.ok) throw new Error(read.error);
  const frame = read.value;
  const leaves = leavesOf(frame);
  const roots = [];
  for (let count = 0; count <= items.length; count++) {
    const tree = new MerkleBuilder();
    tree.add(leaves.subarray(0, 32 * count));
    roots.push(toHex(tree.root()));
  }
  return {
    leaves: items.map((item, i) => ({ salt: toHex(saltAt(frame, i)!), bytes: toHex(canonicalBytes(item)), leaf: toHex(leaves.subarray(32 * i, 32 * i + 32)) })),
    roots,
    paths: [0, 7, 12].map((index) => ({ index, count: items.length, path: inclusionPath(leaves, index).map(toHex) })),
  };
}

function frameVectors(): JsonObject {
  const items: JsonObject[] = [{ note: 'ñ\n"' }, { before: 'a\ud800', after: null }, { row: 7 }];
  const columns = [columnOf(['Ana', undefined, '', 'Ana', 'Ana']), columnOf(['1', '2', '3', 'a\udc00', '😀'])];
  const stored = [encodeItems(items, 4, bytes), encodeItems(items, 0, bytes, deflate), encodeRows(columns, 0, 5, 100, 0, bytes), encodeRows(columns, 1, 4, 1, 9, bytes, deflate)];
  const contents = stored.map((frame) => frame.bytes);
  for (const content of [contents[1]!, contents[2]!]) {
    const frame = readFrame(content);
    if (frame.ok) contents.push(writeFrame(eraseItems(frame.value, new Set([1]))));
  }
  return {
    frames: contents.map((content) => {
      const frame = readFrame(content);
      if (!frame.ok) throw new Error(frame.error);
      const all = Array.from({ length: frame.value.count }, (_, i) => itemAt(frame.value, i));
      return { content: toHex(content), firstItem: frame.value.firstItem, items: all.map((item) => (item === null ? null : toHex(canonicalBytes(item)))), leaves: toHex(leavesOf(frame.value)) };
    }),
  };
}

function checkpointOf(size: number, head: string, at: number): Checkpoint {
  const unsigned = { log: logId, size, head, at };
  return { v: 1, ...unsigned, key: publicKey, signature: toHex(new Uint8Array(sign(null, signedBytes(unsigned), privateKey))) };
}

function checkpointVectors(): JsonObject {
  const good = checkpointOf(3, 'ab'.repeat(32), 1_767_225_600_000);
  const bad = { ...good, size: 4 };
  return {
    checkpoints: [good, bad].map((checkpoint) => ({ checkpoint, signed: toHex(signedBytes(checkpoint)), isSigned: checkpoint === good, words: receiptWords(checkpoint) })),
  } as unknown as JsonObject;
}

function logVector(): JsonObject {
  let head = emptyHead(logId);
  const lines: Uint8Array[] = [];
  const frames: { seq: number; part: number; content: Uint8Array }[] = [];
  const hashes: string[] = [];
  const entries: Entry[] = [];
  let at = 1_767_225_600_000;
  const append = (draft: EntryDraft, items: readonly JsonObject[], cells: readonly (readonly (string | undefined)[])[] = []): void => {
    const payload = new PayloadBuilder(bytes, deflate);
    const contents = [...payload.items(items)];
    if (cells.length > 0) contents.push(...payload.rows(cells[0]!.map((_, c) => columnOf(cells.map((row) => row[c]))), 0, cells.length, head.rows));
    const sealed = sealEntry(draft, head, { at, actor: 'p-7f3a', role: 'steward', app: '0.1.0' }, payload.commitment());
    contents.forEach((content, part) => frames.push({ seq: head.size, part, content }));
    lines.push(sealed.line);
    entries.push(sealed.entry);
    hashes.push(sealed.hash);
    head = sealed.head;
    at += 60_000;
  };
  append({ act: 'create-workspace', note: { key: publicKey } }, [{ title: 'Clientes' }]);
  append(
    { act: 'load', rows: { loaded: 4, quarantined: 1 }, note: { bytes: 123 } },
    [{ columns: ['nombre', 'correo'] }, { kind: 'quarantine', line: 4, reason: { kind: 'badQuote' }, raw: '"x' }],
    [['Ana', 'ana@example.com'], ['Íñigo', ''], ['Zoë', undefined], ['Ana', 'ana2@example.com']],
  );
  at -= 120_000;
  append({ act: 'edit', why: 'typo' }, [{ row: 1, field: 'email', before: '', after: 'inigo@example.com' }]);
  append({ act: 'undo', undoes: 2 }, []);
  const early = { checkpoint: checkpointOf(head.size, head.hash, at), signed: head.size };
  append(afterSignature({ act: 'checkpoint' }, early.signed), [{ kind: 'state', digest: 'ab'.repeat(32), rows: 4, rules: 0, standing: 2 }]);
  append(afterSignature({ act: 'erase', why: 'art17', erases: [{ entry: 1, first: 3, count: 1 }, { entry: 2, first: 0, count: 1 }] }, early.signed), []);
  const erasures = collectErasures(entries);
  const segment = frames.map(({ seq, part, content }) => {
    const after = eraseFromFrame(content, seq, erasures, deflate);
    return frameInSegment(seq, part, typeof after === 'string' ? content : after);
  });
  const withNewlines = (all: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(all.flatMap((line) => [line, Buffer.from('\n')])));
  return {
    files: {
      'workspace.json': toHex(canonicalBytes({ v: 1, id: logId, title: 'Clientes', created: 1_767_225_600_000, key: publicKey })),
      'head.json': toHex(canonicalBytes({ v: 1, ...head })),
      'log/entries.jsonl': toHex(withNewlines(lines)),
      'log/checkpoints.jsonl': toHex(withNewlines([early.checkpoint, checkpointOf(head.size, head.hash, at)].map((checkpoint) => canonicalBytes(checkpoint)))),
      'payloads/000001.seg': toHex(new Uint8Array(Buffer.concat(segment))),
    },
    hashes,
    roots: entries.map(({ items }) => items.root),
  };
}

const vectors: Record<string, JsonObject> = { canonical: canonicalVectors(), leaves: leafVectors(), frames: frameVectors(), checkpoints: checkpointVectors(), log: logVector() };
let differs = false;
for (const [name, content] of Object.entries(vectors)) {
  const path = new URL(`../../shared/log/vectors/${name}.json`, import.meta.url);
  const text = `${JSON.stringify(content, null, 1)}\n`;
  if (process.argv.includes('--check')) {
    if (readFileSync(path, 'utf8') === text) continue;
    console.error(`vectors/${name}.json is not what the code writes`);
    differs = true;
  } else writeFileSync(path, text);
}
if (differs) process.exitCode = 1;
