// fichero bundle: the record, its payload, a verifier and summaries in one file for an auditor.
import { mkdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import { makeAuditBundle } from '../workspace/auditBundle.ts';
import { replaceFile } from '../workspace/files.ts';
import { folderReader } from '../workspace/folderReader.ts';
import { verifySignature } from '../workspace/keys.ts';
import { nodeFiles } from '../workspace/nodeFiles.ts';
import { bundleSummary } from '../../shared/log/bundleSummary.ts';
import type { Command } from './io.ts';
import { readVerifierPage } from './verifierPage.ts';
import { CommandError, readArguments, UsageError } from './openForCommand.ts';
import { withRecord } from './openRecord.ts';
import { jobFor } from './progressLine.ts';
import { verifySpeed } from './recordThread.ts';
import { counted } from './words.ts';
import { verifyLanguages } from '../../shared/log/verifyWords.ts';

/** Exit code 1 where the record that was bundled has faults; the bundle is written all the same, for whoever examines it. */
export const runBundle: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, { out: { type: 'string' }, json: { type: 'boolean' } });
  if (values.out === undefined) throw new UsageError('Name the file.');
  const out = resolve(io.cwd, values.out);
  return withRecord(positionals[0], io, true, async (record) => {
    const at = io.now();
    const extras = await bundleExtras(record.folder, record.file.title, at, io);
    const bytes = await makeAuditBundle(nodeFiles, record.folder, extras.files, at);
    await mkdir(dirname(out), { recursive: true });
    await replaceFile(nodeFiles, dirname(out), basename(out), bytes);
    const facts = { file: out, bytes: bytes.length, entries: record.end.size, head: record.end.hash, clean: extras.isClean };
    io.out(values.json === true ? `${JSON.stringify(facts)}\n` : `Wrote ${out}: ${counted(facts.entries, 'entry', 'entries')}, ${counted(bytes.length, 'byte')}${extras.isClean ? '' : '. The record has faults: see verify'}.\n`);
    return extras.isClean ? 0 : 1;
  });
};

async function bundleExtras(folder: string, title: string, at: number, io: Parameters<Command>[1]): Promise<{ files: Map<string, Uint8Array>; isClean: boolean }> {
  const files = new Map<string, Uint8Array>();
  files.set('verifier.html', await readVerifierPage());
  const reader = folderReader(nodeFiles, folder);
  const outcome = await verifyWorkspace(reader, { verifySignature, job: jobFor(io), speed: verifySpeed });
  if (outcome.kind === 'unreadable') throw new CommandError(`Not a log: ${outcome.reason}`);
  const entries = (await reader.file('log/entries.jsonl')) ?? new Uint8Array();
  const names = { en: 'summary.txt', es: 'resumen.txt' };
  for (const language of verifyLanguages) files.set(names[language], new TextEncoder().encode(bundleSummary(title, entries, outcome.report, at, language)));
  return { files, isClean: outcome.report.clean };
}
