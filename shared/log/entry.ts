// One line of the change log: what it holds, how it is sealed onto the one before, how it is read back.
import { assertNever } from '../kernel/assertNever.ts';
import { toHex } from '../kernel/hex.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { sha256 } from '../kernel/digest.adapter.ts';
import { canonicalBytes, isJsonObject, parseCanonical, type JsonFault, type JsonObject, type JsonValue } from './canonicalJson.ts';
import { emptyRoot } from './merkle.ts';

export const formatVersion = 1;

export const acts = [
  'create-workspace',
  'open',
  'load',
  'map',
  'standardise',
  'rules',
  'find-duplicates',
  'decide',
  'merge',
  'unmerge',
  'edit',
  'enrich',
  'refresh',
  'confirm',
  'judge',
  'measure',
  'tag',
  'export',
  'undo',
  'approve',
  'erase',
  'block',
  'restore',
  'checkpoint',
  'verify-failed',
] as const;
export type Act = (typeof acts)[number];

export const roles = ['owner', 'steward', 'approver', 'auditor', 'program'] as const;
export type Role = (typeof roles)[number];

/** What an entry promises about its items: how many there are and the Merkle root of their leaves, in hex. */
export type Commitment = { readonly count: number; readonly root: string };
export const noItems: Commitment = { count: 0, root: toHex(emptyRoot()) };

/** `count` items of `entry` from position `first`. */
export type ItemRange = { readonly entry: number; readonly first: number; readonly count: number };

/** What the caller decides about an entry. Everything in it is readable for ever: no personal data. */
export type EntryDraft = {
  readonly act: Act;
  /** Reason code; free text belongs in an item. */
  readonly why?: string;
  /** Sequence number of the entry that this one takes back. */
  readonly undoes?: number;
  /** Digest of the settings or the model that the act was computed from, in hex. */
  readonly basis?: string;
  /** Only of `load`: rows taken in and lines set aside. The counts of its row items and quarantine items. */
  readonly rows?: { readonly loaded: number; readonly quarantined: number };
  /** Only of `erase`: the items that lose their content. */
  readonly erases?: readonly ItemRange[];
  /** Counts, durations, digests and codes. */
  readonly note?: JsonObject;
};

export type Entry = EntryDraft & {
  readonly v: number;
  /** Workspace id, 32 hex digits. */
  readonly log: string;
  readonly seq: number;
  /** SHA-256 of the line before, in hex. */
  readonly prev: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** `back` where `at` lies before the time of the entry before. */
  readonly clock: 'ok' | 'back';
  /** Pseudonymous id of the person. */
  readonly actor: string;
  readonly role: Role;
  /** Version of the program. */
  readonly app: string;
  readonly items: Commitment;
  /** How many payload frames belong to this entry; see `payloadId`. */
  readonly payload: number;
};

/** An entry that follows a checkpoint of `signed` entries says so: whoever takes the signatures away is found out by it. */
export function afterSignature(draft: EntryDraft, signed: number): EntryDraft {
  return signed === 0 ? draft : { ...draft, note: { ...draft.note, signed } };
}

/** How many entries were signed when this one was written, as it says itself; 0 where it says nothing. */
export function signedBefore({ seq, note }: Entry): number {
  const signed = note?.['signed'];
  return typeof signed === 'number' && signed > 0 && signed <= seq ? signed : 0;
}

/** Who acts, when, with which program. */
export type Stamp = { readonly at: number; readonly actor: string; readonly role: Role; readonly app: string };

/** Where the log ends. */
export type Head = {
  readonly log: string;
  /** How many entries there are: the sequence number of the next one. */
  readonly size: number;
  /** SHA-256 of the last line in hex; 64 zeros for an empty log. */
  readonly hash: string;
  /** Time of the last entry; 0 for an empty log. */
  readonly at: number;
  /** Rows taken in and lines set aside by all loads. */
  readonly rows: number;
  readonly quarantined: number;
};

export const firstPrevious = '0'.repeat(64);

export function emptyHead(log: string): Head {
  return { log, size: 0, hash: firstPrevious, at: 0, rows: 0, quarantined: 0 };
}

export function advanceHead(head: Head, entry: Entry, hash: string): Head {
  return {
    log: head.log,
    size: entry.seq + 1,
    hash,
    at: entry.at,
    rows: head.rows + (entry.rows?.loaded ?? 0),
    quarantined: head.quarantined + (entry.rows?.quarantined ?? 0),
  };
}

