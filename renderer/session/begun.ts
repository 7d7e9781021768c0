// State that begins anew with whatever it is about, without drawing the screen anew from nothing.
import { useCallback, useState } from 'react';

/** Like `useState`, but `initial` again whenever `about` changes, also back to what it was before; `initial` is the same object from draw to draw. */
export function useBegun<T>(about: string | number, initial: T): readonly [T, (next: T | ((old: T) => T)) => void] {
  const [state, setState] = useState({ about, value: initial });
  const isOther = state.about !== about;
  // Kept as seen: coming back later is a new beginning too.
  if (isOther) setState({ about, value: initial });
  const change = useCallback(
    (next: T | ((old: T) => T)) =>
      setState((old) => {
        const before = old.about === about ? old.value : initial;
        return { about, value: typeof next === 'function' ? (next as (old: T) => T)(before) : next };
      }),
    [about, initial],
  );
  return [isOther ? initial : state.value, change];
}
