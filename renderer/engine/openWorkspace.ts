// Opens a workspace in the data worker: compares the record's head with the working data's, and rebuilds what differs.
import type { EngineCalls, OpenReport, RebuildReason } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { Entry, Stamp } from '../../shared/log/entry.ts';
import type { LoadId } from '../../shared/model/ids.ts';
import { Workspace, type Surroundings } from '../../shared/state/workspace.ts';
import { allocateShared, allocateOrdinary } from '../../shared/table/allocate.ts';
import type { Table } from '../../shared/table/Table.ts';
import type { StoreHead } from '../store/manifest.ts';
import { openStore, wipeStore, type Store } from '../store/openStore.ts';
import { journalOverPort } from './journalOverPort.ts';
import type { Machine } from './machineClient.ts';
import { OpenEngine } from './openEngine.ts';
import { randomBytes } from './randomBytes.ts';
import { writingThread } from './recordThread.ts';
import { Refused } from './refused.ts';

declare const APP_VERSION: string;

/** Shared memory lets match workers read columns where they are. */
const allocate = globalThis.crossOriginIsolated ? allocateShared : allocateOrdinary;

export async function openWorkspace(
  machine: Machine,
  { actor, language }: EngineCalls['open']['request'],
  tellChanged: (version: number) => void,
  job: Job,
  because: RebuildReason | null = null,
): Promise<{ engine: OpenEngine; report: OpenReport }> {
  const journal = journalOverPort(machine);
  const info = await journal.info();
  const recordHead = await journal.head();
  // Whoever only reads leaves nothing on this machine either: what they see is made from the record.
  const found: WorkingData = info.readOnly ? { store: null, head: null, reason: null } : await findWorkingData(info.id);
  let reason = found.reason ?? (info.readOnly ? null : compareHeads(found.head, recordHead));
  const fromRecord = new Set<number>();
  const cachedTable = async (entry: Entry): Promise<Table | null> => {
    const isCovered = found.store !== null && found.head !== null && entry.seq < found.head.size && reason !== 'workingDataAhead';
    const read = isCovered ? await found.store!.readLoad(entry.seq, allocate) : undefined;
    if (read?.ok === true && read.value !== null && read.value.length === entry.rows?.loaded) return read.value;
    if (read !== undefined) reason ??= 'workingDataDamaged';
    fromRecord.add(entry.seq);
    return null;
  };
  const surroundings: Surroundings = {
    journal,
    stamp: (): Stamp => ({ at: Date.now(), actor, role: 'steward', app: APP_VERSION }),
    randomBytes,
    allocate,
    startEncoder: () => writingThread.take(),
    cachedTable,
  };
  const workspace = await opened(surroundings, job);
  const isSameHistory = found.head === null || found.head.size === 0 || hashAt(workspace, found.head.size) === found.head.hash;
  const isErasedSince = found.head !== null && workspace.entries.slice(found.head.size).some(({ act }) => act === 'erase');
  if (!isSameHistory || isErasedSince) {
    // The working data belongs to another course of events, or still holds what was erased: nothing of it may be shown or stay.
    found.store?.close();
    // A deleted database leaves its bytes in the files of the store below it for a while: what was erased must not stay there.
    if (isErasedSince) await machine('workingData.destroy', undefined);
    else await wipeStore(info.id);
    return openWorkspace(machine, { actor, language }, tellChanged, job, isSameHistory ? 'workingDataBehind' : 'workingDataAhead');
  }
  const rows = workspace.rows.length;
  if (!info.readOnly) writingThread.warm();
  const engine = new OpenEngine(workspace, found.store, { language, actor }, tellChanged);
  await engine.keep([...fromRecord].map((load) => ({ kind: 'putLoad', load, table: workspace.rows.table(load as LoadId)! })));
  return { engine, report: { info, rebuilt: because ?? (rows > 0 || reason !== 'workingDataMissing' ? reason : null), rows, entries: workspace.entries.length } };
}

type WorkingData = { readonly store: Store | null; readonly head: StoreHead | null; readonly reason: RebuildReason | null };

/** Opens the working data; what can't be trusted is thrown away, what a newer app wrote is left alone and not used. */
async function findWorkingData(workspace: string): Promise<WorkingData> {
  const store = await openStore(workspace);
  if (!store.ok) {
    if (store.error.kind !== 'damaged') return { store: null, head: null, reason: 'newSchema' };
    return startAfresh(workspace);
  }
  const head = await store.value.readHead();
  if (head.ok) return { store: store.value, head: head.value, reason: null };
  store.value.close();
  return startAfresh(workspace);
}

async function startAfresh(workspace: string): Promise<WorkingData> {
  await wipeStore(workspace);
  const store = await openStore(workspace);
  return { store: store.ok ? store.value : null, head: null, reason: 'workingDataDamaged' };
}

function compareHeads(working: StoreHead | null, record: { size: number; hash: string }): RebuildReason | null {
  if (working === null) return 'workingDataMissing';
  if (working.size > record.size || (working.size === record.size && working.hash !== record.hash)) return 'workingDataAhead';
  return working.size < record.size ? 'workingDataBehind' : null;
}

/** The hash of the log when it had `size` entries. */
function hashAt(workspace: Workspace, size: number): string {
  return workspace.entries[size]?.prev ?? workspace.head.hash;
}

async function opened(surroundings: Surroundings, job: Job): Promise<Workspace> {
  const workspace = await Workspace.open(surroundings, job);
  if (workspace.ok) return workspace.value;
  const { seq, kind } = workspace.error;
  throw new Refused({ kind: 'damagedLog', seq, detail: 'detail' in workspace.error ? workspace.error.detail : `${kind} ${workspace.error.payload}` });
}
