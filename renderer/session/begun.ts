// State that begins anew with whatever it is about, without drawing the screen anew from nothing.
import { useCallback, useState } from 'react';

/** Like `useState`, but `initial` again for another `about`; `initial` is the same object from draw to draw. */
export function useBegun<T>(about: string | number, initial: T): readonly [T, (next: T | ((old: T) => T)) => void] {
  const [state, setState] = useState({ about, value: initial });
  const change = useCallback(
    (next: T | ((old: T) => T)) =>
      setState((old) => {
        const before = old.about === about ? old.value : initial;
        return { about, value: typeof next === 'function' ? (next as (old: T) => T)(before) : next };
      }),
    [about, initial],
  );
  return [state.about === about ? state.value : initial, change];
}
