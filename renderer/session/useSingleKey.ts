// A single letter that acts, where nobody is typing and nothing lies over the page.
import { useEffect, useEffectEvent } from 'react';
import { useChrome } from './chrome.ts';

/** True where a letter belongs to what has the focus, or to something that lies over the page. */
export function isLetterTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const { palette, shortcuts } = useChrome.getState();
  if (palette || shortcuts) return true;
  const target = event.target;
  return target instanceof Element && target.closest('input, textarea, [role="dialog"], [role="menu"], .popover') !== null;
}

/** `key` in lower case; nothing is heard while not `isOn`. */
export function useSingleKey(key: string, isOn: boolean, action: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isOn || event.key.toLowerCase() !== key || isLetterTaken(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
