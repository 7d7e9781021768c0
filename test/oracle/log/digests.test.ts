import { createHash, randomBytes } from 'node:crypto';
import { crc32 as nodeCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../shared/log/crc32.ts';
import { foldLeaves, inclusionPath, inclusionPathIn, MerkleBuilder, rootFromPath } from '../../../shared/log/merkle.ts';
import { paddingRoom, sha256Into } from '../../../shared/log/sha256.ts';

const sha = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 9162 §2.1.1, word for word. */
function slowRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(Uint8Array.of(1), slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)));
}

describe('digests against the standard library', () => {
  it('SHA-256 of every length up to 300 bytes, at any offset', () => {
    const out = new Uint8Array(40);
    for (let length = 0; length <= 300; length++) {
      const start = length % 7;
      const message = new Uint8Array(start + length + paddingRoom);
      message.set(randomBytes(length), start);
      const expected = sha(message.subarray(start, start + length));
      sha256Into(message, start, start + length, out, 8);
      expect(Buffer.from(out.subarray(8)).equals(expected), `${length} bytes`).toBe(true);
    }
  });

  it('CRC-32', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(crc32(bytes)).toBe(nodeCrc32(bytes));
      }),
    );
  });

  it('Merkle roots and inclusion paths for every count up to 70', () => {
    const builder = new MerkleBuilder();
    const leaves: Uint8Array[] = [];
    for (let count = 0; count <= 70; count++) {
      const root = builder.root();
      expect(Buffer.from(root).equals(Buffer.from(slowRoot(leaves))), `${count} leaves`).toBe(true);
      const all = new Uint8Array(Buffer.concat(leaves));
      for (let index = 0; index < count; index++) {
        const path = inclusionPath(all, index);
        expect(rootFromPath(leaves[index]!, index, count, path)).toEqual(root);
        if (count > 1) expect(rootFromPath(leaves[(index + 1) % count]!, index, count, path)).not.toEqual(root);
      }
      const leaf = Uint8Array.from(sha(Uint8Array.of(count)));
      leaves.push(leaf);
      builder.add(leaf);
    }
  });

  it('the same root from leaves that were folded elsewhere, cut anywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (counts) => {
        const builder = new MerkleBuilder();
        const leaves: Uint8Array[] = [];
        for (const count of counts) {
          const some = Array.from({ length: count }, (_, i) => Uint8Array.from(sha(Uint8Array.of(count, i))));
          builder.addSubtrees(foldLeaves(new Uint8Array(Buffer.concat(some)), leaves.length));
          leaves.push(...some);
        }
        // Paths from folded pieces, the one around the index in single leaves, are those from all leaves.
        const all = new Uint8Array(Buffer.concat(leaves));
        let first = 0;
        const held = counts.findIndex((count) => count > 0);
        for (const count of counts.slice(0, held)) first += count;
        if (held >= 0) {
          let start = 0;
          const trees = counts.map((count, piece) => {
            const some = all.slice(start * 32, (start + count) * 32);
            const tree = piece === held ? { sizes: new Array<number>(count).fill(1), roots: some } : foldLeaves(some, start);
            start += count;
            return tree;
          });
          for (const index of [first, first + counts[held]! - 1]) expect(inclusionPathIn(trees, index)).toEqual(inclusionPath(all, index));
        }
        expect(builder.count).toBe(leaves.length);
        expect(Buffer.from(builder.root()).equals(Buffer.from(slowRoot(leaves)))).toBe(true);
      }),
    );
    const misplaced = foldLeaves(new Uint8Array(64), 0);
    const builder = new MerkleBuilder();
    builder.add(new Uint8Array(32));
    expect(() => builder.addSubtrees(misplaced)).toThrow(/came at 1/);
  });
});
