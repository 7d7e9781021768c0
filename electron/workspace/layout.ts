// The names inside a workspace folder, and the small JSON files among them.
import { formatVersion } from '../../shared/log/entry.ts';
import { canonicalBytes, isJsonObject, parseCanonical } from '../../shared/log/canonicalJson.ts';

export const layout = {
  workspace: 'workspace.json',
  logFolder: 'log',
  entries: 'log/entries.jsonl',
  checkpoints: 'log/checkpoints.jsonl',
  /** Only in backups: lines of erase entries that are younger than the backup. */
  laterErasures: 'log/later-erasures.jsonl',
  receipts: 'receipts',
  payloads: 'payloads',
  head: 'head.json',
  headBackup: 'head.bak.json',
  lock: 'lock.json',
  backups: 'backups',
  damaged: 'damaged',
  /** Up to which erase entry the content is destroyed everywhere; without it opening looks again. */
  erased: 'erased.json',
  /** Room held back for a full disk; says nothing. */
  ballast: 'ballast',
} as const;

export type WorkspaceFile = {
  readonly v: number;
  /** 32 hex digits. */
  readonly id: string;
  readonly title: string;
  /** UTC milliseconds. */
  readonly created: number;
  /** Ed25519, 64 hex digits; the key of the entry that created the workspace. */
  readonly key: string;
};

export function workspaceBytes(file: WorkspaceFile): Uint8Array {
  return canonicalBytes({ ...file });
}

export function parseWorkspace(bytes: Uint8Array): WorkspaceFile | { readonly newer: number } | undefined {
  const parsed = parseCanonical(bytes);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const { v, id, title, created, key } = parsed.value;
  if (typeof v === 'number' && v > formatVersion) return { newer: v };
  if (v !== formatVersion || typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) return undefined;
  if (typeof title !== 'string' || typeof created !== 'number' || typeof key !== 'string') return undefined;
  return { v, id, title, created, key };
}

export function segmentName(number: number): string {
  return `${String(number).padStart(6, '0')}.seg`;
}

/** The number in a segment's name; undefined for any other file. */
export function segmentNumber(name: string): number | undefined {
  return /^\d{6,}\.seg$/.test(name) ? Number.parseInt(name, 10) : undefined;
}
