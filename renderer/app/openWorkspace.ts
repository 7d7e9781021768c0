// Opening and closing a workspace: the machine opens the folder, then the engine its contents.
import type { Settings, WorkspaceInfo, WorkspaceOutcome, WorkspaceToken, WorkspaceTrouble } from '../../shared/contract/desktop.ts';
import type { EngineTrouble, OpenReport } from '../../shared/contract/engine.ts';
import type { Progress } from '../../shared/kernel/job.ts';
import type { Session } from '../session/session.ts';
import { troubleOf } from '../session/troubleOf.ts';

export type Opened = { readonly info: WorkspaceInfo; readonly token: WorkspaceToken; readonly report: OpenReport };
export type OpenFailure =
  | { readonly kind: 'workspace'; readonly trouble: WorkspaceTrouble; readonly token: WorkspaceToken | null }
  | { readonly kind: 'engine'; readonly trouble: EngineTrouble; readonly token: WorkspaceToken | null }
  | { readonly kind: 'bug'; readonly message: string; readonly token: WorkspaceToken | null };
export type OpenResult = { readonly kind: 'opened'; readonly opened: Opened } | { readonly kind: 'dismissed' } | { readonly kind: 'failed'; readonly failure: OpenFailure };

/** Who shows how far an opening is. */
export type OpenFollower = { readonly onOpening: (title: string) => void; readonly onProgress: (progress: Progress) => void };

/** Carries an outcome of the machine on to the engine. `token` is the one asked for, for trying again. */
export async function openOutcome({ desktop, engine }: Session, { actor, language }: Pick<Settings, 'actor' | 'language'>, ask: () => Promise<WorkspaceOutcome>, token: WorkspaceToken | null, { onOpening, onProgress }: OpenFollower): Promise<OpenResult> {
  try {
    const outcome = await ask();
    if (outcome.kind === 'dismissed') return outcome;
    if (outcome.kind === 'trouble') return { kind: 'failed', failure: { kind: 'workspace', trouble: outcome.trouble, token } };
    onOpening(outcome.info.title);
    try {
      const report = await engine.call('open', { actor, language }, { onProgress });
      return { kind: 'opened', opened: { info: outcome.info, token: outcome.token, report } };
    } catch (error) {
      await desktop.call('workspace.close', undefined);
      const trouble = troubleOf(error);
      return { kind: 'failed', failure: trouble ? { kind: 'engine', trouble, token: outcome.token } : { kind: 'bug', message: error instanceof Error ? error.message : String(error), token: outcome.token } };
    }
  } catch (error) {
    return { kind: 'failed', failure: { kind: 'bug', message: error instanceof Error ? error.message : String(error), token } };
  }
}

/** Lets go of the working data first, then of the folder. */
export async function closeOpened({ desktop, engine }: Session): Promise<void> {
  await engine.call('close', undefined).catch(() => undefined);
  await desktop.call('workspace.close', undefined);
}
