// How any screen asks for a backup to be restored: the app's root owns the dialog, because what it opens is another workspace.
import { createContext, useContext } from 'react';
import type { WorkspaceToken } from '../../shared/contract/desktop.ts';

/** Opens the dialog; of the open workspace where no token is given. */
export const RestoreContext = createContext<(token: WorkspaceToken | null) => void>(() => {});

export function useRestore(): (token: WorkspaceToken | null) => void {
  return useContext(RestoreContext);
}
