import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, escapeTexts, jsonToText, type JsonObject, type JsonValue } from '../../../shared/log/canonicalJson.ts';
import { deflate } from '../../../shared/log/deflate.adapter.ts';
import { encodeItems, encodeRows, eraseItems, itemAt, leavesOf, readFrame, saltAt, writeFrame, type Frame } from '../../../shared/log/frame.ts';
import { foldLeaves } from '../../../shared/log/merkle.ts';
import { isMissingAt, textAt } from '../../../shared/table/TextColumn.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const salts = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 31 + 7) & 255);
const nastyText = fc.string({ unit: fc.oneof(fc.constantFrom('\ud800', '\udc00', '\0', '\n', '"', '\\', '\u007f', 'ñ', '😀', 'a', '\t'), fc.string({ minLength: 1, maxLength: 2 })), maxLength: 12 });
const anyItem: fc.Arbitrary<JsonObject> = fc.dictionary(fc.constantFrom('row', 'field', 'before', 'after', 'evidence'), fc.oneof(nastyText, fc.integer(), fc.constant(null), fc.array(nastyText, { maxLength: 3 })));
const packs = fc.constantFrom(undefined, deflate);

const opened = (bytes: Uint8Array): Frame => {
  const frame = readFrame(bytes);
  if (!frame.ok) throw new Error(frame.error);
  return frame.value;
};
const leafOf = (salt: Uint8Array, item: JsonValue): string =>
  createHash('sha256').update(Uint8Array.of(0)).update(salt).update(canonicalBytes(item)).digest('hex');
const hexLeaf = (leaves: Uint8Array, i: number): string => Buffer.from(leaves.subarray(i * 32, i * 32 + 32)).toString('hex');

describe('a payload frame', () => {
  it('gives its items back, and leaves that hash salt and canonical bytes', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 20 }), packs, (items, pack) => {
        const encoded = encodeItems(items, 5, salts, pack);
        const frame = opened(encoded.bytes);
        expect(frame).toMatchObject({ kind: 'items', firstItem: 5, count: items.length });
        expect(encoded.subtrees).toEqual(foldLeaves(leavesOf(frame), 5));
        items.forEach((item, i) => {
          expect(itemAt(frame, i)).toEqual(JSON.parse(JSON.stringify(escapeTexts(item))));
          expect(hexLeaf(leavesOf(frame), i)).toBe(leafOf(saltAt(frame, i)!, escapeTexts(item)));
        });
      }),
    );
  });

  it('gives rows back cell by cell, tells missing from empty, and hashes {"cells":[…],"row":n}', () => {
    const table = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(fc.option(nastyText, { nil: undefined }), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }));
    fc.assert(
      fc.property(table, packs, fc.nat(1_000_000), fc.nat(10), (rows, pack, firstRow, skipped) => {
        const columns = rows[0]!.map((_, c) => columnOf(rows.map((row) => row[c])));
        const from = skipped % rows.length;
        const encoded = encodeRows(columns, from, rows.length, firstRow, 3, salts, pack);
        const frame = opened(encoded.bytes);
        if (frame.kind !== 'rows') throw new Error('not rows');
        expect(encoded.subtrees).toEqual(foldLeaves(leavesOf(frame), 3));
        for (let i = 0; i < frame.count; i++) {
          const cells = rows[from + i]!;
          expect(frame.columns.map((column) => (isMissingAt(column, i) ? undefined : textAt(column, i)))).toEqual(cells);
          const item = { cells: cells.map((cell) => escapeTexts(cell ?? null)), row: firstRow + i };
          expect(itemAt(frame, i)).toEqual(item);
          expect(hexLeaf(leavesOf(frame), i)).toBe(leafOf(saltAt(frame, i)!, item));
        }
      }),
    );
  });

  it('keeps every leaf and forgets every byte of what is erased', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), fc.array(fc.nat(29), { maxLength: 10 }), fc.boolean(), (numbers, picks, asRows) => {
        const secret = (n: number, i: number): string => `SECRET-${n}-${i % 3}-person`;
        const columns = [columnOf(numbers.map(secret)), columnOf(numbers.map((n) => `open-${n}`))];
        const encoded = asRows
          ? encodeRows(columns, 0, numbers.length, 0, 0, salts)
          : encodeItems(numbers.map((n, i) => ({ before: secret(n, i), row: i })), 0, salts);
        const gone = new Set(picks.map((pick) => pick % numbers.length));
        const after = writeFrame(eraseItems(opened(encoded.bytes), gone));
        const frame = opened(after);
        expect(foldLeaves(leavesOf(frame), 0)).toEqual(encoded.subtrees);
        const text = Buffer.from(after).toString('latin1');
        numbers.forEach((n, i) => {
          expect(itemAt(frame, i) === null).toBe(gone.has(i));
          const isKept = numbers.some((m, k) => !gone.has(k) && secret(m, k) === secret(n, i));
          expect(text.includes(secret(n, i))).toBe(isKept);
        });
        expect(writeFrame(eraseItems(frame, gone))).toEqual(after);
      }),
    );
  });

  it('survives any bytes without throwing', () => {
    const good = encodeRows([columnOf(['a', 'b', undefined, 'a'])], 0, 4, 0, 0, salts, deflate).bytes;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(good.length), (flips, length) => {
        const bytes = good.slice(0, length);
        for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
        const frame = readFrame(bytes);
        if (frame.ok) leavesOf(frame.value);
      }),
    );
    expect(jsonToText('x')).toBe('x');
  });
});
