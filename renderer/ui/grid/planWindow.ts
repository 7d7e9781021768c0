// Which rows a scrolled grid draws, and where, also beyond the height that Chromium gives to one element.

/** Chromium caps an element at 33,554,400 px; staying well below keeps sub-pixel positions exact. */
export const maxCanvasPx = 24_000_000;

export type WindowPlan = {
  /** Height of the element that is scrolled. */
  readonly canvasPx: number;
  /** First row to draw and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Where the first drawn row stands within the canvas. */
  readonly topPx: number;
};

/** Canvas height and how many content pixels one canvas pixel stands for (1 where nothing is scaled). */
export function scaleOf(rowCount: number, rowPx: number, viewportPx: number): { canvasPx: number; scale: number } {
  const contentPx = rowCount * rowPx;
  if (contentPx <= maxCanvasPx) return { canvasPx: contentPx, scale: 1 };
  return { canvasPx: maxCanvasPx, scale: (contentPx - viewportPx) / (maxCanvasPx - viewportPx) };
}

/**
 * Plans what to draw when the canvas is scrolled by `scrollPx` and the content by `contentPx` (the same unless
 * scaled). `from` moves in steps of four rows, so that slow scrolling seldom draws anew.
 */
export function planWindow(rowCount: number, rowPx: number, viewportPx: number, scrollPx: number, contentPx: number, overscan = 8): WindowPlan {
  const { canvasPx } = scaleOf(rowCount, rowPx, viewportPx);
  const first = Math.max(0, Math.floor(contentPx / rowPx) - overscan);
  const from = first - (first % 4);
  const to = Math.min(rowCount, Math.ceil((contentPx + viewportPx) / rowPx) + overscan);
  return { canvasPx, from, to, topPx: scrollPx + from * rowPx - contentPx };
}
