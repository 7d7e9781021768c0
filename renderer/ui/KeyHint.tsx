// Shows the keys of a shortcut, in the way of the platform.
const symbols: Readonly<Record<string, string>> = {
  up: '↑', down: '↓', left: '←', right: '→', enter: '↵', shift: '⇧', tab: '⇥', space: '␣', escape: 'Esc', delete: 'Del',
};
const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** `keys` is written `mod+shift+z`; `mod` is Ctrl, and ⌘ on a Mac. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {keys.split('+').map((key) => (
        <kbd className="key-hint" key={key}>
          {key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : (symbols[key] ?? (key.length === 1 ? key.toUpperCase() : key))}
        </kbd>
      ))}
    </span>
  );
}
