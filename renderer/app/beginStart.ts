// Begins what takes longest before the page's own code is there: reading the settings, and opening the workspace that was open last.
import type { Settings, WorkspaceToken } from '../../shared/contract/desktop.ts';
import type { Progress } from '../../shared/kernel/job.ts';
import type { Session } from '../session/session.ts';
import { openOutcome, type OpenFollower, type OpenResult } from './openWorkspace.ts';

/** An opening that is on its way; whoever shows it joins later and hears what was said before. */
export type BegunOpening = { readonly token: WorkspaceToken; readonly title: string; readonly join: (follower: OpenFollower) => Promise<OpenResult> };
export type Begun = { readonly settings: Settings; /** Null where no workspace was open before. */ readonly opening: BegunOpening | null };

export async function beginStart(session: Session): Promise<Begun> {
  const { desktop } = session;
  const [settings, recent] = await Promise.all([desktop.call('settings.read', undefined), desktop.call('workspace.recent', undefined)]);
  const last = recent.find((workspace) => workspace.exists);
  return { settings, opening: last === undefined ? null : beginOpening(session, settings, last) };
}

function beginOpening(session: Session, settings: Settings, { token, title }: { readonly token: WorkspaceToken; readonly title: string }): BegunOpening {
  let told: { title: string | null; progress: Progress | null } = { title: null, progress: null };
  let follower: OpenFollower = { onOpening: (name) => (told = { ...told, title: name }), onProgress: (progress) => (told = { ...told, progress }) };
  const result = openOutcome(session, settings, () => session.desktop.call('workspace.open', { token, readOnly: false }), token, {
    onOpening: (name) => follower.onOpening(name),
    onProgress: (progress) => follower.onProgress(progress),
  });
  return {
    token,
    title,
    join: (joining) => {
      follower = joining;
      if (told.title !== null) joining.onOpening(told.title);
      if (told.progress !== null) joining.onProgress(told.progress);
      return result;
    },
  };
}
