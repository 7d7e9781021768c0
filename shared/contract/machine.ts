// What the data worker asks of the machine over its own port: reading granted files, the journal, writing exports.
import type { Checkpoint } from '../log/checkpoint.ts';
import type { SmallWrite } from './journal.ts';
import type { FileToken, FolderToken, Language, TargetToken, WorkspaceInfo } from './desktop.ts';

export type JournalHead = {
  /** Entries in the log; the next entry has this sequence number. */
  readonly size: number;
  /** SHA-256 of the last line in hex; 64 zeros for an empty log. */
  readonly hash: string;
  /** Entries that the last durable checkpoint signs; 0 where there is none. */
  readonly signed: number;
};

export type WrittenFile = {
  readonly name: string;
  readonly displayPath: string;
  readonly bytes: number;
  readonly sha256: string;
};

/**
 * A document to be printed to a PDF. It is drawn in a hidden window without scripts, network or style attributes:
 * what it shows has to be in `body` (inline SVG with presentation attributes, pictures as data: URLs) and `style`.
 * Make the body with `markup` of shared/kernel/markup.ts, so that no value can become a tag. Headings h1 to h6, th, lists
 * and alt texts become the structure of the PDF; the house style (electron/main/machine/printStyle.ts) has the app's
 * type, .muted, .mono, .number, .facts and .page (begins a new page).
 */
export type PrintDocument = {
  readonly title: string;
  readonly language: Language;
  /** What stands between the body tags. */
  readonly body: string;
  /** CSS that is added to the house style; empty where that is enough. */
  readonly style: string;
  /** Text at the left of every page's foot; page and pages stand at its right. */
  readonly footer: string;
};

/** Where a file goes: into a folder under a name that is still free, or to the file that a save dialog named. */
export type OutputPlace = { readonly folder: FolderToken; readonly name: string } | { readonly target: TargetToken };

/** What was destroyed, and where. */
export type ErasureOutcome = {
  /** Segment files written anew, those of backups included. */
  readonly segments: number;
  readonly backups: number;
  /** Files that were taken away because they might hold erased content: leftovers and damaged files moved aside. */
  readonly removed: readonly string[];
  /** Frames that could not be read, and therefore not be erased from: `folder: seq.part`. */
  readonly unreadable: readonly string[];
};

/** Expected trouble of the machine. */
export type MachineTrouble =
  | { readonly kind: 'fileGone'; readonly name: string }
  | { readonly kind: 'fileChanged'; readonly name: string }
  | { readonly kind: 'notAFile'; readonly name: string }
  | { readonly kind: 'notReadable'; readonly name: string; readonly code: string }
  | { readonly kind: 'readOnly' }
  | { readonly kind: 'diskFull'; readonly freeBytes: number; readonly neededBytes: number }
  | { readonly kind: 'journalMoved'; readonly expected: string; readonly found: string }
  | { readonly kind: 'noWorkspace' }
  | { readonly kind: 'notWritable'; readonly name: string; readonly code: string };

/** Data worker → main. Bytes travel as Uint8Array; one message carries at most 16 MB. */
export type MachineCalls = {
  'file.stat': { request: { token: FileToken }; response: { name: string; bytes: number } };
  /** Fewer bytes than asked only at the end of the file. */
  'file.read': { request: { token: FileToken; offset: number; length: number }; response: Uint8Array };
  'journal.info': { request: undefined; response: WorkspaceInfo };
  'journal.head': { request: undefined; response: JournalHead };
  /** Lines without their newline, from `from`, as many as fit about 4 MB; empty at the end. */
  'journal.entries': { request: { from: number }; response: readonly Uint8Array[] };
  /** The bytes of one payload frame; null where it is not in the folder. */
  'journal.frame': { request: { payload: string }; response: Uint8Array | null };
  /** Starts an append after checking free space; one at a time. `neededBytes` is an upper guess. */
  'journal.begin': { request: { neededBytes: number; mayUseBallast?: boolean }; response: undefined };
  /** Appends a payload frame; not visible before `journal.commit`. */
  'journal.append': { request: { payload: string; bytes: Uint8Array }; response: undefined };
  /** Makes frames and the entry line durable, in this order. `previous` must be the hash of the current head. */
  'journal.commit': { request: { line: Uint8Array; previous: string; rows: number }; response: JournalHead };
  /** Begin, append and commit in one message. */
  'journal.write': { request: SmallWrite; response: JournalHead };
  'journal.abort': { request: undefined; response: undefined };
  /** Signs the current head, and answers with the signature; null where this machine has no key. */
  'journal.checkpoint': { request: undefined; response: Checkpoint | null };
  /** After an `erase` entry: destroys the content of all items that such entries name, in the folder and in its backups; a backup is made first. */
  'journal.erase': { request: undefined; response: ErasureOutcome };
  /** The files of the record, for verifying them as they lie on disk. */
  'record.list': { request: undefined; response: readonly { readonly name: string; readonly bytes: number }[] };
  /** Fewer bytes than asked only at the end of the file; null for a name that is not listed. */
  'record.read': { request: { name: string; offset: number; length: number }; response: Uint8Array | null };
  /** The page that verifies audit bundles by itself; goes into every one of them. */
  'record.verifier': { request: undefined; response: Uint8Array };
  /** The page of a refresh form, as yet without what it asks. */
  'form.page': { request: undefined; response: Uint8Array };
  /** Destroys the files of the page's working data, of all workspaces; it is made again from their folders when they are opened. */
  'workingData.destroy': { request: undefined; response: undefined };
  'output.create': { request: OutputPlace; response: { output: number } };
  'output.write': { request: { output: number; bytes: Uint8Array }; response: undefined };
  /** fsync, rename to the final name (numbered where the name is taken; a file that a save dialog named is replaced). */
  'output.commit': { request: { output: number }; response: WrittenFile };
  'output.abort': { request: { output: number }; response: undefined };
  /**
   * Prints a document to a tagged PDF and writes it like any other output. For example, from a call of the engine:
   * `const written = await machine('output.print', { target, document: { title, language, body: markup`<h1>${title}</h1>`.html, style: '', footer: title } })`
   * with `target` from the desktop's `files.save`, or `folder` and `name`.
   */
  'output.print': { request: OutputPlace & { document: PrintDocument }; response: WrittenFile };
};
export type MachineCall = keyof MachineCalls;

/** One request and its one reply over the port. */
export type MachineRequest = {
  [Name in MachineCall]: { readonly id: number; readonly call: Name; readonly request: MachineCalls[Name]['request'] };
}[MachineCall];
export type MachineReply =
  | { readonly id: number; readonly ok: true; readonly response: unknown }
  | { readonly id: number; readonly ok: false; readonly trouble: MachineTrouble }
  /** A bug on the other side. */
  | { readonly id: number; readonly ok: false; readonly bug: string };
