// Shows one item of an entry to somebody who sees nothing else of it: content, salt, and the path to the entry's root.
import { fromHex, toHex } from '../kernel/hex.ts';
import { sha256 } from '../kernel/digest.adapter.ts';
import { canonicalBytes, canonicalJson, isJsonObject, type JsonObject, type JsonValue } from './canonicalJson.ts';
import { formatVersion, hashLine, parseEntry, type Commitment, type Entry } from './entry.ts';
import { isSigned, parseReceipt, type VerifySignature } from './checkpoint.ts';
import { saltBytes } from './frame.ts';
import { splitLines } from './lines.ts';
import { hashBytes, inclusionPath, inclusionPathIn, rootFromPath, type Subtrees } from './merkle.ts';

export type ItemProof = {
  readonly item: JsonObject;
  /** 16 bytes in hex. */
  readonly salt: string;
  readonly index: number;
  readonly count: number;
  /** Neighbour hashes in hex, from the leaf to the root. */
  readonly path: readonly string[];
};

/** `leaves` of all items of the entry, 32 bytes each. */
export function proveItem(item: JsonObject, salt: Uint8Array, leaves: Uint8Array, index: number): ItemProof {
  return { item, salt: toHex(salt), index, count: leaves.length / hashBytes, path: inclusionPath(leaves, index).map(toHex) };
}

/** The same from the subtrees of all frames of the entry, in order; those of the frame that holds the item are its single leaves. */
export function proveItemIn(item: JsonObject, salt: Uint8Array, trees: readonly Subtrees[], index: number, count: number): ItemProof {
  return { item, salt: toHex(salt), index, count, path: inclusionPathIn(trees, index).map(toHex) };
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

const proofKind = 'fichero-proof';

/** The proof as a file that stands alone (FORMAT.md, section 13). `line` is the entry as it is sealed. */
export function proofText(proof: ItemProof, line: Uint8Array): string {
  return `${canonicalJson({ v: formatVersion, kind: proofKind, entry: new TextDecoder().decode(line), ...proof } as unknown as JsonObject)}\n`;
}

export type ReadProof = { readonly proof: ItemProof; readonly entry: Entry; /** SHA-256 of the entry's line, in hex. */ readonly hash: string; readonly holds: boolean };

/** What a proof file says, and whether it holds; undefined for anything else. */
export function readProof(bytes: Uint8Array): ReadProof | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value['kind'] !== proofKind || value['v'] !== formatVersion || typeof value['entry'] !== 'string') return undefined;
  const { item, salt, index, count, path } = value;
  const isGood = isJsonObject(item) && typeof salt === 'string' && typeof index === 'number' && typeof count === 'number' && Array.isArray(path) && (path as readonly JsonValue[]).every((hash) => typeof hash === 'string');
  const line = new TextEncoder().encode(value['entry']);
  const entry = parseEntry(line);
  if (!isGood || !entry.ok) return undefined;
  const proof: ItemProof = { item, salt, index, count, path: path as readonly string[] };
  return { proof, entry: entry.value, hash: hashLine(line), holds: checkItemProof(proof, entry.value.items) };
}

/** What else is at hand about the entry of a proof: the log that it should stand in, receipts that somebody kept. */
export type ProofContext = { /** `log/entries.jsonl` */ readonly entries?: Uint8Array | undefined; readonly receipts?: readonly { readonly name: string; readonly bytes: Uint8Array }[] };

export type ProofStanding = {
  /** Whether that very line stands in the log; null without a log, or where it is the log of another workspace. */
  readonly inLog: boolean | null;
  /** Receipts whose head is this very entry. */
  readonly vouched: readonly { readonly name: string; readonly at: number }[];
};

/** Whether the entry that a proof shows is the one that a log has and a receipt vouches for. */
export async function standingOf({ entry, hash }: ReadProof, { entries, receipts = [] }: ProofContext, verify: VerifySignature): Promise<ProofStanding> {
  const vouched: { name: string; at: number }[] = [];
  for (const { name, bytes } of receipts) {
    const receipt = parseReceipt(bytes);
    if (!receipt.ok || !(await isSigned(receipt.value.checkpoint, verify))) continue;
    const { log, size, head, at } = receipt.value.checkpoint;
    if (log === entry.log && size - 1 === entry.seq && head === hash) vouched.push({ name, at });
  }
  const lines = entries === undefined ? [] : splitLines(entries).lines;
  const first = lines[0] === undefined ? undefined : parseEntry(lines[0]);
  const isItsLog = first?.ok === true && first.value.log === entry.log;
  return { inLog: isItsLog ? lines.some((line) => hashLine(line) === hash) : null, vouched };
}

/** On which side of the way from the leaf to the root each neighbour stands. */
export function sidesOf(index: number, count: number): ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  let first = 0;
  for (let size = count; size > 1; ) {
    let split = 1;
    while (split * 2 < size) split *= 2;
    const isLeft = index - first < split;
    sides.push(isLeft ? 'right' : 'left');
    if (isLeft) size = split;
    else {
      first += split;
      size -= split;
    }
  }
  return sides.reverse();
}
