// The Dexie database of one workspace: manifests that say what there is, chunks of bytes, and the page's own small values.
import { Dexie, type EntityTable, type Table } from 'dexie';

/**
 * Grows with every change of what the records mean. Dexie opens a newer database without a word, so this number is kept
 * as a record of its own and compared by us.
 */
export const SCHEMA = 1;

/** Says what belongs to an owner. `body` is JSON; `crc` is the CRC-32C of its UTF-8 bytes. */
export type ManifestRecord = { readonly id: string; readonly body: string; readonly crc: number };
/** Bytes `[from, from + data.length)` of one part of an owner, at most 4 MB, with their CRC-32C. */
export type ChunkRecord = { readonly owner: string; readonly part: string; readonly from: number; readonly crc: number; readonly data: Uint8Array };
export type UiRecord = { readonly key: string; readonly value: string };

export type StoreDatabase = Dexie & {
  readonly manifests: EntityTable<ManifestRecord, 'id'>;
  readonly chunks: Table<ChunkRecord, [string, string, number]>;
  readonly ui: EntityTable<UiRecord, 'key'>;
};

/** Where databases live; the browser's own unless a test brings another. */
export type Factory = { readonly indexedDB?: IDBFactory; readonly IDBKeyRange?: typeof IDBKeyRange };

export function databaseName(workspaceId: string): string {
  return `fichero-${workspaceId}`;
}

export function makeDatabase(workspaceId: string, factory: Factory): StoreDatabase {
  const database = new Dexie(databaseName(workspaceId), { chromeTransactionDurability: 'strict', autoOpen: false, ...factory }) as StoreDatabase;
  database.version(1).stores({ manifests: 'id', chunks: '[owner+part+from]', ui: 'key' });
  return database;
}

/** All chunks of an owner, or of one of its parts. */
export function chunksOf(database: StoreDatabase, owner: string, part?: string): ReturnType<StoreDatabase['chunks']['toCollection']> {
  const low = [owner, part ?? Dexie.minKey, Dexie.minKey];
  const high = [owner, part ?? Dexie.maxKey, Dexie.maxKey];
  return database.chunks.where('[owner+part+from]').between(low, high, true, true);
}
