// What a kind of step is to recipes: how it follows from the history, how it is read back, and how it is done again.
import type { MachineTrouble } from '../../contract/machine.ts';
import type { Job } from '../../kernel/job.ts';
import type { Result } from '../../kernel/result.ts';
import type { RecipeOutcome, RecipeStep } from '../../model/recipe.ts';
import type { SourceId } from '../../model/ids.ts';
import type { Load } from '../../model/source.ts';
import type { StateEntry } from '../facts/items.ts';
import type { FoundGroup } from '../match/matchWorkspace.ts';
import type { Change } from '../plan/plan.ts';
import type { Projection } from '../facts/projection.ts';
import type { FileSource, LoadFailure } from '../files/readFile.ts';
import type { Workspace } from '../workspace.ts';

/** The entries that stand, in order, and the source that the recipe is about. */
export type History = { readonly state: Projection; readonly source: SourceId; readonly entries: readonly StateEntry[] };

/** What running a recipe needs of the world. */
export type RecipeWork = {
  readonly workspace: Workspace;
  readonly source: string;
  readonly file: FileSource;
  /** Writes a change and takes it in. */
  readonly commit: (change: Change) => Promise<Result<unknown, MachineTrouble>>;
  /** Told of the load that the recipe made. */
  readonly loaded: (load: Load) => Promise<void>;
  readonly findDuplicates: (job: Job) => Promise<readonly FoundGroup[]>;
  /** Writes the files of a profile; null where there is no place for files. */
  readonly exportFiles: ((profile: Extract<RecipeStep, { kind: 'export' }>['profile'], groups: readonly FoundGroup[] | null, job: Job) => Promise<number>) | null;
};

/** What steps leave for the ones after them. */
export type RecipeRun = { load: Load | undefined; groups: readonly FoundGroup[] | null };

export type StepDone = Pick<RecipeOutcome, 'done' | 'unused' | 'missing'>;

export interface RecipeKind<Step extends RecipeStep> {
  derive(history: History): Step[];
  /** The step that raw data spell; undefined where they spell none. */
  read(raw: Readonly<Record<string, unknown>>): Step | undefined;
  apply(step: Step, work: RecipeWork, run: RecipeRun, job: Job): Promise<Result<StepDone, LoadFailure>>;
}
