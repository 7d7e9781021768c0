// Puts text on the clipboard without the clipboard permission, which the app denies to every page.

/** True where it worked. To be called soon after a key or a click; the focus stays where it was. */
export function copyText(text: string): boolean {
  const focused = document.activeElement;
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.setAttribute('aria-hidden', 'true');
  holder.className = 'visually-hidden';
  // Within an open dialog, which keeps the focus inside.
  (focused?.closest('[role="dialog"]') ?? document.body).append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
