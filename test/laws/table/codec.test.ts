// A column survives its stored form exactly, and damage to that form is noticed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../shared/kernel/crc32c.ts';
import { CHUNK_BYTES, decodeColumn, encodeColumn } from '../../../shared/table/codec.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { encodeText } from '../../../shared/table/wtf8.ts';
import { anyColumn, cellsOf } from '../../support/columns.ts';

describe('the checksum', () => {
  it('is CRC-32C: the check value of "123456789" and the zeros of RFC 3720', () => {
    expect(crc32c(encodeText('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('is taken of a few bytes that start and end between words', () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, at) => at);
    for (let from = 0; from <= 12; from++) for (let to = from; to <= 12; to++) expect(crc32c(bytes.subarray(from, to))).toBe(crc32c(bytes.slice(from, to)));
  });

  it('may be taken in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes));
      }),
    );
  });
});

describe('the column codec', () => {
  it('gives back the same column, in any order of the pieces', () => {
    fc.assert(
      fc.property(anyColumn, fc.integer({ min: 1, max: 40 }), (column, chunkBytes) => {
        const { header, chunks } = encodeColumn(column, chunkBytes);
        expect(chunks.every((chunk) => chunk.data.length <= chunkBytes)).toBe(true);
        const decoded = decodeColumn({ header, chunks: [...chunks].reverse() });
        if (!decoded.ok) throw new Error(decoded.error.kind);
        expect(decoded.value.kind).toBe(column.kind);
        expect(cellsOf(decoded.value)).toEqual(cellsOf(column));
        if (decoded.value.kind === 'dictionary' && column.kind === 'dictionary') expect(decoded.value.codes).toEqual(column.codes);
      }),
    );
  });

  it('notices one flipped bit anywhere, and a lost piece', () => {
    fc.assert(
      fc.property(anyColumn, fc.nat(), fc.nat(7), (column, where, bit) => {
        const { header, chunks } = encodeColumn(column, 16);
        fc.pre(chunks.length > 0);
        const index = where % chunks.length;
        expect(decodeColumn({ header, chunks: chunks.filter((_, i) => i !== index) }).ok).toBe(false);
        const data = chunks[index]!.data;
        const at = where % data.length;
        data[at] = data[at]! ^ (1 << bit);
        expect(decodeColumn({ header, chunks }).ok).toBe(false);
      }),
    );
  });

  it('cuts a large cell into pieces of 4 MB and puts it together again', () => {
    const cell = 'ñandú 😀 '.repeat(500_000);
    const { header, chunks } = encodeColumn(columnOf([cell, '', undefined]));
    expect(chunks.length).toBeGreaterThan(2);
    expect(Math.max(...chunks.map((chunk) => chunk.data.length))).toBe(CHUNK_BYTES);
    const decoded = decodeColumn({ header, chunks });
    expect(decoded.ok && cellsOf(decoded.value)).toEqual([cell, '', undefined]);
  });

  it('refuses a header that cannot be', () => {
    const { header, chunks } = encodeColumn(columnOf(['a', 'b']));
    expect(decodeColumn({ header: { ...header, length: -1 }, chunks }).ok).toBe(false);
    expect(decodeColumn({ header: { ...header, values: 1 }, chunks }).ok).toBe(false);
  });
});
