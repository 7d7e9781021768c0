// Signed heads: what a checkpoint says, the bytes that are signed, and the receipt that hands one to somebody else.
import { sha256 } from '../kernel/digest.adapter.ts';
import { fromHex } from '../kernel/hex.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { canonicalJson, isJsonObject, parseCanonical, type JsonValue } from './canonicalJson.ts';
import { formatVersion } from './entry.ts';

export type Checkpoint = {
  readonly v: number;
  readonly log: string;
  /** The first `size` entries are what is signed. */
  readonly size: number;
  /** Hash of the last of them. */
  readonly head: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Ed25519 public key, 64 hex digits. */
  readonly key: string;
  /** Ed25519 signature, 128 hex digits. */
  readonly signature: string;
};

/** The bytes that the signature covers. */
export function signedBytes(checkpoint: Omit<Checkpoint, 'v' | 'key' | 'signature'>): Uint8Array {
  const { log, size, head, at } = checkpoint;
  return new TextEncoder().encode(`fichero checkpoint ${formatVersion}\n${canonicalJson({ log, size, head, at })}`);
}

export function parseCheckpoint(bytes: Uint8Array): Result<Checkpoint, 'badCheckpoint'> {
  const parsed = parseCanonical(bytes);
  return parsed.ok ? checkpointOf(parsed.value) : err('badCheckpoint');
}

function checkpointOf(value: JsonValue | undefined): Result<Checkpoint, 'badCheckpoint'> {
  if (!isJsonObject(value) || Object.keys(value).length !== 7) return err('badCheckpoint');
  const { v, log, size, head, at, key, signature } = value;
  const isGood =
    v === formatVersion &&
    isHex(log, 32) &&
    isHex(head, 64) &&
    isHex(key, 64) &&
    isHex(signature, 128) &&
    typeof size === 'number' &&
    size > 0 &&
    typeof at === 'number';
  return isGood ? ok(value as unknown as Checkpoint) : err('badCheckpoint');
}

/** A checkpoint as a file of its own, and the four words by which two people compare it over the phone. */
export type Receipt = { readonly v: number; readonly kind: 'fichero-receipt'; readonly checkpoint: Checkpoint; readonly words: readonly string[] };

export function receiptOf(checkpoint: Checkpoint): Receipt {
  return { v: formatVersion, kind: 'fichero-receipt', checkpoint, words: receiptWords(checkpoint) };
}

export function receiptText(receipt: Receipt): string {
  return `${canonicalJson(receipt as unknown as JsonValue)}\n`;
}

/** Reads a receipt file; spaces and line ends of a file that was copied around do no harm. */
export function parseReceipt(bytes: Uint8Array): Result<Receipt, 'notAReceipt' | 'wrongWords'> {
  let value: JsonValue;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes)) as JsonValue;
  } catch {
    return err('notAReceipt');
  }
  if (!isJsonObject(value) || value['kind'] !== 'fichero-receipt' || value['v'] !== formatVersion) return err('notAReceipt');
  const checkpoint = checkpointOf(value['checkpoint']);
  if (!checkpoint.ok) return err('notAReceipt');
  const receipt = receiptOf(checkpoint.value);
  return canonicalJson(value['words'] ?? null) === canonicalJson(receipt.words) ? ok(receipt) : err('wrongWords');
}

/** First syllables: 16 consonants by 4 vowels; second: 8 by 4. Together 2,048 words, pronounceable in both languages. */
const firstConsonants = 'bdfghjklmnprstyz';
const secondConsonants = 'bflmrsvz';
const vowels = 'aeio';

/** Four words, 11 bits each, from the first 44 bits of SHA-256 of the signed bytes. */
export function receiptWords(checkpoint: Omit<Checkpoint, 'v' | 'key' | 'signature'>): readonly string[] {
  const digest = sha256(signedBytes(checkpoint));
  const words: string[] = [];
  for (let word = 0; word < 4; word++) {
    let bits = 0;
    for (let bit = word * 11; bit < word * 11 + 11; bit++) bits = (bits << 1) | ((digest[bit >> 3]! >> (7 - (bit & 7))) & 1);
    words.push(firstConsonants[bits >> 7]! + vowels[(bits >> 5) & 3]! + secondConsonants[(bits >> 2) & 7]! + vowels[bits & 3]!);
  }
  return words;
}

/** Says whether the signature is the key's over the bytes. */
export type VerifySignature = (key: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;

export async function isSigned(checkpoint: Checkpoint, verify: VerifySignature): Promise<boolean> {
  const key = fromHex(checkpoint.key);
  const signature = fromHex(checkpoint.signature);
  return key !== undefined && signature !== undefined && (await verify(key, signedBytes(checkpoint), signature));
}

function isHex(value: JsonValue | undefined, digits: number): boolean {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]*$/.test(value);
}
