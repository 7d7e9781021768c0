// Opens a workspace folder: takes the lock, finishes or takes back what a crash cut off, moves damaged files aside.
import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { toHex } from '../../shared/kernel/hex.ts';
import { canonicalBytes } from '../../shared/log/canonicalJson.ts';
import { afterSignature, sealEntry, type Stamp } from '../../shared/log/entry.ts';
import { headBytes } from '../../shared/log/headFile.ts';
import { keepBallast } from './ballast.ts';
import { eraseInFolder, isErasedUpTo } from './eraseInFolder.ts';
import { codeOf, join, replaceFile, type Files } from './files.ts';
import { inspectFolder, type Inspection, type InspectionFault, type Notice } from './inspectFolder.ts';
import type { KeyStore } from './keys.ts';
import { layout, workspaceBytes } from './layout.ts';
import { takeLock, type Lock, type Machine } from './lockFile.ts';
import { cutSegments } from './segments.ts';
import { minimumFreeBytes, Workspace, writeHead } from './Workspace.ts';

export type OpenOptions = {
  readonly files: Files;
  readonly keys: KeyStore;
  readonly machine: Machine;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Who opens it: needed where this machine's key has to be announced in the log. */
  readonly who: Omit<Stamp, 'at'>;
  readonly readOnly?: boolean;
  /** For tests on small disks. */
  readonly minimumFreeBytes?: number;
  /** Room to hold back for a full disk; none unless given. */
  readonly ballastBytes?: number;
  /** For tests of many small segments. */
  readonly maxSegmentBytes?: number;
};

export type OpenFault = InspectionFault | { readonly kind: 'inUse'; readonly pid: number } | { readonly kind: 'notWritable'; readonly code: string };

/** With damage that the folder alone cannot mend it is opened for reading only, and nothing in it is touched. */
export async function openFolder(folder: string, options: OpenOptions): Promise<Result<Workspace, OpenFault>> {
  try {
    return options.readOnly === true ? await openForReading(folder, options) : await openForWriting(folder, options);
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    return err({ kind: 'notWritable', code });
  }
}

async function openForReading(folder: string, options: OpenOptions): Promise<Result<Workspace, OpenFault>> {
  const inspection = await inspectFolder(options.files, folder);
  if ('fault' in inspection) return err(inspection.fault);
  return ok(new Workspace({ files: options.files, folder, inspection, writing: undefined, notices: inspection.notices, now: options.now }));
}

async function openForWriting(folder: string, options: OpenOptions): Promise<Result<Workspace, OpenFault>> {
  const { files, now } = options;
  if ((await files.stat(join(folder, layout.workspace))) === undefined && (await files.stat(join(folder, layout.entries))) === undefined) {
    return err({ kind: 'notAWorkspace' });
  }
  const lock = await takeLock(files, folder, options.machine);
  if ('heldBy' in lock) return err({ kind: 'inUse', pid: lock.heldBy.pid });
  let isKept = false;
  try {
    const found = await inspectFolder(files, folder);
    if ('fault' in found) return err(found.fault);
    if (found.damage.length > 0) {
      return ok(new Workspace({ files, folder, inspection: found, writing: undefined, notices: found.notices, now }));
    }
    await repair(files, folder, found);
    const notices: Notice[] = [...found.notices];
    let isChanged = notices.length > 0;
    if (found.erasures.length > 0 && !(await isErasedUpTo(files, folder, found.erasures))) {
      const { segments, backups } = await eraseInFolder(files, folder);
      isChanged = true;
      if (segments + backups > 0) notices.push({ kind: 'erasureFinished', entries: found.erasures.length });
    }
    const workspace = await withKey(folder, options, isChanged ? await inspectAgain(files, folder) : found, lock, notices);
    await keepBallast(files, folder, options.ballastBytes ?? 0, options.minimumFreeBytes ?? minimumFreeBytes);
    isKept = true;
    return ok(workspace);
  } finally {
    if (!isKept) await lock.release();
  }
}

async function inspectAgain(files: Files, folder: string): Promise<Inspection> {
  const inspection = await inspectFolder(files, folder);
  if ('fault' in inspection) throw new Error(`Repair broke the folder: ${inspection.fault.kind}`);
  return inspection;
}

