// The working data: what was committed comes back, all or nothing, and anything else is noticed.
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeDatabase, SCHEMA, type StoreDatabase } from '../../../renderer/store/database.ts';
import { HEAD, sealManifest, type StoreHead } from '../../../renderer/store/manifest.ts';
import { openStore, wipeStore, type Lost, type Store } from '../../../renderer/store/openStore.ts';
import { troubleOf } from '../../../renderer/store/trouble.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Table } from '../../../shared/table/Table.ts';
import { columnOf } from '../../../shared/table/TextColumnBuilder.ts';
import { anyCell, cellsOf, columnFrom } from '../../support/columns.ts';

type Options = { indexedDB: IDBFactory; IDBKeyRange: typeof globalThis.IDBKeyRange };
let factory: Options;
beforeEach(() => {
  factory = { indexedDB: new IDBFactory(), IDBKeyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange };
});

const head = (size: number): StoreHead => ({ size, hash: `hash ${size}`, rows: size * 10 });

function must<T>(result: Result<T, { kind: string }>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function opened(onLost?: (why: Lost) => void): Promise<Store> {
  return must(await openStore('w', onLost === undefined ? factory : { ...factory, onLost }));
}

/** Works on the records behind the store's back. */
async function behind<T>(work: (database: StoreDatabase) => Promise<T>): Promise<T> {
  const database = makeDatabase('w', factory);
  await database.open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function tableOf(cells: Record<string, (string | undefined)[]>, arena = false): Table {
  const columns = Object.entries(cells).map(([name, texts]) => ({ name, column: columnFrom(texts, arena) }));
  return { length: columns[0]?.column.length ?? 0, columns };
}

const sample = tableOf({ name: ['Ana', 'Íñigo', undefined, ''], email: ['a@b', 'a@b', '\ud800', '\0'] });

describe('the store', () => {
  it('gives back loads exactly, after closing and opening', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyCell, anyCell), { maxLength: 20 }), fc.boolean(), async (rows, arena) => {
        const table = tableOf({ one: rows.map(([one]) => one), ['__proto__']: rows.map(([, two]) => two) }, arena);
        const store = await opened();
        must(await store.commit([{ kind: 'putLoad', load: 3, table }], head(4)));
        store.close();
        const again = await opened();
        const read = must(await again.readLoad(3))!;
        expect(read.length).toBe(table.length);
        expect(read.columns.map(({ name, column }) => [name, column.kind, cellsOf(column)])).toEqual(table.columns.map(({ name, column }) => [name, column.kind, cellsOf(column)]));
        expect(must(await again.readHead())).toEqual(head(4));
        again.close();
      }),
      { numRuns: 20 },
    );
  });

  it('is empty at first and says so', async () => {
    const store = await opened();
    expect(must(await store.readHead())).toBeNull();
    expect(must(await store.readLoad(1))).toBeNull();
    expect(must(await store.readSnapshot())).toBeNull();
    expect(must(await store.readResult('x'))).toBeNull();
    expect(must(await store.listLoads())).toEqual([]);
  });

  it('keeps snapshots and results of any number kind, larger than a chunk too', async () => {
    const store = await opened();
    const parts = { pairs: Uint32Array.of(1, 2, 0xffffffff), weights: Float32Array.of(1.5, -2), none: new Float64Array(0), large: new Uint16Array(5_000_000).fill(777), signed: Int32Array.of(-1) };
    must(await store.commit([{ kind: 'putResult', name: 'matches', basis: 'b1', parts }, { kind: 'putSnapshot', basis: 'b2', bytes: Uint8Array.of(1, 2, 3).subarray(1) }], head(1)));
    expect(must(await store.readResult('matches'))).toEqual({ basis: 'b1', parts });
    expect(must(await store.readSnapshot())).toEqual({ basis: 'b2', bytes: Uint8Array.of(2, 3) });
    must(await store.commit([{ kind: 'putResult', name: 'matches', basis: 'b3', parts: { pairs: Uint32Array.of(9) } }], 'same'));
    expect(must(await store.readResult('matches'))).toEqual({ basis: 'b3', parts: { pairs: Uint32Array.of(9) } });
    must(await store.commit([{ kind: 'dropResult', name: 'matches' }], 'same'));
    expect(must(await store.readResult('matches'))).toBeNull();
    expect(must(await store.readHead())).toEqual(head(1));
  });

  it('drops a load with everything that belongs to it', async () => {
    const store = await opened();
    must(await store.commit([{ kind: 'putLoad', load: 1, table: sample }, { kind: 'putLoad', load: 11, table: sample }], head(1)));
    must(await store.commit([{ kind: 'dropLoad', load: 1 }], head(2)));
    expect(must(await store.readLoad(1))).toBeNull();
    expect(must(await store.listLoads())).toEqual([11]);
    expect(must(await store.readLoad(11))!.length).toBe(4);
    store.close();
    const owners = await behind((database) => database.chunks.toCollection().primaryKeys());
    expect(new Set(owners.map(([owner]) => owner))).toEqual(new Set(['load:11']));
  });

  it('keeps values of the page apart from the head', async () => {
    const store = await opened();
    must(await store.writeUi('queue', '{"at":42}'));
    expect(must(await store.readUi('queue'))).toBe('{"at":42}');
    expect(must(await store.readHead())).toBeNull();
    must(await store.writeUi('queue', null));
    expect(must(await store.readUi('queue'))).toBeNull();
  });

  it('writes nothing of a commit that fails half way', async () => {
    const store = await opened();
    must(await store.commit([{ kind: 'putLoad', load: 1, table: sample }], head(1)));
    const hole = { length: 1, columns: [{ name: 'x', get column(): never { throw new DOMException('no room', 'QuotaExceededError'); } }] };
    const failed = await store.commit([{ kind: 'dropLoad', load: 1 }, { kind: 'putLoad', load: 2, table: hole }], head(2));
    expect(failed).toMatchObject({ ok: false, error: { kind: 'full' } });
    expect(must(await store.readHead())).toEqual(head(1));
    expect(must(await store.listLoads())).toEqual([1]);
    expect(must(await store.readLoad(1))!.length).toBe(4);
  });

  it('throws bugs on', async () => {
    const store = await opened();
    const bug = { length: 1, columns: [{ name: 'x', get column(): never { throw new TypeError('bug'); } }] };
    await expect(store.commit([{ kind: 'putLoad', load: 2, table: bug }], head(2))).rejects.toThrow('bug');
  });
});

