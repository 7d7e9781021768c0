// Shows one item of an entry to somebody who sees nothing else of it: content, salt, and the path to the entry's root.
import { fromHex, toHex } from '../kernel/hex.ts';
import { sha256 } from '../kernel/digest.adapter.ts';
import { canonicalBytes, type JsonObject } from './canonicalJson.ts';
import type { Commitment } from './entry.ts';
import { itemAt, leavesOf, saltAt, saltBytes, type Frame } from './frame.ts';
import { hashBytes, inclusionPath, rootFromPath } from './merkle.ts';

export type ItemProof = {
  readonly item: JsonObject;
  /** 16 bytes in hex. */
  readonly salt: string;
  readonly index: number;
  readonly count: number;
  /** Neighbour hashes in hex, from the leaf to the root. */
  readonly path: readonly string[];
};

/** `frames` are all frames of the entry in order. undefined where the item is erased or not there. */
export function proveItem(frames: readonly Frame[], index: number): ItemProof | undefined {
  const frame = frames.find(({ firstItem, count }) => index >= firstItem && index < firstItem + count);
  const item = frame === undefined ? null : itemAt(frame, index - frame.firstItem);
  const salt = frame === undefined ? undefined : saltAt(frame, index - frame.firstItem);
  if (item === null || salt === undefined) return undefined;
  const count = frames.reduce((total, one) => total + one.count, 0);
  const leaves = new Uint8Array(count * hashBytes);
  for (const one of frames) leaves.set(leavesOf(one), one.firstItem * hashBytes);
  return { item, salt: toHex(salt), index, count, path: inclusionPath(leaves, index).map(toHex) };
}

/** Says whether the item belongs to the entry that made this commitment. */
export function checkItemProof(proof: ItemProof, commitment: Commitment): boolean {
  const salt = fromHex(proof.salt);
  const path = proof.path.map(fromHex);
  if (salt?.length !== saltBytes || proof.count !== commitment.count || path.some((hash) => hash?.length !== hashBytes)) return false;
  const content = canonicalBytes(proof.item);
  const hashed = new Uint8Array(1 + saltBytes + content.length);
  hashed.set(salt, 1);
  hashed.set(content, 1 + saltBytes);
  const root = rootFromPath(sha256(hashed), proof.index, proof.count, path as Uint8Array[]);
  return root !== undefined && toHex(root) === commitment.root;
}
