// The day that ages are counted to: today, or one that the steward chose for this workspace.
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import type { EpochDay } from '../../shared/model/ids.ts';
import { useSession, useWorkspace } from './session.ts';
import { today } from './today.ts';

const KEY = 'referenceDay';
const useChosen = create<{ readonly workspace: string | null; readonly day: EpochDay | null }>(() => ({ workspace: null, day: null }));

/** The day, a way to choose another one (null goes back to today), and whether one was chosen. */
export function useReferenceDay(): readonly [EpochDay, (day: EpochDay | null) => void, boolean] {
  const { engine } = useSession();
  const { id } = useWorkspace();
  const { workspace, day } = useChosen();
  useEffect(() => {
    if (workspace === id) return;
    useChosen.setState({ workspace: id, day: null });
    engine.call('ui.read', { key: KEY }).then((text) => text !== null && useChosen.setState({ day: JSON.parse(text) as EpochDay | null })).catch(() => undefined);
  }, [engine, id, workspace]);
  const choose = useCallback(
    (next: EpochDay | null) => {
      useChosen.setState({ day: next });
      engine.call('ui.write', { key: KEY, value: JSON.stringify(next) }).catch(() => undefined);
    },
    [engine],
  );
  const chosen = workspace === id ? day : null;
  return [chosen ?? today(), choose, chosen !== null];
}
