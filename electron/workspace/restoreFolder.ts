// Makes a workspace again from one of its backups: in a new folder beside, with an entry that says so.
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { parseEntry, afterSignature, sealEntry, type Entry, type EntryDraft } from '../../shared/log/entry.ts';
import { splitLines } from '../../shared/log/lines.ts';
import { copyBackup, removeTree, type BackupFault } from './backups.ts';
import { codeOf, join, readIfThere, type Files } from './files.ts';
import { layout } from './layout.ts';
import { openFolder, type OpenFault, type OpenOptions } from './openFolder.ts';

export type RestoreFault = BackupFault | OpenFault | { readonly kind: 'exists' };

/**
 * `target` appears only when it is whole; nothing that is there is touched.
 * @param backup a finished backup, or a copy of one that stands as a workspace of its own @param madeAt UTC milliseconds
 */
export async function restoreFolder(backup: string, madeAt: number, target: string, options: OpenOptions, copy: typeof copyBackup = copyBackup): Promise<Result<undefined, RestoreFault>> {
  const { files } = options;
  if ((await files.stat(target)) !== undefined) return err({ kind: 'exists' });
  const temporary = `${target}.restoring.tmp`;
  try {
    await removeTree(files, temporary);
    const copied = await copy(files, backup, temporary);
    if (!copied.ok) return copied;
    const written = await writeOn(temporary, madeAt, options);
    if (!written.ok) return written;
    await files.rename(temporary, target);
    return ok(undefined);
  } catch (error) {
    const code = codeOf(error);
    if (code === '') throw error;
    return err({ kind: 'notWritable', code });
  }
}

/** Erasures that are younger than the backup become entries of the log that goes on from it; then the one that says where it comes from. */
async function writeOn(folder: string, madeAt: number, options: OpenOptions): Promise<Result<undefined, OpenFault>> {
  const { files, now, who } = options;
  const opened = await openFolder(folder, options);
  if (!opened.ok) return opened;
  const workspace = opened.value;
  try {
    const append = async (draft: EntryDraft): Promise<void> => {
      const begun = await workspace.begin({ neededBytes: 0 });
      const { line } = sealEntry(afterSignature(draft, workspace.checkpointed?.size ?? 0), workspace.end, { ...who, at: now() });
      const committed = begun.ok ? await workspace.commit({ line, previous: workspace.end.hash }) : begun;
      if (!committed.ok) throw Object.assign(new Error('not written'), { code: 'code' in committed.error ? committed.error.code : 'EIO' });
    };
    const { size } = workspace.end;
    for (const { erases, why } of await laterErasures(files, folder)) {
      const within = (erases ?? []).filter(({ entry }) => entry < size);
      if (within.length > 0) await append({ act: 'erase', erases: within, ...(why === undefined ? {} : { why }) });
    }
    await append({ act: 'restore', note: { backupAt: madeAt, entries: size } });
    if ((await files.stat(join(folder, layout.laterErasures))) !== undefined) await files.remove(join(folder, layout.laterErasures));
    return ok(undefined);
  } finally {
    await workspace.close();
  }
}

async function laterErasures(files: Files, folder: string): Promise<readonly Entry[]> {
  const bytes = await readIfThere(files, join(folder, layout.laterErasures));
  return splitLines(bytes ?? new Uint8Array()).lines.flatMap((line) => {
    const parsed = parseEntry(line);
    return parsed.ok && parsed.value.act === 'erase' ? [parsed.value] : [];
  });
}
