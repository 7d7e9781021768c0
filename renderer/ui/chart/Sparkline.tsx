// A line of a few shares without axes, beside the number that says the last of them.
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

const widthPx = 48;
const heightPx = 20;

/** Hidden from screen readers: the trend has its table elsewhere. Nothing for fewer than two. */
export function Sparkline({ shares }: { shares: readonly number[] }) {
  if (shares.length < 2) return null;
  const [low = 0, high = 1] = extent(shares);
  const x = scaleLinear([0, shares.length - 1], [2, widthPx - 3]);
  const y = scaleLinear([low, high === low ? low + 0.01 : high], [heightPx - 3, 3]);
  const path = line<number>((_, index) => x(index), (share) => y(share))([...shares]) ?? '';
  return (
    <svg width={widthPx} height={heightPx} className="sparkline" role="presentation" aria-hidden="true">
      <path d={path} />
      <circle cx={x(shares.length - 1)} cy={y(shares.at(-1)!)} r={2.5} />
    </svg>
  );
}
