// A histogram from which a range is picked: by dragging over it, by its two handles, or by keys; with a table twin.
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classes } from '../classes.ts';
import { edgeAfterKey, edgeAt, edgesOf, rangeBetween, shareOf, type BinRange } from './rangeOfBins.ts';

type Props = {
  label: string;
  lowLabel: string;
  highLabel: string;
  /** Heads of the table twin's columns. */
  binLabel: string;
  countLabel: string;
  /** One more than `counts`; bin `i` lies between the edges `i` and `i + 1`. */
  edges: readonly number[];
  counts: readonly number[];
  range: BinRange;
  /** Told once a handle is let go, or with every key. */
  onChange: (range: BinRange) => void;
  /** What lies between two neighbouring values, 0 where they are continuous: 1 for days. */
  step: number;
  format: (value: number) => string;
  formatCount: (count: number) => string;
};

const heightPx = 44;
const widthPx = 200;

export function RangeHistogram({ label, lowLabel, highLabel, binLabel, countLabel, edges, counts, range, onChange, step, format, formatCount }: Props) {
  const chart = useRef<HTMLDivElement>(null);
  /** While something is dragged: the edge that stays, and the one that moves. */
  const [drag, setDrag] = useState<{ readonly fixed: number; readonly moving: number } | null>(null);
  const last = edges.length - 1;
  const set = edgesOf(edges, range, step);
  const low = drag ? Math.min(drag.fixed, drag.moving) : set.low;
  const high = drag ? Math.max(drag.fixed, drag.moving) : set.high;
  const most = Math.max(1, ...counts);

  const edgeUnder = (event: PointerEvent) => {
    const place = chart.current!.getBoundingClientRect();
    return edgeAt(edges, (event.clientX - place.left) / place.width);
  };
  const grab = (event: PointerEvent, fixed: number) => {
    if (event.button !== 0) return;
    chart.current!.setPointerCapture(event.pointerId);
    setDrag({ fixed, moving: edgeUnder(event) });
  };
  const move = (event: PointerEvent) => {
    if (drag) setDrag({ ...drag, moving: edgeUnder(event) });
  };
  const drop = () => {
    // A click without a drag picks nothing and lets all through again.
    if (drag) onChange(low === high ? { from: null, to: null } : rangeBetween(edges, low, high, step));
    setDrag(null);
  };
  const onKey = (event: KeyboardEvent, at: number, least: number, limit: number, apply: (edge: number) => BinRange) => {
    const next = edgeAfterKey(event.key, at, least, limit);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next !== at) onChange(apply(next));
  };
  const x = (edge: number) => shareOf(edges, edges[edge]!) * widthPx;
  const handle = (at: number, name: string, fixed: number, least: number, limit: number, apply: (edge: number) => BinRange) => (
    <div
      className="range-handle"
      role="slider"
      tabIndex={0}
      aria-label={`${label}: ${name}`}
      aria-orientation="horizontal"
      aria-valuemin={edges[least]!}
      aria-valuemax={edges[limit]!}
      aria-valuenow={edges[at]!}
      aria-valuetext={format(edges[at]!)}
      style={{ insetInlineStart: `${shareOf(edges, edges[at]!) * 100}%` }}
      onPointerDown={(event) => {
        event.stopPropagation();
        grab(event, fixed);
      }}
      onKeyDown={(event) => onKey(event, at, least, limit, apply)}
    />
  );
  return (
    <figure className="range-histogram" aria-label={label}>
      <div ref={chart} className="range-chart" onPointerDown={(event) => grab(event, edgeUnder(event))} onPointerMove={move} onPointerUp={drop} onPointerCancel={() => setDrag(null)}>
        <svg viewBox={`0 0 ${widthPx} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
          {counts.map((count, bin) => {
            // The square root keeps a few rows beside many in sight.
            const barPx = count === 0 ? 0 : Math.max(1, Math.sqrt(count / most) * (heightPx - 2));
            const gapPx = x(bin + 1) - x(bin) > 3 ? 1 : 0;
            return <rect key={edges[bin]} className={classes('bar', bin >= low && bin < high && 'in')} x={x(bin)} width={Math.max(0.5, x(bin + 1) - x(bin) - gapPx)} y={heightPx - barPx} height={barPx} />;
          })}
        </svg>
        {handle(low, lowLabel, high, 0, Math.max(0, high - 1), (edge) => rangeBetween(edges, edge, high, step))}
        {handle(high, highLabel, low, Math.min(last, low + 1), last, (edge) => rangeBetween(edges, low, edge, step))}
      </div>
      <figcaption className="range-ends">
        <span>{format(edges[low]!)}</span>
        <span>{format(edges[high]! - (high === last ? 0 : step))}</span>
      </figcaption>
      {/* Around the table, which would be as wide as what it holds. */}
      <div className="visually-hidden">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{binLabel}</th>
              <th scope="col">{countLabel}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((count, bin) => (
              <tr key={edges[bin]}>
                <td>{`${format(edges[bin]!)} – ${format(edges[bin + 1]!)}`}</td>
                <td>{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