/** The name of a payload frame: frames 0 … entry.payload − 1 belong to the entry. */
export function payloadId(seq: number, part: number): string {
  return `${seq}.${part}`;
}

export type SealedEntry = {
  readonly entry: Entry;
  /** Canonical JSON without a newline. */
  readonly line: Uint8Array;
  /** SHA-256 of the line, in hex. */
  readonly hash: string;
  readonly head: Head;
};

/**
 * Makes the draft the next entry after `head`.
 * @throws Error where the draft holds what has no canonical form (see canonicalJson).
 */
export function sealEntry(
  draft: EntryDraft,
  head: Head,
  stamp: Stamp,
  payload: { readonly items: Commitment; readonly frames: number } = { items: noItems, frames: 0 },
): SealedEntry {
  const entry: Entry = {
    ...draft,
    v: formatVersion,
    log: head.log,
    seq: head.size,
    prev: head.hash,
    at: stamp.at,
    clock: stamp.at < head.at ? 'back' : 'ok',
    actor: stamp.actor,
    role: stamp.role,
    app: stamp.app,
    items: payload.items,
    payload: payload.frames,
  };
  const line = canonicalBytes(entry as unknown as JsonObject);
  const hash = hashLine(line);
  return { entry, line, hash, head: advanceHead(head, entry, hash) };
}

/** SHA-256 of a line's bytes (without the newline), in hex. */
export function hashLine(line: Uint8Array): string {
  return toHex(sha256(line));
}

export type EntryFault = JsonFault | { readonly kind: 'newerFormat'; readonly format: number } | { readonly kind: 'badMember'; readonly member: string };

/** Reads a line of the log; refuses what is not canonical and members that the format does not know. */
export function parseEntry(line: Uint8Array): Result<Entry, EntryFault> {
  const parsed = parseCanonical(line);
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  if (!isJsonObject(value)) return err({ kind: 'badMember', member: '' });
  const version = value['v'];
  if (isCount(version) && version > formatVersion) return err({ kind: 'newerFormat', format: version });
  for (const member of requiredMembers) if (value[member] === undefined) return err({ kind: 'badMember', member });
  for (const member of Object.keys(value)) {
    if (!isMember(member) || !isValidMember(member, value[member])) return err({ kind: 'badMember', member });
  }
  const entry = value as unknown as Entry;
  if ((entry.rows !== undefined && entry.act !== 'load')) return err({ kind: 'badMember', member: 'rows' });
  if ((entry.erases !== undefined) !== (entry.act === 'erase')) return err({ kind: 'badMember', member: 'erases' });
  return ok(entry);
}

type Member = keyof Entry;
const requiredMembers = ['v', 'log', 'seq', 'prev', 'at', 'clock', 'actor', 'role', 'app', 'act', 'items', 'payload'] as const;
const members: readonly string[] = [...requiredMembers, 'why', 'undoes', 'basis', 'rows', 'erases', 'note'];

function isMember(name: string): name is Member {
  return members.includes(name);
}

function isValidMember(member: Member, value: JsonValue | undefined): boolean {
  switch (member) {
    case 'v':
      return value === formatVersion;
    case 'log':
      return isHex(value, 32);
    case 'prev':
      return isHex(value, 64);
    case 'seq':
    case 'payload':
    case 'undoes':
      return isCount(value);
    case 'at':
      return typeof value === 'number';
    case 'clock':
      return value === 'ok' || value === 'back';
    case 'role':
      return (roles as readonly unknown[]).includes(value);
    case 'act':
      return (acts as readonly unknown[]).includes(value);
    case 'actor':
    case 'app':
    case 'why':
    case 'basis':
      return typeof value === 'string';
    case 'items':
      return isExactly(value, { count: isCount, root: (root) => isHex(root, 64) });
    case 'rows':
      return isExactly(value, { loaded: isCount, quarantined: isCount });
    case 'erases':
      return Array.isArray(value) && value.every((range: JsonValue) => isExactly(range, { entry: isCount, first: isCount, count: isCount }));
    case 'note':
      return isJsonObject(value);
    default:
      return assertNever(member);
  }
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

function isHex(value: JsonValue | undefined, digits: number): boolean {
  return typeof value === 'string' && value.length === digits && /^[0-9a-f]*$/.test(value);
}

function isExactly(value: JsonValue | undefined, shape: Record<string, (member: JsonValue | undefined) => boolean>): boolean {
  return (
    isJsonObject(value) &&
    Object.keys(value).length === Object.keys(shape).length &&
    Object.entries(shape).every(([name, isValid]) => isValid(value[name]))
  );
}
