// Opens the working data of a workspace and reads it, checking everything; whatever is wrong is said, never passed over.
import { assertNever } from '../../shared/kernel/assertNever.ts';
import { crc32c } from '../../shared/kernel/crc32c.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { allocateOrdinary, type Allocate } from '../../shared/table/allocate.ts';
import { decodeColumn, type ColumnChunk, type ColumnPart } from '../../shared/table/codec.ts';
import type { NamedColumn, Table } from '../../shared/table/Table.ts';
import { columnPart, commit, commitUi, type StoreChange } from './commit.ts';
import { chunksOf, makeDatabase, SCHEMA, type Factory, type StoreDatabase } from './database.ts';
import { HEAD, loadOwner, openManifest, resultOwner, SNAPSHOT, type ArraysManifest, type HeadManifest, type LoadManifest, type NumberKind, type Numbers, type StoreHead } from './manifest.ts';
import { Damage, troubleOf, type StoreTrouble } from './trouble.ts';

export type StoredArrays = { readonly basis: string; readonly parts: Readonly<Record<string, Numbers>> };

/** Why a connection ended without our asking. */
export type Lost = 'takenOver' | 'lost';

export interface Store {
  /** Null where nothing was ever committed. */
  readHead(): Promise<Result<StoreHead | null, StoreTrouble>>;
  /** The loads that are there, in no order. */
  listLoads(): Promise<Result<readonly number[], StoreTrouble>>;
  /** Null where the load is not there. */
  readLoad(load: number, allocate?: Allocate): Promise<Result<Table | null, StoreTrouble>>;
  readSnapshot(): Promise<Result<{ readonly basis: string; readonly bytes: Uint8Array } | null, StoreTrouble>>;
  readResult(name: string): Promise<Result<StoredArrays | null, StoreTrouble>>;
  /** All or nothing, flushed to disk when it resolves. */
  commit(changes: readonly StoreChange[], head: StoreHead | 'same'): Promise<Result<undefined, StoreTrouble>>;
  readUi(key: string): Promise<Result<string | null, StoreTrouble>>;
  /** Null takes the value away. */
  writeUi(key: string, value: string | null): Promise<Result<undefined, StoreTrouble>>;
  close(): void;
}

export type OpenOptions = Factory & { readonly onLost?: (why: Lost) => void };

/**
 * Opens the working data, making it where there is none. A database of an older schema comes back empty (it is rebuilt
 * from the folder, but the page's own values are kept); one of a newer schema is refused and left alone.
 */
export async function openStore(workspaceId: string, { onLost, ...factory }: OpenOptions = {}): Promise<Result<Store, StoreTrouble>> {
  const database = makeDatabase(workspaceId, factory);
  const blocked = blockedBy(database);
  try {
    const outcome = await Promise.race([database.open().then(() => 'open' as const), blocked]);
    if (outcome === 'blocked') {
      database.close();
      return err({ kind: 'blocked' });
    }
    const found = await findSchema(database);
    if (found > SCHEMA) {
      database.close();
      return err({ kind: 'newerSchema', found });
    }
    if (found < SCHEMA) await database.transaction('rw!', [database.manifests, database.chunks], () => Promise.all([database.manifests.clear(), database.chunks.clear()]));
  } catch (error) {
    database.close();
    const trouble = troubleOf(error);
    return err(trouble.kind === 'unavailable' && trouble.name === 'VersionError' ? { kind: 'newerSchema', found: 0 } : trouble);
  }
  let isOurs = false;
  database.on('versionchange', () => {
    isOurs = true;
    database.close();
    onLost?.('takenOver');
  });
  database.on('close', () => {
    if (!isOurs) onLost?.('lost');
  });
  return ok(storeOf(database, () => (isOurs = true)));
}

/** Deletes the working data for good; the folder can make it again. */
export async function wipeStore(workspaceId: string, factory: Factory = {}): Promise<Result<undefined, StoreTrouble>> {
  const database = makeDatabase(workspaceId, factory);
  const blocked = blockedBy(database);
  try {
    const outcome = await Promise.race([database.delete().then(() => 'gone' as const), blocked]);
    return outcome === 'gone' ? ok(undefined) : err({ kind: 'blocked' });
  } catch (error) {
    return err(troubleOf(error));
  }
}

/** Resolves when another connection stands in the way; never otherwise. */
function blockedBy(database: StoreDatabase): Promise<'blocked'> {
  return new Promise((resolve) => {
    database.on('blocked', () => resolve('blocked'));
  });
}

/** The schema number of what is there; our own for an empty database, and for one whose head cannot be read. */
async function findSchema(database: StoreDatabase): Promise<number> {
  const record = await database.manifests.get(HEAD);
  if (record === undefined) return SCHEMA;
  try {
    return (openManifest(record) as HeadManifest).schema;
  } catch (error) {
    if (error instanceof Damage) return SCHEMA;
    throw error;
  }
}

