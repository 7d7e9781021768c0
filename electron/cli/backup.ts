// fichero backup, fichero restore: a verified copy of a workspace, and the way back from one.
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { VerifyReport } from '../../shared/log/verify.ts';
import { faultWords, unreadableWords } from '../../shared/log/verifyWords.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { backupTime, copyBackup, copyRecord, manifestName, removeTree, verifyBackup, writeBackupManifest } from '../workspace/backups.ts';
import { folderReader } from '../workspace/folderReader.ts';
import { verifySignature } from '../workspace/keys.ts';
import { layout } from '../workspace/layout.ts';
import { thisMachine } from '../workspace/lockFile.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { restoreFolder } from '../workspace/restoreFolder.ts';
import type { Command, Io } from './io.ts';
import { accept, CommandError, keysFor, readArguments, stampFor, UsageError } from './openForCommand.ts';
import { withRecord } from './openRecord.ts';
import { jobFor } from './progressLine.ts';
import { verifySpeed } from './recordThread.ts';
import { backupFaultWords, counted, troubleWords } from './words.ts';

/** Exit code 1 where the record has faults: a copy of it would only look like a backup. */
export const runBackup: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, json: { type: 'boolean' } });
  const [path] = positionals;
  if (path === undefined) throw new UsageError('Name the workspace folder.');
  const out = values.out === undefined ? undefined : resolve(io.cwd, values.out);
  if (out !== undefined) await mustBeFree(out, values.out!);
  const report = await verified(resolve(io.cwd, path), path, io);
  if (!report.clean) return refuse(report, 'No backup was made: the record has faults. Backups that are there stay as they are.', values.json === true, io);
  return withRecord(path, io, false, async (record) => {
    const made = await record.backUp();
    if (!made.ok) throw new CommandError(`${path}: ${backupFaultWords(made.error)}`);
    const backup = join(record.folder, layout.backups, made.value);
    const place = out ?? backup;
    if (out !== undefined) {
      // Under another name first: half a copy must not look like a backup.
      await removeTree(nodeFiles, `${out}.tmp`);
      const copied = await copyBackup(nodeFiles, backup, `${out}.tmp`);
      if (!copied.ok) throw new CommandError(`${path}: ${backupFaultWords(copied.error)}`);
      await writeBackupManifest(nodeFiles, `${out}.tmp`);
      const readBack = await verifyBackup(nodeFiles, `${out}.tmp`);
      if (!readBack.ok) throw new CommandError(`${values.out}: ${backupFaultWords(readBack.error)}`);
      await removeTree(nodeFiles, out);
      await nodeFiles.rename(`${out}.tmp`, out);
    }
    const { size, rows } = record.end;
    io.out(values.json === true ? `${JSON.stringify({ backup: place, entries: size, rows })}\n` : `Backed up ${counted(size, 'entry', 'entries')} with ${counted(rows, 'row')} to ${place}: verified, and read back.\n`);
    return 0;
  });
};

/** Exit code 1 where the backup has faults; nothing is made then. */
export const runRestore: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, json: { type: 'boolean' } });
  const [path] = positionals;
  if (path === undefined || values.out === undefined) throw new UsageError('Name the backup and the new folder.');
  const backup = resolve(io.cwd, path);
  const out = resolve(io.cwd, values.out);
  await mustBeFree(out, values.out);
  const report = await verified(backup, path, io);
  const isBackup = (await nodeFiles.stat(join(backup, manifestName))) !== undefined;
  const checked = isBackup ? await verifyBackup(nodeFiles, backup) : undefined;
  if (!report.clean || checked?.ok === false) {
    const words = checked?.ok === false ? `${backupFaultWords(checked.error)} ` : '';
    return refuse(report, `${words}Nothing was restored: try another backup.`, values.json === true, io);
  }
  const { at: _, ...who } = stampFor(io)();
  const madeAt = backupTime(basename(backup)) ?? Math.round((await stat(join(backup, layout.entries))).mtimeMs);
  await removeTree(nodeFiles, out);
  const restored = await restoreFolder(backup, madeAt, out, { files: nodeFiles, keys: keysFor(io), machine: thisMachine(), now: () => io.now(), who }, isBackup ? copyBackup : copyRecord);
  if (!restored.ok) throw new CommandError(`${values.out}: ${'name' in restored.error || restored.error.kind === 'unfinished' ? backupFaultWords(restored.error) : troubleWords(restored.error)}`);
  io.out(values.json === true ? `${JSON.stringify({ workspace: out, entries: report.entries, rows: report.rows })}\n` : `Restored ${counted(report.entries, 'entry', 'entries')} with ${counted(report.rows, 'row')} to ${out}; an entry says that it comes from a backup.\n`);
  return 0;
};

async function verified(folder: string, name: string, io: Io): Promise<VerifyReport> {
  const outcome = await verifyWorkspace(folderReader(nodeFiles, folder), { verifySignature, job: jobFor(io), speed: verifySpeed });
  if (io.isTerminal) io.err('\r\u001b[K');
  if (outcome.kind === 'unreadable') throw new CommandError(`${name}: ${unreadableWords.en[outcome.reason]}`);
  return outcome.report;
}

/** Nothing that is there is ever replaced, except an empty folder. */
async function mustBeFree(path: string, name: string): Promise<void> {
  const there = await nodeFiles.stat(path);
  if (there !== undefined && (!there.isFolder || (await nodeFiles.list(path)).length > 0)) accept({ ok: false, error: { kind: 'exists' } }, name);
}

function refuse(report: VerifyReport, words: string, asJson: boolean, io: Io): number {
  const faults = report.faults.map((fault) => ({ entry: fault.seq, kind: fault.kind, words: faultWords(fault, 'en') }));
  if (asJson) io.out(`${JSON.stringify({ refused: words, faults })}\n`);
  else {
    for (const fault of faults) io.err(`${fault.words}\n`);
    io.err(`${words}\n`);
  }
  return 1;
}
