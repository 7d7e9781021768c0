// fichero verify: checks a workspace folder, an audit bundle, or the proof of one item.
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { bundleReader, readBundle } from '../../shared/log/bundle.ts';
import type { LogReader } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { folderReader } from '../workspace/folderReader.ts';
import { verifySignature } from '../workspace/keys.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import type { Command, Io } from './io.ts';
import { readArguments } from './openForCommand.ts';
import { jobFor } from './progressLine.ts';
import { verifySpeed } from './recordThread.ts';
import { readProof, type ReadProof } from '../../shared/log/itemProof.ts';
import { faultWords, noticeWords, proofWords, reportWords, unreadableWords, verdictWords, type VerifyLanguage } from '../../shared/log/verifyWords.ts';

/** Exit code 0 clean, 1 faults, 2 unreadable. */
export const runVerify: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { receipt: { type: 'string', multiple: true }, json: { type: 'boolean' }, lang: { type: 'string' } });
  const language = languageOf(values.lang, io);
  const [path] = positionals;
  const proof = path === undefined ? undefined : await proofAt(resolve(io.cwd, path));
  if (proof !== undefined) return sayProof(proof, values.json === true, language, io);
  const reader = path === undefined ? undefined : await readerOf(resolve(io.cwd, path));
  if (reader === undefined) return refuse('noLog', values.json === true, language, io);
  const receipts = [];
  for (const name of values.receipt ?? []) {
    // A receipt that cannot be read is a fault of the verification, not a reason to skip it.
    const bytes = await readFile(resolve(io.cwd, name)).catch(() => new Uint8Array());
    receipts.push({ name: basename(name), bytes });
  }
  const outcome = await verifyWorkspace(reader, { verifySignature, receipts, job: jobFor(io), speed: verifySpeed });
  if (io.isTerminal) io.err('\r\u001b[K');
  if (outcome.kind === 'unreadable') return refuse(outcome.reason, values.json === true, language, io);
  const { report } = outcome;
  if (values.json === true) {
    const faults = report.faults.map((fault) => ({ entry: fault.seq, kind: fault.kind, detail: fault.detail, words: faultWords(fault, language) }));
    const verdicts = report.verdicts.map(({ seq, verdict }) => ({ entry: seq, verdict }));
    const { claims: _, erasedOthers: __, ...facts } = report;
    io.out(`${JSON.stringify({ ...facts, faults, verdicts })}\n`);
  } else {
    for (const fault of report.faults) io.out(`${faultWords(fault, language)}\n`);
    for (const notice of report.notices) io.out(`${noticeWords(notice, language)}\n`);
    const odd = report.verdicts.filter(({ verdict }) => verdict !== 'ok');
    for (const { seq, verdict } of odd) io.out(`  ${seq}: ${verdictWords(verdict, language)}\n`);
    for (const line of reportWords(report, language)) io.out(`${line}\n`);
  }
  return report.clean ? 0 : 1;
};

/** A single item that somebody was shown; undefined for anything else. */
async function proofAt(path: string): Promise<ReadProof | undefined> {
  const found = await stat(path).catch(() => undefined);
  // A proof is a page of text; a bundle may be gigabytes.
  return found?.isFile() === true && found.size < 4_000_000 ? readProof(await readFile(path)) : undefined;
}

function sayProof({ proof, entry, hash, holds }: ReadProof, asJson: boolean, language: VerifyLanguage, io: Io): number {
  if (asJson) io.out(`${JSON.stringify({ holds, log: entry.log, entry: entry.seq, hash, index: proof.index, item: proof.item })}\n`);
  else io.out(`${proofWords({ holds, log: entry.log, seq: entry.seq, at: entry.at, hash, index: proof.index }, language)}\n${JSON.stringify(proof.item)}\n`);
  return holds ? 0 : 1;
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
