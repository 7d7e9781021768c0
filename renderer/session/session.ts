// What every screen holds: the line to the engine, the desktop, the workspace that is open.
import { createContext, useContext } from 'react';
import type { Desktop, WorkspaceInfo } from '../../shared/contract/desktop.ts';
import type { EngineClient } from '../../shared/contract/engine.ts';

export type Session = {
  readonly desktop: Desktop;
  readonly engine: EngineClient;
};
export const SessionContext = createContext<Session | null>(null);
export const WorkspaceContext = createContext<WorkspaceInfo | null>(null);

/** The desktop and the engine. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session around this component.');
  return session;
}

/** The workspace that is open; only below the shell. */
export function useWorkspace(): WorkspaceInfo {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('No workspace around this component.');
  return workspace;
}
