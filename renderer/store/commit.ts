// The one write door of the working data: one strict transaction holds all blocks and the head, or nothing.
import { assertNever } from '../../shared/kernel/assertNever.ts';
import { crc32c } from '../../shared/kernel/crc32c.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { CHUNK_BYTES, encodeColumn } from '../../shared/table/codec.ts';
import type { Table } from '../../shared/table/Table.ts';
import { chunksOf, SCHEMA, type ChunkRecord, type StoreDatabase } from './database.ts';
import { HEAD, loadOwner, openManifest, resultOwner, sealManifest, SNAPSHOT, type ArraysManifest, type HeadManifest, type LoadManifest, type NumberKind, type Numbers, type StoreHead } from './manifest.ts';
import { troubleOf, type StoreTrouble } from './trouble.ts';

export type StoreChange =
  | { readonly kind: 'putLoad'; readonly load: number; readonly table: Table }
  | { readonly kind: 'dropLoad'; readonly load: number }
  /** The state as its owner encodes it. */
  | { readonly kind: 'putSnapshot'; readonly basis: string; readonly bytes: Uint8Array }
  /** A derived result, stamped with what it was computed from. */
  | { readonly kind: 'putResult'; readonly name: string; readonly basis: string; readonly parts: Readonly<Record<string, Numbers>> }
  | { readonly kind: 'dropResult'; readonly name: string };

/**
 * Applies the changes in order and moves the head, all or nothing; resolves once the transaction is complete and
 * flushed. `head: 'same'` leaves the head where it is.
 */
export async function commit(database: StoreDatabase, changes: readonly StoreChange[], head: StoreHead | 'same'): Promise<Result<undefined, StoreTrouble>> {
  try {
    await database.transaction('rw!', [database.manifests, database.chunks], async () => {
      const before = await database.manifests.get(HEAD);
      const known: HeadManifest = before === undefined ? { schema: SCHEMA, head: null, manifests: {} } : (openManifest(before) as HeadManifest);
      const manifests = new Map(Object.entries(known.manifests));
      for (const change of changes) await apply(database, change, manifests);
      const next: HeadManifest = { schema: SCHEMA, head: head === 'same' ? known.head : head, manifests: Object.fromEntries(manifests) };
      await database.manifests.put(sealManifest(HEAD, next));
    });
    return ok(undefined);
  } catch (error) {
    return err(troubleOf(error));
  }
}

/** Small values of the page's own do not move the head. */
export async function commitUi(database: StoreDatabase, key: string, value: string | null): Promise<Result<undefined, StoreTrouble>> {
  try {
    await database.transaction('rw!', [database.ui], async () => {
      if (value === null) await database.ui.delete(key);
      else await database.ui.put({ key, value });
    });
    return ok(undefined);
  } catch (error) {
    return err(troubleOf(error));
  }
}

async function apply(database: StoreDatabase, change: StoreChange, manifests: Map<string, number>): Promise<void> {
  switch (change.kind) {
    case 'putLoad':
      return putLoad(database, change.load, change.table, manifests);
    case 'dropLoad':
      return drop(database, loadOwner(change.load), manifests);
    case 'putSnapshot':
      return putArrays(database, SNAPSHOT, change.basis, { bytes: change.bytes }, manifests);
    case 'putResult':
      return putArrays(database, resultOwner(change.name), change.basis, change.parts, manifests);
    case 'dropResult':
      return drop(database, resultOwner(change.name), manifests);
    default:
      return assertNever(change);
  }
}

async function putLoad(database: StoreDatabase, load: number, table: Table, manifests: Map<string, number>): Promise<void> {
  const owner = loadOwner(load);
  await drop(database, owner, manifests);
  const columns: LoadManifest['columns'][number][] = [];
  // Column by column, so that only one encoded column at a time stands beside the table.
  for (const [index, { name, column }] of table.columns.entries()) {
    const { header, chunks } = encodeColumn(column);
    columns.push({ name, header });
    await database.chunks.bulkAdd(chunks.map(({ part, from, crc, data }) => ({ owner, part: columnPart(index, part), from, crc, data })));
  }
  await putManifest(database, owner, { length: table.length, columns }, manifests);
}

async function putArrays(database: StoreDatabase, owner: string, basis: string, parts: Readonly<Record<string, Numbers>>, manifests: Map<string, number>): Promise<void> {
  await drop(database, owner, manifests);
  const described: ArraysManifest['parts'][number][] = [];
  for (const [name, numbers] of Object.entries(parts)) {
    described.push({ name, kind: numbers.constructor.name as NumberKind, byteLength: numbers.byteLength });
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    const chunks: ChunkRecord[] = [];
    for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
      const data = new Uint8Array(Math.min(CHUNK_BYTES, bytes.length - from));
      data.set(bytes.subarray(from, from + data.length));
      chunks.push({ owner, part: name, from, crc: crc32c(data), data });
    }
    await database.chunks.bulkAdd(chunks);
  }
  await putManifest(database, owner, { basis, parts: described }, manifests);
}

async function putManifest(database: StoreDatabase, id: string, content: LoadManifest | ArraysManifest, manifests: Map<string, number>): Promise<void> {
  const record = sealManifest(id, content);
  manifests.set(id, record.crc);
  await database.manifests.put(record);
}

async function drop(database: StoreDatabase, owner: string, manifests: Map<string, number>): Promise<void> {
  await chunksOf(database, owner).delete();
  await database.manifests.delete(owner);
  manifests.delete(owner);
}

/** Names a part of a column among the chunks of its load. */
export function columnPart(index: number, part: string): string {
  return `${index}/${part}`;
}