/**
 * This machine's key; a new one is announced by an entry first, so that its signatures count from there on. Another
 * person than the one who wrote last is entered too.
 */
async function withKey(
  folder: string,
  options: OpenOptions,
  inspection: Inspection,
  lock: Lock,
  notices: readonly Notice[],
): Promise<Workspace> {
  const { files, keys, now } = options;
  const id = inspection.workspace.id;
  const signer = (await keys.find(id)) ?? (await keys.create(id));
  const workspace = new Workspace({
    files,
    folder,
    inspection,
    writing: { lock, signer, minimumFreeBytes: options.minimumFreeBytes ?? minimumFreeBytes, ...(options.maxSegmentBytes === undefined ? {} : { maxSegmentBytes: options.maxSegmentBytes }) },
    notices,
    now,
  });
  const isNewKey = !inspection.keys.has(signer.publicKey);
  if (isNewKey || inspection.lastActor !== options.who.actor) {
    const begun = await workspace.begin({ neededBytes: 0 });
    if (begun.ok) {
      const sealed = sealEntry(afterSignature({ act: 'open', ...(isNewKey ? { note: { key: signer.publicKey } } : {}) }, workspace.checkpointed?.size ?? 0), workspace.end, { ...options.who, at: now() });
      await workspace.commit({ line: sealed.line, previous: workspace.end.hash });
    }
  }
  return workspace;
}

/** Cuts off what was never acknowledged and writes anew the files that only repeat the record. */
async function repair(files: Files, folder: string, found: Inspection): Promise<void> {
  const entries = join(folder, layout.entries);
  const goodBytes = found.lineStarts.at(-1)!;
  if (found.entriesBytes > goodBytes) {
    const file = await files.open(entries, 'write');
    try {
      await file.truncate(goodBytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  if ((await files.stat(join(folder, layout.payloads))) === undefined) await files.makeFolder(join(folder, layout.payloads));
  if (found.notices.some(({ kind }) => kind === 'unfinishedPayload')) await cutSegments(files, join(folder, layout.payloads), found.keepEnd);
  for (const notice of found.notices) {
    if (notice.kind === 'rebuilt' && notice.reason === 'damaged') await moveAside(files, folder, notice.file);
  }
  if (found.notices.some((notice) => notice.kind === 'rebuilt' && notice.file === layout.workspace)) {
    await replaceFile(files, folder, layout.workspace, workspaceBytes(found.workspace));
  }
  if (found.notices.some((notice) => notice.kind === 'rebuilt' && notice.file === layout.headBackup)) {
    await replaceFile(files, folder, layout.headBackup, headBytes(found.head));
  }
  if (found.notices.some((notice) => notice.kind === 'rebuilt' && notice.file === layout.head)) await writeHead(files, folder, found.head);
  if (found.checkpoints.dropped > 0 || found.checkpoints.isMissing) {
    await moveAside(files, folder, layout.checkpoints);
    const text = Buffer.concat(found.checkpoints.good.flatMap((checkpoint) => [canonicalBytes(checkpoint), Buffer.from('\n')]));
    await replaceFile(files, join(folder, layout.logFolder), layout.checkpoints.split('/')[1]!, new Uint8Array(text));
  }
  await removeTemporary(files, folder);
  await removeTemporary(files, join(folder, layout.logFolder));
  await removeTemporary(files, join(folder, layout.payloads));
}

async function moveAside(files: Files, folder: string, name: string): Promise<void> {
  if ((await files.stat(join(folder, name))) === undefined) return;
  const damaged = join(folder, layout.damaged);
  if ((await files.stat(damaged)) === undefined) await files.makeFolder(damaged);
  await files.rename(join(folder, name), join(damaged, `${name.replaceAll('/', '-')}.${toHex(new Uint8Array(randomBytes(4)))}`));
  await files.syncFolder(damaged);
}

async function removeTemporary(files: Files, folder: string): Promise<void> {
  for (const name of await files.list(folder)) if (name.endsWith('.tmp')) await files.remove(join(folder, name));
}
