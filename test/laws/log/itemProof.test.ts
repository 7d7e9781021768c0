import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraseItems, readFrame } from '../../../shared/log/frame.ts';
import { checkItemProof, proveItem } from '../../../shared/log/itemProof.ts';
import { PayloadBuilder } from '../../../shared/log/PayloadBuilder.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { must } from '../../support/workspaces.ts';

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
        const proof = proveItem(frames, index)!;
        expect(checkItemProof(proof, commitment)).toBe(true);
        expect(checkItemProof({ ...proof, item: { ...proof.item, more: 1 } }, commitment)).toBe(false);
        expect(checkItemProof({ ...proof, salt: proof.salt.replace(/^../, 'zz') }, commitment)).toBe(false);
        if (commitment.count > 1) expect(checkItemProof({ ...proof, index: (index + 1) % commitment.count }, commitment)).toBe(false);
        expect(proveItem(frames, commitment.count)).toBeUndefined();
        const erased = frames.map((frame) => eraseItems(frame, new Set([index - frame.firstItem])));
        expect(proveItem(erased, index)).toBeUndefined();
        if (commitment.count > 1) expect(checkItemProof(proveItem(erased, (index + 1) % commitment.count)!, commitment)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
