// Holds the one workspace that is open, and turns what the user picked into it.
import { resolve } from 'node:path';
import type { WorkspaceOutcome, WorkspaceTrouble } from '../../../shared/contract/desktop.ts';
import type { Journal } from '../../../shared/contract/journal.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { rememberWorkspace } from './knownWorkspaces.ts';

/** What opening gives: the journal, its backups, and the way to let it go. */
export type JournalInFolder = Journal & {
  readonly folder: string;
  readonly readOnly: boolean;
  close(): Promise<void>;
  /** Gives up the room that was held back for a full disk; false where there is none left. */
  freeRoom(): Promise<boolean>;
  isBackupDue(): Promise<boolean>;
  hasMuchSinceBackup(): Promise<boolean>;
  backUp(): Promise<Result<string, { readonly kind: string }>>;
};

export type WorkspaceDoor = {
  create(folder: string, title: string): Promise<Result<JournalInFolder, WorkspaceTrouble>>;
  open(folder: string, readOnly: boolean): Promise<Result<JournalInFolder, WorkspaceTrouble>>;
  /** Makes a workspace of a backup at `target`, where nothing is yet, and opens it. */
  restore(folder: string, backup: string, target: string): Promise<Result<JournalInFolder, WorkspaceTrouble>>;
};

export class OpenWorkspace {
  readonly #door: WorkspaceDoor;
  #journal: JournalInFolder | null = null;
  /** One change at a time: two quick clicks must not open two. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(door: WorkspaceDoor) {
    this.#door = door;
  }

  get journal(): JournalInFolder | null {
    return this.#journal;
  }

  create(folder: string, title: string): Promise<WorkspaceOutcome> {
    return this.#change(resolve(folder), () => this.#door.create(resolve(folder), title));
  }

  /** The one that was open is closed first, also where the new one then can't be opened. */
  open(folder: string, readOnly: boolean): Promise<WorkspaceOutcome> {
    return this.#change(resolve(folder), () => this.#door.open(resolve(folder), readOnly));
  }

  restore(folder: string, backup: string, target: string): Promise<WorkspaceOutcome> {
    return this.#change(target, () => this.#door.restore(folder, backup, target));
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#letGo());
  }

  #change(folder: string, enter: () => Promise<Result<JournalInFolder, WorkspaceTrouble>>): Promise<WorkspaceOutcome> {
    return this.#inTurn(async () => {
      await this.#letGo();
      const entered = await enter();
      if (!entered.ok) return { kind: 'trouble', trouble: entered.error };
      this.#journal = entered.value;
      const info = await entered.value.info();
      return { kind: 'opened', info, token: rememberWorkspace(folder, info.title, Date.now()) };
    });
  }

  async #letGo(): Promise<void> {
    const journal = this.#journal;
    this.#journal = null;
    if (journal === null) return;
    // A backup that can't be made must not keep anybody from leaving.
    if (!journal.readOnly && (await journal.hasMuchSinceBackup().catch(() => false))) await journal.backUp().catch(() => undefined);
    await journal.close();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => {});
    return result;
  }
}
