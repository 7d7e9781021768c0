// The record of a workspace as the data worker and the command line see it: read, append as a whole, sign.
import type { Result } from '../kernel/result.ts';
import type { Checkpoint } from '../log/checkpoint.ts';
import type { ErasureOutcome, JournalHead, MachineTrouble } from './machine.ts';
import type { WorkspaceInfo } from './desktop.ts';

/** A whole entry at once: its frames from `part` 0 on, and its line. */
export type SmallWrite = { readonly neededBytes: number; readonly mayUseBallast?: boolean; readonly frames: readonly { readonly payload: string; readonly bytes: Uint8Array }[]; readonly line: Uint8Array; readonly previous: string; readonly rows: number };
export type Journalled<T> = Promise<Result<T, MachineTrouble>>;

/**
 * One append at a time: begin, append frames in order, then commit or abort. Nothing is visible before commit;
 * once commit has answered, a power cut takes nothing back. The same calls travel over the port of contract/machine.ts.
 */
export interface Journal {
  info(): Promise<WorkspaceInfo>;
  head(): Promise<JournalHead>;
  /** Lines without their newline from entry `from` on, as many as fit about 4 MB; none at the end. */
  entries(request: { readonly from: number }): Promise<readonly Uint8Array[]>;
  /** A payload frame by its id (`payloadId` of shared/log); null where the folder does not have it intact. */
  frame(request: { readonly payload: string }): Promise<Uint8Array | null>;
  /**
   * Checks the free space and starts an append. `neededBytes` is an upper guess. With `mayUseBallast` it is begun also
   * on a disk on which nothing else would be: for the note of an export.
   */
  begin(request: { readonly neededBytes: number; readonly mayUseBallast?: boolean }): Journalled<undefined>;
  append(request: { readonly payload: string; readonly bytes: Uint8Array }): Journalled<undefined>;
  /** Makes the frames and then the line durable. `previous` must be the hash of the current head. */
  commit(request: { readonly line: Uint8Array; readonly previous: string; readonly rows: number }): Journalled<JournalHead>;
  /** An entry whose frames fit into one message: begin, append and commit in one turn. */
  write(request: SmallWrite): Journalled<JournalHead>;
  abort(): Promise<undefined>;
  /** Signs the current head where it is not signed yet, and answers with the signature; null where there is no key. */
  checkpoint(): Journalled<Checkpoint | null>;
  /** Destroys the content of every item that an `erase` entry names, in the record and in all local backups. */
  erase(): Journalled<ErasureOutcome>;
}
