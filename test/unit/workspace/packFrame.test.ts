// A frame packed on its way to disk says the same as the one that was handed in.
import { expect, test } from 'vitest';
import { packFrame } from '../../../electron/workspace/packFrame.ts';
import { deflate } from '../../../shared/log/deflate.adapter.ts';
import { encodeItems, encodeRows, leavesOf, readFrame } from '../../../shared/log/frame.ts';
import { foldLeaves } from '../../../shared/log/merkle.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';

const salts = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => index & 255);
const columns = [columnOf(Array.from({ length: 900 }, (_, row) => `value ${row % 13}`)), columnOf(Array.from({ length: 900 }, (_, row) => (row % 3 === 0 ? undefined : `C${row}`)))];

test('keeps rows, items, salts and leaves', async () => {
  const rows = encodeRows(columns, 0, 900, 5, 9, salts);
  const items = encodeItems(Array.from({ length: 200 }, (_, index) => ({ kind: 'confirm', on: 20_000, row: index })), 0, salts);
  for (const frame of [rows, items]) {
    const packed = await packFrame(frame.bytes);
    expect(packed.length).toBeLessThan(frame.bytes.length);
    const before = readFrame(frame.bytes);
    const after = readFrame(packed);
    expect(after).toEqual(before);
    expect(after.ok && foldLeaves(leavesOf(after.value), frame.firstItem)).toEqual(frame.subtrees);
  }
});

test('leaves alone what is packed, small, or would not get smaller', async () => {
  const packed = encodeRows(columns, 0, 900, 0, 0, salts, deflate).bytes;
  expect(await packFrame(packed)).toBe(packed);
  const small = encodeItems([{ kind: 'x' }], 0, salts).bytes;
  expect(await packFrame(small)).toBe(small);
  let state = 1;
  const noise = columnOf([Array.from({ length: 2000 }, () => String.fromCharCode(33 + ((state = Math.imul(state, 48_271) >>> 0) >>> 8) % 90)).join('')]);
  const dense = encodeRows([noise], 0, 1, 0, 0, salts).bytes;
  expect(readFrame(await packFrame(dense))).toEqual(readFrame(dense));
});
