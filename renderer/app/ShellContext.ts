// What the shell asks of the app around it.
import { createContext, useContext } from 'react';

export type ShellActions = { readonly closeWorkspace: () => void; readonly newWorkspace: () => void; readonly openWorkspace: () => void };
export const ShellContext = createContext<ShellActions | null>(null);

/** Closing, making and opening workspaces. */
export function useShellActions(): ShellActions {
  const actions = useContext(ShellContext);
  if (!actions) throw new Error('No shell around this component.');
  return actions;
}
