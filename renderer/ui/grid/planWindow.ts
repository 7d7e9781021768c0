// Which rows a scrolled grid draws, and where, also beyond the height that Chromium gives to one element.

/** Chromium caps an element at 33,554,400 px of the screen: on a dense screen, or zoomed, that is half as many of ours. A million rows of 28 px fit. */
export const maxCanvasPx = 32_000_000;
const overscan = 8;

export type WindowPlan = {
  /** Height of the element that is scrolled. */
  readonly canvasPx: number;
  /** First row to draw and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Where the first drawn row stands within the canvas. */
  readonly topPx: number;
};

/** Rows are placed within a stretch of so many, which is placed within the canvas: so they stay where they are while one scrolls, and are not drawn anew. */
const stretchRows = 100_000;

/** First row of the stretch in which the rows from `from` on are placed. */
export function stretchOf(from: number): number {
  return from - (from % stretchRows);
}

/** Canvas height and how many content pixels one canvas pixel stands for (1 where nothing is scaled). */
export function scaleOf(rowCount: number, rowPx: number, viewportPx: number, pixelRatio: number): { canvasPx: number; scale: number } {
  const contentPx = rowCount * rowPx;
  const mostPx = Math.floor(maxCanvasPx / Math.max(1, pixelRatio));
  if (contentPx <= mostPx) return { canvasPx: contentPx, scale: 1 };
  return { canvasPx: mostPx, scale: (contentPx - viewportPx) / (mostPx - viewportPx) };
}

/**
 * Plans what to draw when the canvas is scrolled by `scrollPx` and the content by `contentPx` (the same unless
 * scaled). `from` moves in steps of four rows, so that slow scrolling seldom draws anew.
 */
export function planWindow(rowCount: number, rowPx: number, viewportPx: number, scrollPx: number, contentPx: number, pixelRatio: number): WindowPlan {
  const { canvasPx } = scaleOf(rowCount, rowPx, viewportPx, pixelRatio);
  const first = Math.max(0, Math.floor(contentPx / rowPx) - overscan);
  const from = first - (first % 4);
  const to = Math.min(rowCount, Math.ceil((contentPx + viewportPx) / rowPx) + overscan);
  return { canvasPx, from, to, topPx: scrollPx + from * rowPx - contentPx };
}