describe('damage', () => {
  async function written(): Promise<void> {
    const store = await opened();
    must(await store.commit([{ kind: 'putLoad', load: 1, table: sample }, { kind: 'putResult', name: 'r', basis: 'b', parts: { n: Uint32Array.of(1, 2) } }], head(1)));
    store.close();
  }

  async function troubles(): Promise<string[]> {
    const store = await opened();
    const results = [await store.readHead(), await store.readLoad(1), await store.readResult('r')];
    store.close();
    return results.map((result) => (result.ok ? 'fine' : result.error.kind));
  }

  it('in any chunk is noticed: a flipped byte, a lost record, a shorter one', async () => {
    await written();
    const chunks = await behind((database) => database.chunks.toArray());
    expect(chunks.length).toBeGreaterThan(4);
    for (const chunk of chunks) {
      const place = chunk.owner === 'load:1' ? 1 : 2;
      const flipped = chunk.data.slice();
      flipped[0] = flipped[0]! ^ 1;
      const damages = [
        (database: StoreDatabase) => database.chunks.put({ ...chunk, data: flipped }),
        (database: StoreDatabase) => database.chunks.put({ ...chunk, data: chunk.data.slice(1) }),
        (database: StoreDatabase) => database.chunks.delete([chunk.owner, chunk.part, chunk.from]),
      ];
      for (const damage of damages) {
        await behind(async (database) => void (await damage(database)));
        const seen = await troubles();
        expect(seen[place]).toBe('damaged');
        expect(seen[3 - place]).toBe('fine');
        await behind((database) => database.chunks.put(chunk));
      }
    }
    expect(await troubles()).toEqual(['fine', 'fine', 'fine']);
  });

  it('in a manifest is noticed: lost, changed, or from another time', async () => {
    await written();
    const manifest = (await behind((database) => database.manifests.get('load:1')))!;
    await behind((database) => database.manifests.delete('load:1'));
    expect(await troubles()).toEqual(['fine', 'damaged', 'fine']);
    await behind((database) => database.manifests.put({ ...manifest, body: manifest.body.replace('4', '5') }));
    expect(await troubles()).toEqual(['fine', 'damaged', 'fine']);
    await behind((database) => database.manifests.put(sealManifest('load:1', { length: 0, columns: [] })));
    expect(await troubles()).toEqual(['fine', 'damaged', 'fine']);
  });

  it('of the head is noticed, and a lost head with blocks left behind', async () => {
    await written();
    const record = (await behind((database) => database.manifests.get(HEAD)))!;
    await behind((database) => database.manifests.put({ ...record, crc: record.crc ^ 1 }));
    expect(await troubles()).toEqual(['damaged', 'damaged', 'damaged']);
    await behind((database) => database.manifests.delete(HEAD));
    expect(await troubles()).toEqual(['damaged', 'damaged', 'damaged']);
    must(await wipeStore('w', factory));
    expect(await troubles()).toEqual(['fine', 'fine', 'fine']);
  });
});

