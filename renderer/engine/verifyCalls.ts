// Verifies the open workspace's record as it lies on disk, with the same code as the command line and the auditor's page.
import type { EngineCalls, LogVerdict } from '../../shared/contract/engine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import { verifyEd25519 } from '../../shared/log/ed25519.ts';
import { faultWords, noticeWords } from '../../shared/log/verifyWords.ts';
import type { VerifyReport } from '../../shared/log/verify.ts';
import { verifyWorkspace } from '../../shared/state/history/verifyWorkspace.ts';
import type { Machine } from './machineClient.ts';
import type { OpenEngine } from './openEngine.ts';
import { verifySpeed } from './recordThread.ts';
import { readerOver, readPicked } from './recordReader.ts';
import { Refused } from './refused.ts';

export async function verifyRecord(engine: OpenEngine, machine: Machine, { receipts: tokens, language }: EngineCalls['log.verify']['request'], job: Job): Promise<LogVerdict> {
  const receipts = await Promise.all(tokens.map((token) => readPicked(machine, token)));
  const report = await reportOn(engine, machine, receipts, job);
  if (!report.clean && !engine.workspace.info.readOnly) {
    // A damaged record is not always one that can be written to; the verdict is told all the same.
    const kinds = new Set(report.faults.map(({ kind }) => kind));
    const entered = await engine.workspace.commit({ act: 'verify-failed', items: [], undoes: null, note: { faults: report.faults.length, kinds: [...kinds].sort().join(' ') }, basis: null });
    if (entered.ok) await engine.written(entered);
  }
  const { clean, entries, items, erasedItems, checkpoints, states, faults, notices } = report;
  return {
    clean,
    entries,
    items,
    erasedItems,
    checkpoints: checkpoints.good,
    states,
    faults: faults.map((fault) => ({ seq: fault.seq, kind: fault.kind, words: faultWords(fault, language) })),
    notices: notices.map((notice) => noticeWords(notice, language)),
    receipts: report.receipts,
  };
}

/** The record on disk against itself, against the receipts, and against the state that is being worked with. @throws Refused */
export async function reportOn(engine: OpenEngine, machine: Machine, receipts: readonly { readonly name: string; readonly bytes: Uint8Array }[], job: Job): Promise<VerifyReport> {
  const { workspace } = engine;
  const now = { size: workspace.entries.length, digest: workspace.state.digest() };
  const outcome = await verifyWorkspace(readerOver(machine), { verifySignature: verifyEd25519, receipts, job, now, speed: verifySpeed });
  if (outcome.kind === 'unreadable') throw new Refused({ kind: 'damagedLog', seq: 0, detail: outcome.reason });
  return outcome.report;
}
