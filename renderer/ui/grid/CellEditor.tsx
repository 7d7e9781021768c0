// The field that stands in a grid's cell while its value is edited.
import { useEffect, useRef, type KeyboardEvent } from 'react';

export type EditorMove = 'stay' | 'down' | 'up' | 'right' | 'left';

type Props = {
  label: string;
  value: string;
  mono: boolean;
  onCommit: (value: string, move: EditorMove) => void;
  onCancel: () => void;
};

/** Enter and Tab take the value, Esc leaves the old one, Alt+Enter breaks the line; looking elsewhere takes it too. */
export function CellEditor({ label, value, mono, onCommit, onCancel }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const commit = (move: EditorMove) => {
    if (isDone.current || !field.current) return;
    isDone.current = true;
    // A text field knows line feeds only; an untouched value stays byte for byte.
    const typed = field.current.value;
    if (typed === field.current.defaultValue) onCommit(value, move);
    else onCommit(value.includes('\r\n') ? typed.replaceAll('\n', '\r\n') : typed, move);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      isDone.current = true;
      onCancel();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      commit(event.shiftKey ? 'left' : 'right');
    } else if (event.key === 'Enter' && event.altKey) {
      event.preventDefault();
      event.currentTarget.setRangeText('\n', event.currentTarget.selectionStart, event.currentTarget.selectionEnd, 'end');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      commit(event.shiftKey ? 'up' : 'down');
    }
  };
  return <textarea ref={field} className={mono ? 'cell-editor mono' : 'cell-editor'} aria-label={label} defaultValue={value} rows={1} spellCheck={false} onKeyDown={onKeyDown} onBlur={() => commit('stay')} />;
}
