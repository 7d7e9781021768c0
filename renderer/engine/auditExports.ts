// Writes what an auditor takes away: the bundle, the report, the log as a table or as lines, a past state, a receipt, one proof.
import type { EngineCalls, HandedReceipt, LogFilter } from '../../shared/contract/engine.ts';
import type { OutputPlace, WrittenFile } from '../../shared/contract/machine.ts';
import { assertNever } from '../../shared/kernel/assertNever.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { writeBundle } from '../../shared/log/bundle.ts';
import { actWords, bundleSummary } from '../../shared/log/bundleSummary.ts';
import { receiptOf, receiptText } from '../../shared/log/checkpoint.ts';
import type { Act } from '../../shared/log/entry.ts';
import { dateTime, verifyLanguages, type VerifyLanguage } from '../../shared/log/verifyWords.ts';
import { plainProfile } from '../../shared/model/exportProfile.ts';
import type { EntrySeq } from '../../shared/model/ids.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { exportFiles, logLinesFile, logTableFile } from '../../shared/state/files/exportFiles.ts';
import { findEntries, logFacets } from '../../shared/state/history/findEntries.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import { auditReport } from '../../shared/state/print/auditReport.ts';
import { receiptPage } from '../../shared/state/print/receiptPage.ts';
import type { LogDesk } from './logCalls.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { enterExport } from './enterExport.ts';
import { readerOver } from './recordReader.ts';
import { acceptMachine, Refused } from './refused.ts';
import { reportOn } from './verifyCalls.ts';
import { whole, writeOutput } from './writeOutput.ts';

/** More would make a report that nobody reads; the bundle has everything. */
const REPORT_ENTRIES = 2_000;
const REPORT_ITEMS = 3_000;

export async function exportLog(engine: OpenEngine, log: LogDesk, machine: Machine, request: EngineCalls['log.export']['request'], job: Job): Promise<WrittenFile> {
  const { format, filter, target } = request;
  const { workspace } = engine;
  switch (format) {
    case 'bundle': {
      const file = await writeAuditBundle(engine, machine, { target }, job);
      await enterExport(engine, 'audit-bundle', [file], workspace.entries.length);
      return file;
    }
    case 'report': {
      const file = await writeReport(engine, log, machine, request, job);
      await enterExport(engine, 'audit-report', [file], workspace.entries.length);
      return file;
    }
    case 'csv':
    case 'jsonl': {
      const entries = (await findEntries(workspace, filter, job)).map(({ seq }) => workspace.entry(seq)!);
      const made = format === 'csv' ? logTableFile(workspace, entries, 'csv', '') : logLinesFile(workspace, entries);
      const { file, end } = await writeOutput(machine, { target }, made.bytes(job), job);
      await enterExport(engine, 'change-log', [file], end.rows);
      return file;
    }
    default:
      return assertNever(format);
  }
}

async function writeAuditBundle(engine: OpenEngine, machine: Machine, place: OutputPlace, job: Job): Promise<WrittenFile> {
  const report = await reportOn(engine, machine, [], job);
  const files = await readerOver(machine).all();
  const at = Date.now();
  const entries = files.get('log/entries.jsonl') ?? new Uint8Array();
  const extras = new Map<string, Uint8Array>([['verifier.html', await machine('record.verifier', undefined)]]);
  const names = { en: 'summary.txt', es: 'resumen.txt' };
  for (const language of verifyLanguages) extras.set(names[language], new TextEncoder().encode(bundleSummary(engine.workspace.info.title, entries, report, at, language)));
  return (await writeOutput(machine, place, whole(writeBundle(files, extras, at)), job)).file;
}

