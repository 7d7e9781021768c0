// What the data worker holds while a workspace is open: facts, rows, golden records, and what is derived from them.
import type { LogLine } from '../../shared/contract/engine.ts';
import type { MachineTrouble } from '../../shared/contract/machine.ts';
import type { Job } from '../../shared/kernel/job.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { EntrySeq, RowId } from '../../shared/model/ids.ts';
import { FieldKnowledge } from '../../shared/state/analyse/fieldKnowledge.ts';
import { GoldenTable } from '../../shared/state/golden/goldenTable.ts';
import { GoldenView } from '../../shared/state/golden/goldenView.ts';
import type { StateEntry } from '../../shared/state/facts/items.ts';
import { logLineOf } from '../../shared/state/history/logLines.ts';
import type { Change, Refusal } from '../../shared/state/plan/plan.ts';
import type { Workspace } from '../../shared/state/workspace.ts';
import type { StoreChange } from '../store/commit.ts';
import type { Store, StoredArrays } from '../store/openStore.ts';
import { accept, acceptMachine } from './refused.ts';
import { titleOf, titleOfAll } from './rowTitles.ts';
import { startWorkerJob } from './workerJob.ts';

/** Computed from the facts as they are at one version; made anew when they changed. */
type Derived = { readonly version: number; readonly knowledge: FieldKnowledge; readonly golden: GoldenView; goldenTable?: Promise<GoldenTable> };

export class OpenEngine {
  readonly workspace: Workspace;
  /** Null where the working data can't be kept: the record has everything, opening takes longer. */
  private store: Store | null;
  readonly language: 'en' | 'es';
  /** Who works, by the id that the log carries. */
  readonly actor: string;
  private readonly tellChanged: (version: number) => void;
  private derived: Derived | undefined;
  private lastGolden: GoldenTable | undefined;
  /** Grows whenever anything shown may have changed: entries, match results, skipped groups. */
  private shown = 0;

  constructor(workspace: Workspace, store: Store | null, { language, actor }: { readonly language: 'en' | 'es'; readonly actor: string }, tellChanged: (version: number) => void) {
    this.workspace = workspace;
    this.store = store;
    this.language = language;
    this.actor = actor;
    this.tellChanged = tellChanged;
  }

  get version(): number {
    return this.shown;
  }

  get knowledge(): FieldKnowledge {
    return this.now().knowledge;
  }

  get golden(): GoldenView {
    return this.now().golden;
  }

  /** Golden records as columns, as they stand; what did not change since the last ones is taken over. Whoever asks meanwhile waits for the same ones. */
  async goldenTable(): Promise<GoldenTable> {
    for (;;) {
      const derived = this.now();
      derived.goldenTable ??= GoldenTable.make(this.workspace, derived.golden, this.lastGolden, startWorkerJob(() => undefined));
      const table = await derived.goldenTable;
      if (this.workspace.version !== derived.version) continue;
      this.lastGolden = table;
      return table;
    }
  }

  /** Writes a planned change: record first, working data second; then everyone is told. */
  async commit(plan: Result<Change, Refusal>, job?: Job): Promise<LogLine> {
    return this.written(await this.workspace.commit(accept(plan), job));
  }

  /** Ends a write that the record has taken: moves the working data's head and tells the page. */
  async written(result: Result<StateEntry, MachineTrouble>): Promise<LogLine> {
    const entry = acceptMachine(result);
    await this.keep([]);
    this.changed();
    return logLineOf(this.workspace, entry.seq);
  }

  /** Writes working data and moves its head to the record's. What fails here is made again from the record at the next opening. */
  async keep(changes: readonly StoreChange[]): Promise<void> {
    const { size, hash, rows } = this.workspace.head;
    const kept = await this.store?.commit(changes, { size, hash, rows });
    if (kept?.ok === false) {
      this.store?.close();
      this.store = null;
    }
  }

  async readResult(name: string): Promise<StoredArrays | null> {
    const stored = await this.store?.readResult(name);
    return stored?.ok === true ? stored.value : null;
  }

  async readUi(key: string): Promise<string | null> {
    const value = await this.store?.readUi(key);
    return value?.ok === true ? value.value : null;
  }

  async writeUi(key: string, value: string): Promise<void> {
    await this.store?.writeUi(key, value);
  }

  close(): void {
    this.store?.close();
    this.store = null;
  }

  line(seq: EntrySeq): LogLine {
    return logLineOf(this.workspace, seq);
  }

  titleOf(row: RowId): string {
    return titleOf(this.workspace.rows, row);
  }

  titleOfAll(rows: readonly RowId[]): string {
    return titleOfAll(this.workspace.rows, rows);
  }

  changed(): void {
    this.shown++;
    this.tellChanged(this.shown);
  }

  private now(): Derived {
    const version = this.workspace.version;
    if (this.derived?.version !== version) {
      // What is known of fields depends on the loads alone, so it outlives decisions.
      const knowledge = new FieldKnowledge(this.workspace.rows, this.language, this.derived?.knowledge);
      this.derived = { version, knowledge, golden: new GoldenView(this.workspace, knowledge, this.derived?.golden) };
    }
    return this.derived;
  }
}
