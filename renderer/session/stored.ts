// Small values of the page's own that survive a restart, kept with the workspace's working data.
import { useCallback, useEffect, useState } from 'react';
import { useSession } from './session.ts';

/** Whether the window is wide enough to show a pane at the right from the start. */
export const hasRoomForInspector = (): boolean => window.innerWidth >= 1440;

/** Like `useState`, but kept under `key`. Until it is read, `initial` is shown; `isRead` tells. */
export function useStored<T>(key: string, initial: T): readonly [T, (value: T) => void, boolean] {
  const { engine } = useSession();
  const [state, setState] = useState<{ key: string; value: T; isRead: boolean }>({ key, value: initial, isRead: false });
  useEffect(() => {
    let isCurrent = true;
    engine
      .call('ui.read', { key })
      .then((text) => isCurrent && setState((old) => ({ key, value: text === null ? old.value : (JSON.parse(text) as T), isRead: true })))
      .catch(() => isCurrent && setState((old) => ({ ...old, key, isRead: true })));
    return () => {
      isCurrent = false;
    };
  }, [engine, key]);
  const change = useCallback(
    (value: T) => {
      setState({ key, value, isRead: true });
      engine.call('ui.write', { key, value: JSON.stringify(value) }).catch(() => undefined);
    },
    [engine, key],
  );
  return [state.value, change, state.isRead && state.key === key];
}
