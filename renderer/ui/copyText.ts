// Puts text on the clipboard without asking for the permission, which the app denies to every page.

/** True where it worked. To be called soon after a key or a click. */
export function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', onCopy, { capture: true, once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
  return done;
}
