// Small values of the page's own that survive a restart, kept with the workspace's working data.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from './session.ts';

/** Whether the window is wide enough to show a pane at the right from the start. */
export const hasRoomForInspector = (): boolean => window.innerWidth >= 1440;

/** Like `useState`, but kept under `key`. Until it is read, `initial` is shown; `isRead` tells. */
export function useStored<T>(key: string, initial: T): readonly [T, (value: T) => void, boolean] {
  const { engine } = useSession();
  const [state, setState] = useState<{ key: string; value: T; isRead: boolean }>({ key, value: initial, isRead: false });
  const fallback = useRef(initial);
  useEffect(() => {
    fallback.current = initial;
  });
  useEffect(() => {
    let isCurrent = true;
    engine
      .call('ui.read', { key })
      .then((text) => isCurrent && setState((old) => ({ key, value: text !== null ? (JSON.parse(text) as T) : old.key === key ? old.value : fallback.current, isRead: true })))
      .catch(() => isCurrent && setState((old) => (old.key === key ? { ...old, isRead: true } : { key, value: fallback.current, isRead: true })));
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
  // What was read under another key is nobody's any more.
  return state.key === key ? [state.value, change, state.isRead] : [initial, change, false];
}
