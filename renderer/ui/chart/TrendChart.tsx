// One share over time as a line with its points; the same numbers stand in a table.
import { extent } from 'd3-array';
import { scaleLinear, scaleTime } from 'd3-scale';
import { line } from 'd3-shape';
import { useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import { ChartFrame } from './ChartFrame.tsx';

/** `at` in UTC milliseconds, `share` from 0 to 1. */
export type TrendPoint = { readonly at: number; readonly share: number; readonly note: string };
type Props = { title: string; points: readonly TrendPoint[]; atHead: string; shareHead: string; noteHead: string; heightPx?: number };

const edge = { top: 10, right: 14, bottom: 22, left: 54 };

/** At least two points make a line; oldest first. */
export function TrendChart({ title, points, atHead, shareHead, noteHead, heightPx = 168 }: Props) {
  const { percent, dateTime, language } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidth] = useState(480);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(240, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const [first = 0, last = 1] = extent(points, (point) => point.at);
  const [low = 0, high = 1] = extent(points, (point) => point.share);
  const x = scaleTime([first, last === first ? first + 1 : last], [edge.left, widthPx - edge.right]);
  const y = scaleLinear([Math.max(0, low - 0.02), Math.min(1, high + 0.02)], [heightPx - edge.bottom, edge.top]).nice(4);
  const path = line<TrendPoint>((point) => x(point.at), (point) => y(point.share))([...points]) ?? '';
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...(last - first < 172_800_000 ? { hour: '2-digit', minute: '2-digit' } : {}) });
  const ticks = x.ticks(Math.max(2, Math.floor(widthPx / 170)));
  return (
    <ChartFrame
      title={title}
      chart={
        <div ref={box} className="chart-box">
          <svg width={widthPx} height={heightPx} role="presentation" aria-hidden="true" className="trend">
            {y.ticks(4).map((tick) => (
              <g key={tick}>
                <line x1={edge.left} x2={widthPx - edge.right} y1={y(tick)} y2={y(tick)} className="rule" />
                <text x={edge.left - 8} y={y(tick) + 4} textAnchor="end">
                  {percent(tick, high - low < 0.04 ? 1 : 0)}
                </text>
              </g>
            ))}
            {ticks.map((tick) => (
              <text key={tick.getTime()} x={x(tick)} y={heightPx - 5} textAnchor="middle">
                {day.format(tick)}
              </text>
            ))}
            <path d={path} className="line" />
            {points.map((point, index) => (
              <circle key={`${point.at}.${index}`} cx={x(point.at)} cy={y(point.share)} r={index === points.length - 1 ? 4 : 3} className="point">
                <title>{`${dateTime(point.at)}: ${percent(point.share, 1)} · ${point.note}`}</title>
              </circle>
            ))}
          </svg>
        </div>
      }
      table={
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{atHead}</th>
              <th scope="col" className="number">
                {shareHead}
              </th>
              <th scope="col">{noteHead}</th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map((point, index) => (
              <tr key={`${point.at}.${index}`}>
                <td>{dateTime(point.at)}</td>
                <td className="number">{percent(point.share, 1)}</td>
                <td>{point.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
