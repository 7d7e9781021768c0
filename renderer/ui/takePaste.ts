// Reads what Ctrl+V brings where no text field has the focus, without the clipboard permission, which the app denies to every page.

/** To be called while Ctrl+V goes down: a hidden field takes the paste in place of what has the focus, which gets it back. */
export function takePaste(onText: (text: string) => void): void {
  const focused = document.activeElement;
  const holder = document.createElement('textarea');
  holder.setAttribute('aria-hidden', 'true');
  holder.className = 'visually-hidden';
  const end = () => {
    holder.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
  holder.addEventListener('paste', (event) => {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    end();
    onText(text);
  });
  holder.addEventListener('keyup', end, { once: true });
  document.body.append(holder);
  holder.focus({ preventScroll: true });
}
