// The item that says what state the entries before its own add up to, and the check of it that needs nothing but the entries.
import type { JsonObject } from './canonicalJson.ts';
import type { Entry } from './entry.ts';
import { countStanding } from './standing.ts';

/** Digests made by other rules can't be compared; counted up whenever the folding of items or the digest changes for logs that exist. */
export const stateRules = 1;

/** Kept as an item, so that it is salted and can be erased: a bare digest would let erased values be guessed. */
export type StateClaim = {
  readonly kind: 'state';
  /** SHA-256 of the facts that the entries before add up to, in hex. */
  readonly digest: string;
  /** Rows taken in by the entries before. */
  readonly rows: number;
  readonly rules: number;
  /** How many of the entries before stand. */
  readonly standing: number;
};

/** The claim in an item's canonical text; undefined for any other item, null for a malformed claim. */
export function readStateClaim(text: string): StateClaim | null | undefined {
  if (!text.includes('"kind":"state"')) return undefined;
  const item = JSON.parse(text) as JsonObject;
  if (item['kind'] !== 'state') return undefined;
  const { digest, rows, rules, standing } = item;
  const isCount = (value: unknown): boolean => typeof value === 'number' && value >= 0;
  const isGood = Object.keys(item).length === 5 && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && isCount(rows) && isCount(rules) && isCount(standing);
  return isGood ? (item as unknown as StateClaim) : null;
}

/** Which part of the claim does not agree with the entries before entry `seq`; null where both do, or where entries are missing. */
export function compareClaim(claim: StateClaim, seq: number, entries: readonly (Entry | undefined)[]): 'rows' | 'standing' | null {
  const before = entries.slice(0, seq);
  if (before.includes(undefined)) return null;
  const known = before as readonly Entry[];
  if (claim.rows !== known.reduce((sum, entry) => sum + (entry.rows?.loaded ?? 0), 0)) return 'rows';
  return claim.standing === countStanding(known) ? null : 'standing';
}
