// A list of any length whose rows are asked for by window; one tab stop, arrows move the choice.
import { memo, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import { classes } from '../classes.ts';
import { planWindow, scaleOf } from './planWindow.ts';
import { RowCache, type FetchRows } from './RowCache.ts';

type Props<Row> = {
  label: string;
  count: number;
  itemPx: number;
  fetchRows: FetchRows<Row>;
  /** Names what is listed: while it is the same, the rows of an earlier `fetchRows` stay in sight until new ones are there. */
  of?: string;
  renderItem: (row: Row, index: number) => ReactNode;
  /** Index of the chosen item, or −1; it is kept in view. */
  chosen: number;
  onChoose: (index: number, row: Row | undefined) => void;
};

/** Another `fetchRows` means other rows. Drawn again only when something that it is given changes. */
export const VirtualList = memo(VirtualLines) as typeof VirtualLines;

function VirtualLines<Row>({ label, count, itemPx, fetchRows, of, renderItem, chosen, onChoose }: Props<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [heightPx, setHeight] = useState(600);
  const [topPx, setTop] = useState(0);
  const { scale } = scaleOf(count, itemPx, heightPx, devicePixelRatio);
  const plan = planWindow(count, itemPx, heightPx, topPx, topPx * scale, devicePixelRatio);
  const [listed, setListed] = useState(() => ({ of, fetchRows, count, rows: new RowCache(fetchRows, count) }));
  let { rows } = listed;
  if (listed.of !== of || listed.fetchRows !== fetchRows || listed.count !== count) {
    rows = new RowCache(fetchRows, count, of !== undefined && listed.of === of ? rows : undefined);
    setListed({ of, fetchRows, count, rows });
  }
  useSyncExternalStore(rows.subscribe, rows.version);
  useEffect(() => rows.want(plan.from, plan.to), [rows, plan.from, plan.to]);
  useEffect(() => () => rows.stop(), [rows]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = box.current;
    if (!element || chosen < 0) return;
    const startPx = (chosen * itemPx) / scale;
    if (startPx < element.scrollTop) element.scrollTop = startPx;
    else if (startPx + itemPx > element.scrollTop + element.clientHeight) element.scrollTop = startPx + itemPx - element.clientHeight;
  }, [chosen, itemPx, scale]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || count === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(count - 1, chosen + step));
    onChoose(next, rows.rowAt(next));
  };
  const items = [];
  for (let index = plan.from; index < plan.to; index++) {
    const row = rows.rowAt(index);
    items.push(
      <div
        key={index}
        id={`item-${index}`}
        role="option"
        aria-selected={index === chosen}
        aria-setsize={count}
        aria-posinset={index + 1}
        tabIndex={-1}
        className={classes('virtual-item', index === chosen && 'chosen')}
        style={{ height: itemPx }}
        onClick={() => onChoose(index, row)}
        onKeyDown={undefined}
      >
        {row === undefined ? <span className="skeleton" style={{ width: '60%' }} /> : renderItem(row, index)}
      </div>,
    );
  }
  return (
    <div ref={box} className="virtual-list" role="listbox" aria-label={label} tabIndex={0} aria-activedescendant={chosen >= 0 ? `item-${chosen}` : undefined} onScroll={(event) => setTop(event.currentTarget.scrollTop)} onKeyDown={onKeyDown}>
      <div style={{ height: plan.canvasPx, position: 'relative' }} role="presentation">
        <div style={{ transform: `translateY(${plan.topPx}px)` }} role="presentation">
          {items}
        </div>
      </div>
    </div>
  );
}
