// Keeps local backups of the open workspace: once a day, before it is used under a new runtime, on request; and copies one to other media.
import { basename, join } from 'node:path';
import type { BackupOutcome, BackupState, CopyOutcome } from '../../../shared/contract/desktop.ts';
import { backupTime, copyBackup, listBackups, removeTree } from '../../workspace/backups.ts';
import { codeOf, replaceFile } from '../../workspace/files.ts';
import { layout } from '../../workspace/layout.ts';
import { nodeFiles } from '../../workspace/nodeFiles.ts';
import * as z from 'zod';
import { readJson } from '../jsonFile.ts';
import type { JournalInFolder, OpenWorkspace } from './OpenWorkspace.ts';

const checkEveryMs = 60_000;
const copiedFile = 'copied.json';
const copiedShape = z.object({ at: z.number() });

/** Which runtime a workspace was last used with. */
export type RuntimeMemory = { last(folder: string): string | null; remember(folder: string, runtime: string): void };

export class Backups {
  readonly #workspace: Pick<OpenWorkspace, 'journal'>;
  readonly #runtime: string;
  readonly #memory: RuntimeMemory;
  #seen: JournalInFolder | null = null;
  #running: Promise<BackupOutcome> | null = null;
  #lastFault: string | null = null;

  /** @param runtime another one than before asks for a backup first: it may keep working data in another way */
  constructor(workspace: Pick<OpenWorkspace, 'journal'>, runtime: string, memory: RuntimeMemory) {
    this.#workspace = workspace;
    this.#runtime = runtime;
    this.#memory = memory;
  }

  /** Looks now and then whether a backup is due, for as long as the app runs. */
  start(): void {
    setInterval(() => void this.look(), checkEveryMs).unref();
  }

  /** Makes a backup where one is due. */
  async look(): Promise<void> {
    const journal = this.#workspace.journal;
    if (journal === null || journal.readOnly) return;
    if (await journal.isBackupDue()) await this.make();
  }

  /** A workspace was opened: before anything else happens to it. */
  async opened(): Promise<void> {
    const journal = this.#workspace.journal;
    if (journal === null || journal === this.#seen) return;
    this.#seen = journal;
    this.#lastFault = null;
    if (journal.readOnly) return;
    const last = this.#memory.last(journal.folder);
    if (last !== null && last !== this.#runtime) await this.make();
    if (last !== this.#runtime) this.#memory.remember(journal.folder, this.#runtime);
  }

  /** One at a time; whoever asks meanwhile gets the one that is being made. */
  make(): Promise<BackupOutcome> {
    this.#running ??= this.#make().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async state(folder: string): Promise<BackupState> {
    const names = await listBackups(nodeFiles, folder).catch(() => []);
    const copied = readJson(join(folder, layout.backups, copiedFile), copiedShape);
    return {
      backups: names.map((name) => ({ name, at: backupTime(name)! })).reverse(),
      lastFault: this.#workspace.journal?.folder === folder ? this.#lastFault : null,
      copiedAt: copied?.at ?? null,
      isRunning: this.#running !== null,
    };
  }

  /** Copies the newest state as a workspace of its own into a folder of the user's, such as on a stick. */
  async copyTo(target: string, now: number): Promise<CopyOutcome> {
    const journal = this.#workspace.journal;
    if (journal === null) return { kind: 'failed', detail: '' };
    const made = await this.make();
    const newest = (await listBackups(nodeFiles, journal.folder)).at(-1);
    if (made.kind === 'failed' || newest === undefined) return { kind: 'failed', detail: made.kind === 'failed' ? made.detail : '' };
    const stem = basename(journal.folder).replace(/\.fichero$/, '');
    const place = join(target, `${stem} ${newest}.fichero`);
    try {
      // Under another name first: half a copy must not look like a workspace.
      await removeTree(nodeFiles, `${place}.tmp`);
      const copied = await copyBackup(nodeFiles, join(journal.folder, layout.backups, newest), `${place}.tmp`);
      if (!copied.ok) return { kind: 'failed', detail: copied.error.kind };
      await nodeFiles.rename(`${place}.tmp`, place);
      await nodeFiles.syncFolder(target);
      await replaceFile(nodeFiles, join(journal.folder, layout.backups), copiedFile, new TextEncoder().encode(JSON.stringify({ at: now })));
      return { kind: 'copied', displayPath: place };
    } catch (error) {
      return { kind: 'failed', detail: codeOf(error) };
    }
  }

  async #make(): Promise<BackupOutcome> {
    const journal = this.#workspace.journal;
    if (journal === null) return { kind: 'failed', detail: '' };
    const made = await journal.backUp().catch((error: unknown) => ({ ok: false as const, error: { kind: codeOf(error) } }));
    this.#lastFault = made.ok ? null : made.error.kind;
    return made.ok ? { kind: 'made', at: backupTime(made.value)! } : { kind: 'failed', detail: made.error.kind };
  }
}
