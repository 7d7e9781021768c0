// A pane at the side of the main area whose width can be dragged, or moved by arrow keys.
import { classes } from './classes.ts';
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

type Props = { label: string; resizeLabel: string; side: 'start' | 'end'; width: number; min?: number; max?: number; children: ReactNode; onWidth?: (width: number) => void };

/** The pane keeps its own width from `width` on; `onWidth` hears the last one. */
export function SidePane({ label, resizeLabel, side, width: initial, min = 200, max = 560, children, onWidth }: Props) {
  const [width, setWidth] = useState(initial);
  const [isDragging, setDragging] = useState(false);
  const start = useRef({ x: 0, width: 0 });
  const clamp = (wanted: number) => Math.round(Math.min(max, Math.max(min, wanted)));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
    setDragging(true);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!isDragging) return;
    const moved = event.clientX - start.current.x;
    setWidth(clamp(start.current.width + (side === 'start' ? moved : -moved)));
  };
  const onPointerUp = () => {
    setDragging(false);
    onWidth?.(width);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = clamp(width + (side === 'start' ? step : -step));
    setWidth(next);
    onWidth?.(next);
  };
  const pane = (
    // A pane that scrolls is reached by Tab, so that arrow keys can scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <aside className={classes('pane', side === 'start' ? 'start' : 'end')} aria-label={label} style={{ width }} tabIndex={0}>
      {children}
    </aside>
  );
  const handle = (
    <div
      className={classes('pane-handle', isDragging && 'dragging')}
      role="separator"
      aria-orientation="vertical"
      aria-label={resizeLabel}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
    />
  );
  return side === 'start' ? (
    <>
      {pane}
      {handle}
    </>
  ) : (
    <>
      {handle}
      {pane}
    </>
  );
}
