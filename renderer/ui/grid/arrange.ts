// Moves and widens the columns of a grid: what dragging, the column menu and the keys do alike.
import { maxWidthPx, minWidthPx, type GridLayout } from './columns.ts';

/** All columns in the order in which they are shown, hidden ones included; `all` are in their own order. */
function orderOf(layout: GridLayout, all: readonly string[]): readonly string[] {
  return [...layout.order.filter((column) => all.includes(column)), ...all.filter((column) => !layout.order.includes(column))];
}

/** Puts a column before another one; pinned ones stay among themselves. */
export function moveBefore(layout: GridLayout, all: readonly string[], moved: string, target: string): GridLayout {
  const isPinned = layout.pinned.includes(moved);
  const rest = (isPinned ? layout.pinned : orderOf(layout, all)).filter((column) => column !== moved);
  const at = rest.indexOf(target);
  if (at < 0 || moved === target) return layout;
  const next = rest.toSpliced(at, 0, moved);
  return isPinned ? { ...layout, pinned: next } : { ...layout, order: next };
}

/** Moves a column by one place among those that are `shown`, in their order on screen. */
export function moveByOne(layout: GridLayout, all: readonly string[], shown: readonly string[], column: string, by: -1 | 1): GridLayout {
  const isPinned = layout.pinned.includes(column);
  const neighbours = shown.filter((other) => layout.pinned.includes(other) === isPinned);
  const target = neighbours[neighbours.indexOf(column) + by];
  if (target === undefined) return layout;
  return by === -1 ? moveBefore(layout, all, column, target) : moveBefore(layout, all, target, column);
}

export function setWidth(layout: GridLayout, column: string, widthPx: number): GridLayout {
  return { ...layout, widthsPx: { ...layout.widthsPx, [column]: Math.max(minWidthPx, Math.min(maxWidthPx, Math.round(widthPx))) } };
}
