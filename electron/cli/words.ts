// What the commands say to people: troubles, counts and the line of an entry.
import type { MachineTrouble } from '../../shared/contract/machine.ts';
import type { LogLine } from '../../shared/contract/calls/log.ts';
import type { BinaryKind, LoadProblem } from '../../shared/load/problem.ts';
import { actWords } from '../../shared/log/bundleSummary.ts';
import type { Act } from '../../shared/log/entry.ts';
import { rowNumberOf } from '../../shared/model/rowNumber.ts';
import { copyFaultWords } from '../../shared/log/verifyWords.ts';
import type { LoadFailure } from '../../shared/state/files/readFile.ts';
import type { ConflictReason, Refusal } from '../../shared/state/plan/plan.ts';
import type { OpenFault as ReplayFault } from '../../shared/state/workspace.ts';
import type { BackupFault } from '../workspace/backups.ts';
import type { CreateFault } from '../workspace/createFolder.ts';
import type { Damage } from '../workspace/inspectFolder.ts';
import type { OpenFault } from '../workspace/openFolder.ts';

/** Everything expected that can keep a command from its work. */
export type Trouble = LoadFailure | LoadProblem | MachineTrouble | OpenFault | CreateFault | Refusal | ReplayFault;

/** One sentence. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'problem':
      return troubleWords(trouble.problem);
    case 'machine':
      return troubleWords(trouble.trouble);
    case 'emptyFile':
      return 'The file is empty.';
    case 'headerOnly':
      return 'The file has a header but no rows.';
    case 'binaryFile':
      return `This is not a table of text: it looks like ${looks[trouble.looksLike]}.`;
    case 'unreadableEncoding':
      return `The file can't be read as ${trouble.encoding}: line ${trouble.line} holds a character that does not fit. Name another one with --encoding.`;
    case 'fileTooLarge':
      return `The file is too large: ${megabytes(trouble.bytes)}; ${megabytes(trouble.limit)} are possible.`;
    case 'tooManyColumns':
      return `The file has at least ${grouped(trouble.columns)} columns; ${grouped(trouble.limit)} are possible.`;
    case 'noRowsFit':
      return `No row could be read; ${counted(trouble.quarantined, 'row')} would be quarantined. Check the delimiter and the encoding.`;
    case 'sourceFailed':
      return `Reading stopped: ${trouble.message}`;
    case 'damagedFile':
      return `The ${trouble.format} file is damaged: ${trouble.detail}`;
    case 'encryptedFile':
      return `The ${trouble.format} file is protected by a password. Save it without one first.`;
    case 'unsupportedFormat':
      return `Files of this kind can't be loaded: ${trouble.format}.`;
    case 'noSuchSheet':
      return `There is no sheet "${trouble.sheet}". There are: ${trouble.sheets.join(', ')}.`;
    case 'archiveTooDeep':
      return `The archive holds another archive: ${trouble.entry}. Unpack it first.`;
    case 'archiveTooManyEntries':
      return `The archive holds ${grouped(trouble.entries)} files; ${grouped(trouble.limit)} are possible.`;
    case 'archiveRatioTooHigh':
      return `The archive unpacks to far more than it should (${trouble.entry}). It was not opened.`;
    case 'archiveUnsafePath':
      return `The archive holds a file with an unsafe path (${trouble.entry}). It was not opened.`;
    case 'archiveHasNoTable':
      return 'The archive holds no file that can be loaded.';
    case 'fileGone':
      return `${trouble.name} is no longer there.`;
    case 'fileChanged':
      return `${trouble.name} changed while it was read.`;
    case 'notAFile':
      return `${trouble.name} is not a file.`;
    case 'notReadable':
      return `${trouble.name} can't be read (${trouble.code}).`;
    case 'readOnly':
      return 'The workspace is open for reading only.';
    case 'diskFull':
      return `The disk is full: ${megabytes(trouble.neededBytes)} are needed, ${megabytes(trouble.freeBytes)} are free.`;
    case 'journalMoved':
      return 'Another program changed the workspace folder meanwhile. Start again.';
    case 'noWorkspace':
      return 'No workspace is open.';
    case 'notWritable':
      return isRefused(trouble.code) ? noRights : `It can't be written (${trouble.code}).`;
    case 'notAWorkspace':
      return 'This is not a workspace folder.';
    case 'newerFormat':
      return `The workspace was made by a newer version of Fichero (format ${trouble.format}).`;
    case 'damaged':
      return `The workspace is damaged: ${trouble.detail}`;
    case 'inUse':
      return `The workspace is open in another window or command (process ${trouble.pid}).`;
    case 'exists':
      return 'There is something there already. Name a folder that is new or empty.';
    case 'damagedLog':
      return `The change log is damaged at entry ${trouble.seq}: ${trouble.detail}`;
    case 'missingPayload':
    case 'damagedPayload':
      return `What entry ${trouble.seq} is about is ${trouble.kind === 'missingPayload' ? 'missing' : 'damaged'} (${trouble.payload}).`;
    case 'nothingToUndo':
      return 'There is nothing to take back.';
    case 'conflict':
      return conflicts[trouble.reason];
    default:
      return trouble satisfies never;
  }
}

/** What is wrong with a backup, in one sentence. */
export function backupFaultWords(fault: BackupFault | MachineTrouble): string {
  return isBackupFault(fault) ? `The backup can't be used. ${copyFaultWords(fault.kind, 'name' in fault ? fault.name : '', 'en')}` : troubleWords(fault);
}