async function writeReport(engine: OpenEngine, log: LogDesk, machine: Machine, { filter, sample, target, language }: EngineCalls['log.export']['request'], job: Job): Promise<WrittenFile> {
  const { workspace } = engine;
  const report = await reportOn(engine, machine, [], job);
  const found = await findEntries(workspace, filter, job);
  const trust = await log.trust(machine);
  const { acts, actors } = logFacets(workspace);
  const document = auditReport(
    {
      title: workspace.info.title,
      log: workspace.info.id,
      at: Date.now(),
      head: { size: workspace.head.size, hash: workspace.head.hash },
      report,
      lastReceipt: trust.lastReceipt,
      steps: await log.steps(found, REPORT_ENTRIES, REPORT_ITEMS, job),
      found: found.length,
      filter: filterWords(engine, filter, language),
      acts,
      actors,
      sample: sample === null ? null : await log.sample(sample, job),
    },
    language,
  );
  return machine('output.print', { target, document });
}

const conditionNames = {
  en: { act: 'action', actor: 'person', field: 'field', source: 'source', row: 'row', from: 'from', to: 'to', text: 'words' },
  es: { act: 'acción', actor: 'persona', field: 'campo', source: 'origen', row: 'fila', from: 'desde', to: 'hasta', text: 'palabras' },
} as const;

/** The conditions in words; fields are called as in the log itself. */
function filterWords(engine: OpenEngine, { act, actor, field, source, row, from, to, text }: LogFilter, language: VerifyLanguage): string {
  const day = (at: number | null): string | null => (at === null ? null : dateTime(at));
  const conditions = {
    act: act === null ? null : actWords(act as Act, language),
    actor,
    field,
    source: source === null ? null : (engine.workspace.state.source(source)?.name ?? null),
    row: row === null ? null : String(row),
    from: day(from),
    to: day(to),
    text: text === '' ? null : text,
  };
  const names = conditionNames[language];
  return (Object.keys(conditions) as (keyof typeof conditions)[]).flatMap((name) => (conditions[name] === null ? [] : [`${names[name]}: ${conditions[name]}`])).join(' · ');
}

/** The golden records as they stood after an entry. */
export async function exportPast(engine: OpenEngine, log: LogDesk, machine: Machine, { seq, target }: EngineCalls['log.exportPast']['request'], job: Job): Promise<WrittenFile> {
  const { workspace } = log.past(seq);
  const knowledge = new FieldKnowledge(workspace.rows, engine.language);
  const golden = await GoldenTable.make(workspace, new GoldenView(workspace, knowledge), undefined, job);
  const { files } = exportFiles({ workspace, golden, knowledge, profile: { ...plainProfile, parts: ['golden'] }, places: null, groups: null, stamp: '' });
  const { file, end } = await writeOutput(machine, { target }, files[0]!.bytes(job), job);
  await enterExport(engine, `as-of-${seq}`, [file], end.rows);
  return file;
}

/** That a receipt went out is itself on record, so that its age can be shown. */
export async function handOutReceipt(engine: OpenEngine, machine: Machine, { form, target, language }: EngineCalls['log.receipt']['request'], job: Job): Promise<HandedReceipt> {
  const { workspace } = engine;
  await engine.written(await workspace.commit({ act: 'checkpoint', items: [], undoes: null, note: { receipt: 1 }, basis: null }));
  const checkpoint = acceptMachine(await workspace.journal.checkpoint());
  if (checkpoint === null) throw new Refused({ kind: 'noKey' });
  const receipt = receiptOf(checkpoint);
  const file =
    form === 'page'
      ? await machine('output.print', { target, document: receiptPage(receipt, workspace.info.title, language) })
      : (await writeOutput(machine, { target }, whole(new TextEncoder().encode(receiptText(receipt))), job)).file;
  return { size: checkpoint.size, at: checkpoint.at, words: receipt.words, file };
}

export async function saveProof(engine: OpenEngine, log: LogDesk, machine: Machine, { seq, index, target }: EngineCalls['log.saveProof']['request'], job: Job): Promise<WrittenFile | null> {
  const entry = engine.workspace.entry(seq satisfies EntrySeq);
  const text = entry === undefined ? null : await log.reading.proofFile(entry, index, job);
  if (text === null) return null;
  const { file } = await writeOutput(machine, { target }, whole(new TextEncoder().encode(text)), job);
  await enterExport(engine, 'proof', [file], 1);
  return file;
}