function storeOf(database: StoreDatabase, onClose: () => void): Store {
  const reading = async <T>(read: () => Promise<T>): Promise<Result<T, StoreTrouble>> => {
    try {
      return ok(await database.transaction('r!', [database.manifests, database.chunks, database.ui], read));
    } catch (error) {
      return err(troubleOf(error));
    }
  };
  return {
    readHead: () => reading(async () => (await headManifest(database))?.head ?? null),
    listLoads: () =>
      reading(async () =>
        Object.keys((await headManifest(database))?.manifests ?? {})
          .filter((id) => id.startsWith('load:'))
          .map((id) => Number(id.slice('load:'.length))),
      ),
    readLoad: (load, allocate = allocateOrdinary) => reading(() => readLoad(database, loadOwner(load), allocate)),
    readSnapshot: () =>
      reading(async () => {
        const arrays = await readArrays(database, SNAPSHOT);
        return arrays === null ? null : { basis: arrays.basis, bytes: arrays.parts['bytes'] as Uint8Array };
      }),
    readResult: (name) => reading(() => readArrays(database, resultOwner(name))),
    commit: (changes, head) => commit(database, changes, head),
    readUi: (key) => reading(async () => (await database.ui.get(key))?.value ?? null),
    writeUi: (key, value) => commitUi(database, key, value),
    close: () => {
      onClose();
      database.close();
    },
  };
}

async function headManifest(database: StoreDatabase): Promise<HeadManifest | undefined> {
  const record = await database.manifests.get(HEAD);
  if (record !== undefined) return openManifest(record) as HeadManifest;
  // A database in which blocks are left but no head has lost records.
  if ((await database.manifests.count()) + (await database.chunks.count()) > 0) throw new Damage(HEAD, 'head is gone');
  return undefined;
}

/** Null where the head knows of no such manifest. */
async function manifestOf(database: StoreDatabase, id: string): Promise<HeadManifest | LoadManifest | ArraysManifest | null> {
  const expected = (await headManifest(database))?.manifests[id];
  const record = await database.manifests.get(id);
  if (expected === undefined && record === undefined) return null;
  if (expected === undefined || record === undefined || record.crc !== expected) throw new Damage(id, 'manifest does not belong to the head');
  return openManifest(record);
}

const COLUMNS_AHEAD = 3;

async function readLoad(database: StoreDatabase, owner: string, allocate: Allocate): Promise<Table | null> {
  const manifest = (await manifestOf(database, owner)) as LoadManifest | null;
  if (manifest === null) return null;
  const columns: NamedColumn[] = [];
  const asked: Promise<ColumnChunk[]>[] = [];
  let next = 0;
  for (const [index, { name, header }] of manifest.columns.entries()) {
    // The next columns are on their way while this one is decoded; not all of them, because each is in memory twice for a while.
    for (; next < Math.min(manifest.columns.length, index + 1 + COLUMNS_AHEAD); next++) {
      const chunks = askChunks(database, owner, next);
      // Where an earlier column is damaged nobody waits for this one any more.
      chunks.catch(() => undefined);
      asked.push(chunks);
    }
    const column = decodeColumn({ header, chunks: await asked.shift()! }, allocate);
    if (!column.ok) throw new Damage(owner, `column ${index}: ${column.error.kind}`);
    if (column.value.length !== manifest.length) throw new Damage(owner, `column ${index}: length`);
    columns.push({ name, column: column.value });
  }
  return { length: manifest.length, columns };
}

async function askChunks(database: StoreDatabase, owner: string, index: number): Promise<ColumnChunk[]> {
  const parts = ['codes', 'lengths', 'bytes'] satisfies ColumnPart[];
  const found = await Promise.all(parts.map((part) => chunksOf(database, owner, columnPart(index, part)).toArray()));
  return found.flatMap((records, at) => records.map(({ from, crc, data }) => ({ part: parts[at]!, from, crc, data })));
}

async function readArrays(database: StoreDatabase, owner: string): Promise<StoredArrays | null> {
  const manifest = (await manifestOf(database, owner)) as ArraysManifest | null;
  if (manifest === null) return null;
  const parts: Record<string, Numbers> = {};
  for (const { name, kind, byteLength } of manifest.parts) {
    const bytes = new Uint8Array(byteLength);
    let at = 0;
    for (const { from, crc, data } of await chunksOf(database, owner, name).toArray()) {
      if (from !== at || at + data.length > byteLength || crc32c(data) !== crc) throw new Damage(owner, `${name} at ${at}`);
      bytes.set(data, at);
      at += data.length;
    }
    if (at !== byteLength) throw new Damage(owner, `${name} ends at ${at}`);
    parts[name] = numbersOf(kind, bytes.buffer);
  }
  return { basis: manifest.basis, parts };
}

function numbersOf(kind: NumberKind, buffer: ArrayBuffer): Numbers {
  switch (kind) {
    case 'Uint8Array':
      return new Uint8Array(buffer);
    case 'Uint16Array':
      return new Uint16Array(buffer);
    case 'Uint32Array':
      return new Uint32Array(buffer);
    case 'Int32Array':
      return new Int32Array(buffer);
    case 'Float32Array':
      return new Float32Array(buffer);
    case 'Float64Array':
      return new Float64Array(buffer);
    default:
      return assertNever(kind);
  }
}