function isBackupFault(fault: BackupFault | MachineTrouble): fault is BackupFault {
  return fault.kind === 'unfinished' || fault.kind === 'fileMissing' || fault.kind === 'fileChanged';
}

const looks: Readonly<Record<BinaryKind, string>> = {
  zip: 'a zip archive',
  pdf: 'a PDF',
  image: 'an image',
  executable: 'a program',
  gzip: 'a compressed file',
  ole: 'an old Office document',
  parquet: 'a Parquet file',
  sqlite: 'a database',
  unknown: 'data of a program',
};

const conflicts: Readonly<Record<ConflictReason, string>> = {
  differentCustomers: 'It was decided before that some of these rows are different customers. Take that decision back first.',
  alreadyMerged: 'These rows are merged already.',
  changedSince: 'What this builds on has changed since.',
  builtWithout: 'A later refresh was compared without this load: take out the later one first.',
  notMerged: 'This row is not merged with any other.',
  builtOn: 'A later refresh builds on this load: take out the later one first.',
  handSetDiffer: 'Different values of a field were set by hand on these records. Choose one of them first.',
  editedSince: 'Values were set by hand on this record since it was merged. Say with --keep FIELD=ID to which row they belong, or with --keep FIELD= to none.',
  awaitsSecond: 'You ruled on this group already. It waits for a second person.',
  alreadyBlocked: 'These rows are blocked already.',
  alreadyErased: 'The data was destroyed already.',
  samePerson: 'Somebody else has to approve this: you asked for it yourself.',
  notApproved: 'Another person has to approve this first: --approve.',
};

/** Why a record can be read but not written to: the first of what is wrong. */
export function damageWords(damage: readonly Damage[]): string {
  const [first] = damage;
  const more = damage.length > 1 ? `, and ${damage.length - 1} more` : '';
  if (first === undefined) return 'It is open for reading only';
  switch (first.kind) {
    case 'entriesLost':
      return `${counted(first.found, 'entry', 'entries')} of ${grouped(first.expected)} are left in the change log${more}`;
    case 'entryDamaged':
      return `Entry ${first.entry} of the change log is damaged${more}`;
    case 'headDisagrees':
    case 'checkpointDisagrees':
      return `The change log is not the one that was ${first.kind === 'headDisagrees' ? `noted at entry ${first.entry}` : `signed at ${counted(first.size, 'entry', 'entries')}`}${more}`;
    case 'payloadDamaged':
      return `Part ${first.part} of entry ${first.entry} is damaged${more}`;
    case 'payloadMissing':
      return `Part ${first.part} of entry ${first.entry} is missing${more}`;
    default:
      return first satisfies never;
  }
}

/** "Entry 4: records merged (207 groups, 955 rows)." */
export function entryWords({ seq, undoes, facts }: LogLine, act: Act): string {
  if (undoes !== null) return facts['act'] === 'undo' ? `Entry ${seq}: what was taken back is done again.` : `Entry ${seq}: entry ${undoes} is taken back.`;
  const counts = Object.entries(countedFacts).flatMap(([name, [one, many]]) => (typeof facts[name] === 'number' ? [counted(facts[name], one, many)] : []));
  return `Entry ${seq}: ${actWords(act, 'en')}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}.`;
}

const countedFacts: Readonly<Record<string, readonly [string, string]>> = { groups: ['group', 'groups'], rows: ['row', 'rows'] };

/** Both by which people know a row and by what commands take. */
export function rowWords(row: number): string {
  return `row ${rowNumberOf(row)} (id ${row})`;
}

/** "1 row", "1,000 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

export function grouped(count: number): string {
  return count.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}

/** Whether the system refuses its user something that is there. */
export function isRefused(code: string): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** Workspaces are made for their owner alone: whoever audits as another user of the system meets this first. */
export const noRights =
  'Your user of this system has no right to it. Ask its owner, or whoever looks after this computer, for the right to read the folder and everything in it (and to write, if you are to work in it). An audit bundle can be verified without any.';
