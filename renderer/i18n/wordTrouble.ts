// Says expected trouble in words.
import { assertNever } from '../../shared/kernel/assertNever.ts';
import type { WorkspaceTrouble } from '../../shared/contract/desktop.ts';
import type { EngineTrouble, LoadProblem, PreviewNotice, QuarantineReason, StaleReason } from '../../shared/contract/engine.ts';
import type { MachineTrouble } from '../../shared/contract/machine.ts';
import type { Words } from './useText.ts';
import { wordField } from './wordField.ts';

/** What an engine call ended in. */
export function wordTrouble(words: Words, trouble: EngineTrouble): string {
  const { t } = words;
  switch (trouble.kind) {
    case 'cancelled': return t('job.cancelled');
    case 'machine': return wordMachineTrouble(words, trouble.trouble);
    case 'notOpen': return t('trouble.notOpen');
    case 'noKey': return t('trouble.noKey');
    case 'nothingToUndo': return t('trouble.nothingToUndo');
    case 'conflict': return t(`trouble.conflict.${trouble.reason}`);
    case 'storage': return t('trouble.storage', { detail: trouble.detail });
    case 'damagedLog': return t('trouble.damagedLog', { seq: trouble.seq, detail: trouble.detail });
    default: return assertNever(trouble);
  }
}

/** What the machine could not do. */
export function wordMachineTrouble({ t, bytes }: Words, trouble: MachineTrouble): string {
  switch (trouble.kind) {
    case 'fileGone':
    case 'fileChanged':
    case 'notAFile': return t(`trouble.machine.${trouble.kind}`, { name: trouble.name });
    case 'notReadable':
    case 'notWritable': return t(`trouble.machine.${trouble.kind}`, { name: trouble.name, code: trouble.code });
    case 'diskFull': return t('trouble.machine.diskFull', { neededBytes: bytes(trouble.neededBytes), freeBytes: bytes(trouble.freeBytes) });
    case 'readOnly':
    case 'journalMoved':
    case 'noWorkspace': return t(`trouble.machine.${trouble.kind}`);
    default: return assertNever(trouble);
  }
}

/** Why a workspace did not open. */
export function wordWorkspaceTrouble({ t, bytes }: Words, trouble: WorkspaceTrouble): string {
  const displayPath = trouble.displayPath;
  switch (trouble.kind) {
    case 'notAWorkspace': return t('trouble.workspace.notAWorkspace', { displayPath });
    case 'inUse': return t('trouble.workspace.inUse', { displayPath, pid: trouble.pid });
    case 'newerFormat': return t('trouble.workspace.newerFormat', { displayPath, format: trouble.format });
    case 'notWritable':
      // Workspaces are made for their owner alone: an auditor who is another user of the system meets this first.
      return trouble.code === 'EACCES' || trouble.code === 'EPERM' ? t('trouble.workspace.noRights', { displayPath }) : t('trouble.workspace.notWritable', { displayPath, code: trouble.code });
    case 'damaged': return t('trouble.workspace.damaged', { displayPath, detail: trouble.detail });
    case 'diskFull': return t('trouble.workspace.diskFull', { displayPath, neededBytes: bytes(trouble.neededBytes), freeBytes: bytes(trouble.freeBytes) });
    default: return assertNever(trouble);
  }
}

/** Why a file could not be loaded. */
export function wordLoadProblem({ t, bytes }: Words, problem: LoadProblem): string {
  switch (problem.kind) {
    case 'binaryFile': return t('problem.binaryFile', { looksLike: t(`looksLike.${problem.looksLike}`) });
    case 'fileTooLarge': return t('problem.fileTooLarge', { bytes: bytes(problem.bytes), limit: bytes(problem.limit) });
    default: {
      const { kind, ...facts } = problem;
      return t(`problem.${kind}`, plainFacts(facts));
    }
  }
}

const quarantineDetails = ['unclosed', 'afterEnd', 'cutOff', 'noEnd', 'noBegin', 'betweenCards'] as const;

/** Why a line was quarantined. */
export function wordQuarantine({ t }: Words, reason: QuarantineReason): string {
  const { kind, ...facts } = reason;
  // Other details are what a parser said.
  const detail = 'detail' in facts ? quarantineDetails.find((one) => one === facts.detail) : undefined;
  if (detail !== undefined) return t(`quarantine.${kind}`, { detail: t(`quarantine.detail.${detail}`) });
  return t(`quarantine.${kind}`, plainFacts(facts));
}

/** What a person should look at before loading. */
export function wordNotice({ t, percent }: Words, notice: PreviewNotice): string {
  switch (notice.kind) {
    case 'encodingUnsure':
    case 'layoutUnsure': return t(`notice.${notice.kind}`, { confidence: percent(notice.confidence) });
    case 'noHeader': return t('notice.noHeader');
    case 'linesAboveHeader': return t('notice.linesAboveHeader', { count: notice.lines });
    case 'ambiguousDates': return t('notice.ambiguousDates', { column: notice.column });
    case 'renamedColumn': return t('notice.renamedColumn', { column: notice.column, original: notice.original });
    default: return assertNever(notice);
  }
}

function plainFacts(facts: object): Record<string, string | number> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value === 'string' || typeof value === 'number')) as Record<string, string | number>;
}

/** Why a row is stale. */
export function wordStaleReason(words: Words, reason: StaleReason): string {
  const { t, day } = words;
  switch (reason.kind) {
    case 'fieldTooOld': return t('stale.reason.fieldTooOld', { field: wordField(words, reason.field), months: reason.months, policyMonths: reason.policyMonths, day: day(reason.on) });
    case 'dormant':
    case 'consentExpired':
    case 'purgeCandidate': return t(`stale.reason.${reason.kind}`, { months: reason.months, policyMonths: reason.policyMonths, day: day(reason.on) });
    case 'bounced': return t('stale.reason.bounced', { field: wordField(words, reason.field) });
    case 'noDate': return t('stale.reason.noDate');
    default: return assertNever(reason);
  }
}
