// What the manifests of the working data say, and how they are written down and checked.
import { crc32c } from '../../shared/kernel/crc32c.ts';
import type { ColumnHeader } from '../../shared/table/codec.ts';
import type { ManifestRecord } from './database.ts';
import { Damage } from './trouble.ts';

/** How far into the workspace's record the working data reaches. */
export type StoreHead = {
  /** Entries of the log that are taken in. */
  readonly size: number;
  /** SHA-256 of the last of these entries, hex. */
  readonly hash: string;
  /** Rows of all loads. */
  readonly rows: number;
};

/** The head with the checksums of all manifests, so that a lost one is noticed. */
export type HeadManifest = { readonly schema: number; readonly head: StoreHead | null; readonly manifests: Readonly<Record<string, number>> };

export type LoadManifest = { readonly length: number; readonly columns: readonly { readonly name: string; readonly header: ColumnHeader }[] };

export const numberKinds = ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array'] as const;
export type NumberKind = (typeof numberKinds)[number];
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Arrays of numbers under names, with what they were computed from. */
export type ArraysManifest = {
  readonly basis: string;
  readonly parts: readonly { readonly name: string; readonly kind: NumberKind; readonly byteLength: number }[];
};

export const HEAD = 'head';
export const SNAPSHOT = 'snapshot';
export const loadOwner = (load: number): string => `load:${load}`;
export const resultOwner = (name: string): string => `result:${name}`;

const encoder = new TextEncoder();

export function sealManifest(id: string, content: HeadManifest | LoadManifest | ArraysManifest): ManifestRecord {
  const body = JSON.stringify(content);
  return { id, body, crc: crc32c(encoder.encode(body)) };
}

/** @throws Damage where the record is not what was written under this id. */
export function openManifest(record: ManifestRecord): HeadManifest | LoadManifest | ArraysManifest {
  if (typeof record.body !== 'string' || crc32c(encoder.encode(record.body)) !== record.crc) throw new Damage(record.id, 'manifest checksum');
  return JSON.parse(record.body) as HeadManifest | LoadManifest | ArraysManifest;
}
