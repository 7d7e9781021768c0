import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHead, hashLine, sealEntry } from '../../../shared/log/entry.ts';
import { eraseItems, itemAt, leafAt, leavesOf, readFrame, saltAt, type Frame } from '../../../shared/log/frame.ts';
import { checkItemProof, proofText, proveItem, readProof, sidesOf, type ItemProof } from '../../../shared/log/itemProof.ts';
import { PayloadBuilder } from '../../../shared/log/PayloadBuilder.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { must } from '../../support/workspaces.ts';

/** The proof of an item of an entry with these frames; undefined where it is erased or not there. */
function prove(frames: readonly Frame[], index: number): ItemProof | undefined {
  const leaves = new Uint8Array(Buffer.concat(frames.map((frame) => leavesOf(frame))));
  const frame = frames.find(({ firstItem, count }) => index >= firstItem && index < firstItem + count);
  const item = frame === undefined ? null : itemAt(frame, index - frame.firstItem);
  if (frame !== undefined) expect(leafAt(frame, index - frame.firstItem)).toEqual(leaves.subarray(index * 32, index * 32 + 32));
  return item === null || frame === undefined ? undefined : proveItem(item, saltAt(frame, index - frame.firstItem)!, leaves, index);
}

describe('the proof of one item', () => {
  it('holds for that item at that place and for nothing else', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 12 }), fc.nat(100), (items, rows, pick) => {
        let byte = 0;
        const payload = new PayloadBuilder((count) => Uint8Array.from({ length: count }, () => (byte = (byte * 5 + 3) & 255)));
        const columns = [columnOf(Array.from({ length: rows }, (_, row) => `row ${row}`))];
        const contents = [...payload.items(Array.from({ length: items }, (_, n) => ({ n }))), ...payload.rows(columns, 0, rows, 0)];
        const frames = contents.map((bytes) => must(readFrame(bytes)));
        const { items: commitment } = payload.commitment();
        const index = pick % commitment.count;
        const proof = prove(frames, index)!;
        expect(checkItemProof(proof, commitment)).toBe(true);
        expect(checkItemProof({ ...proof, item: { ...proof.item, more: 1 } }, commitment)).toBe(false);
        expect(checkItemProof({ ...proof, salt: proof.salt.replace(/^../, 'zz') }, commitment)).toBe(false);
        if (commitment.count > 1) expect(checkItemProof({ ...proof, index: (index + 1) % commitment.count }, commitment)).toBe(false);
        expect(prove(frames, commitment.count)).toBeUndefined();
        expect(sidesOf(index, commitment.count)).toHaveLength(proof.path.length);
        const { line, entry } = sealEntry({ act: 'edit' }, emptyHead('0'.repeat(32)), { at: 1, actor: 'a', role: 'steward', app: '0' }, payload.commitment());
        const file = new TextEncoder().encode(proofText(proof, line));
        expect(readProof(file)).toMatchObject({ holds: true, entry, proof, hash: hashLine(line) });
        expect(readProof(new TextEncoder().encode(proofText({ ...proof, item: { other: 1 } }, line)))?.holds).toBe(false);
        expect(readProof(file.subarray(1))).toBeUndefined();
        const erased = frames.map((frame) => eraseItems(frame, new Set([index - frame.firstItem])));
        expect(prove(erased, index)).toBeUndefined();
        if (commitment.count > 1) expect(checkItemProof(prove(erased, (index + 1) % commitment.count)!, commitment)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