describe('opening', () => {
  it('refuses a newer schema and leaves it alone', async () => {
    const store = await opened();
    must(await store.commit([{ kind: 'putLoad', load: 1, table: sample }], head(1)));
    store.close();
    await behind((database) => database.manifests.put(sealManifest(HEAD, { schema: SCHEMA + 1, head: head(1), manifests: {} })));
    expect(await openStore('w', factory)).toEqual({ ok: false, error: { kind: 'newerSchema', found: SCHEMA + 1 } });
    expect(await behind((database) => database.manifests.count())).toBe(2);
  });

  it('empties an older schema but keeps the page’s own values', async () => {
    const store = await opened();
    must(await store.commit([{ kind: 'putLoad', load: 1, table: sample }], head(1)));
    must(await store.writeUi('view', 'mine'));
    store.close();
    await behind((database) => database.manifests.put(sealManifest(HEAD, { schema: SCHEMA - 1, head: head(1), manifests: {} })));
    const again = await opened();
    expect(must(await again.readHead())).toBeNull();
    expect(must(await again.readUi('view'))).toBe('mine');
  });

  it('tells when the database is taken away', async () => {
    const lost: Lost[] = [];
    const store = await opened((why) => lost.push(why));
    must(await wipeStore('w', factory));
    expect(lost).toEqual(['takenOver']);
    expect(await store.readHead()).toEqual({ ok: false, error: { kind: 'closed' } });
  });

  it('says that it is blocked where another connection does not let go', async () => {
    const stubborn = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.indexedDB.open('fichero-w', 1);
      request.addEventListener('success', () => resolve(request.result as unknown as IDBDatabase));
      request.addEventListener('error', () => reject(new Error('no database')));
    });
    expect(await openStore('w', factory)).toEqual({ ok: false, error: { kind: 'blocked' } });
    stubborn.close();
  });

  it('keeps workspaces apart', async () => {
    const one = await opened();
    must(await one.commit([{ kind: 'putLoad', load: 1, table: { length: 1, columns: [{ name: 'a', column: columnOf(['x']) }] } }], head(1)));
    const other = must(await openStore('other', factory));
    expect(must(await other.readHead())).toBeNull();
  });

  it('names what the database throws', () => {
    expect(troubleOf(new Dexie.QuotaExceededError('full'))).toMatchObject({ kind: 'full' });
    expect(troubleOf(new Dexie.AbortError('gone', new Dexie.QuotaExceededError('full')))).toMatchObject({ kind: 'full' });
    expect(troubleOf(new Dexie.AbortError('gone'))).toMatchObject({ kind: 'aborted' });
    expect(troubleOf(new Dexie.DatabaseClosedError('closed'))).toEqual({ kind: 'closed' });
    expect(troubleOf(new DOMException('?', 'UnknownError'))).toMatchObject({ kind: 'unavailable', name: 'UnknownError' });
  });
});
