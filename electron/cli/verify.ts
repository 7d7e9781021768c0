// fichero verify: checks a workspace folder, an audit bundle, or the proof of one item.
import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { bundleReader, readBundle } from '../../shared/log/bundle.ts';
import { parseReceipt } from '../../shared/log/checkpoint.ts';
import type { LogReader } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { listBackups, manifestName, verifyBackup } from '../workspace/backups.ts';
import { folderReader } from '../workspace/folderReader.ts';
import { verifySignature } from '../workspace/keys.ts';
import { layout } from '../workspace/layout.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import type { Command, Io } from './io.ts';
import { CommandError, readArguments, UsageError } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { verifySpeed } from './recordThread.ts';
import { readProof, standingOf, type ReadProof } from '../../shared/log/itemProof.ts';
import { copyFaultWords, faultWords, isProofGood, noticeWords, proofWords, reportWords, unreadableWords, verdictWords, type VerifyLanguage } from '../../shared/log/verifyWords.ts';

/** Exit code 0 clean, 1 faults, 2 unreadable. */
export const runVerify: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { receipt: { type: 'string', multiple: true }, json: { type: 'boolean' }, lang: { type: 'string' } });
  const language = languageOf(values.lang, io);
  const [path] = positionals;
  if (path === undefined) throw new UsageError('Name the workspace folder, the audit bundle or the proof.');
  if ((await stat(resolve(io.cwd, path)).catch(() => undefined)) === undefined) throw new CommandError(`There is nothing at ${path}.`);
  const proof = await proofAt(resolve(io.cwd, path));
  const receipts = [];
  for (const name of values.receipt ?? []) {
    // A receipt that cannot be read is a fault of the verification, not a reason to skip it.
    const bytes = await readFile(resolve(io.cwd, name)).catch(() => new Uint8Array());
    receipts.push({ name: basename(name), bytes });
  }
  if (proof !== undefined) return sayProof(proof, receipts, values.json === true, language, io);
  const reader = await readerOf(resolve(io.cwd, path));
  if (reader === undefined && (await receiptAt(resolve(io.cwd, path)))) throw new CommandError(`${path} is a receipt: name what it was handed out for, and the receipt with --receipt.`);
  if (reader === undefined) return refuse('noLog', values.json === true, language, io);
  const outcome = await verifyWorkspace(reader, { verifySignature, receipts, job: jobFor(io), speed: verifySpeed });
  if (io.isTerminal) io.err('\r\u001b[K');
  if (outcome.kind === 'unreadable') return refuse(outcome.reason, values.json === true, language, io);
  const { report } = outcome;
  const backups = await checkBackups(resolve(io.cwd, path), language);
  if (values.json === true) {
    const faults = report.faults.map((fault) => ({ entry: fault.seq, kind: fault.kind, detail: fault.detail, words: faultWords(fault, language) }));
    const verdicts = report.verdicts.map(({ seq, verdict }) => ({ entry: seq, verdict }));
    const { claims: _, erasedOthers: __, ...facts } = report;
    io.out(`${JSON.stringify({ ...facts, faults, verdicts, backups })}\n`);
  } else {
    for (const fault of report.faults) io.out(`${faultWords(fault, language)}\n`);
    for (const notice of report.notices) io.out(`${noticeWords(notice, language)}\n`);
    const odd = report.verdicts.filter(({ verdict }) => verdict !== 'ok');
    for (const { seq, verdict } of odd) io.out(`  ${seq}: ${verdictWords(verdict, language)}\n`);
    for (const line of reportWords(report, language)) io.out(`${line}\n`);
    for (const { name, words } of backups) if (words !== null) io.out(`${language === 'es' ? 'Copia de seguridad' : 'Backup'} ${name}: ${words}\n`);
  }
  return report.clean && backups.every(({ words }) => words === null) ? 0 : 1;
};

/** The backups in a workspace folder, or the one that the folder is, each held against its own list of files. */
async function checkBackups(path: string, language: VerifyLanguage): Promise<readonly { readonly name: string; /** What is wrong with it. */ readonly words: string | null }[]> {
  if (!(await stat(path)).isDirectory()) return [];
  const isBackup = (await nodeFiles.stat(join(path, manifestName))) !== undefined;
  const places = [...(isBackup ? [path] : []), ...(await listBackups(nodeFiles, path)).map((name) => join(path, layout.backups, name))];
  const checked = [];
  for (const place of places) {
    const found = await verifyBackup(nodeFiles, place);
    checked.push({ name: basename(place), words: found.ok ? null : copyFaultWords(found.error.kind, 'name' in found.error ? found.error.name : '', language) });
  }
  return checked;
}

/** A single item that somebody was shown; undefined for anything else. */
async function proofAt(path: string): Promise<ReadProof | undefined> {
  const found = await stat(path).catch(() => undefined);
  // A proof is a page of text; a bundle may be gigabytes.
  return found?.isFile() === true && found.size < 4_000_000 ? readProof(await readFile(path)) : undefined;
}

/** Whether somebody named a receipt alone. */
async function receiptAt(path: string): Promise<boolean> {
  const found = await stat(path);
  return found.isFile() && found.size < 100_000 && parseReceipt(await readFile(path)).ok;
}

async function sayProof(read: ReadProof, receipts: readonly { readonly name: string; readonly bytes: Uint8Array }[], asJson: boolean, language: VerifyLanguage, io: Io): Promise<number> {
  const { proof, entry, hash, holds } = read;
  const standing = await standingOf(read, { receipts }, verifySignature);
  if (asJson) io.out(`${JSON.stringify({ holds, log: entry.log, entry: entry.seq, hash, index: proof.index, item: proof.item, vouched: standing.vouched })}\n`);
  else io.out(`${proofWords(read, standing, language).join('\n')}\n${JSON.stringify(proof.item)}\n`);
  return isProofGood(read, standing) ? 0 : 1;
}

/** What lies at a path: a workspace folder, an audit bundle, or neither. */
export async function readerOf(path: string): Promise<LogReader | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isDirectory()) return folderReader(nodeFiles, path);
  const files = readBundle(await readFile(path));
  return files === undefined ? undefined : bundleReader(files);
}

export function languageOf(asked: string | undefined, io: Io): VerifyLanguage {
  const wanted = asked ?? io.env['LC_ALL'] ?? io.env['LANG'] ?? 'en';
  return wanted.startsWith('es') ? 'es' : 'en';
}

function refuse(reason: 'noLog' | 'newerFormat', asJson: boolean, language: VerifyLanguage, io: Io): number {
  const words = unreadableWords[language][reason];
  if (asJson) io.out(`${JSON.stringify({ unreadable: reason, words })}\n`);
  else io.err(`${words}\n`);
  return 2;
}
