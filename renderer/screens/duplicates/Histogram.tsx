// Compared pairs by match weight, with the threshold drawn in; the same numbers stand in a table for screen readers.
import { useText } from '../../i18n/useText.ts';

type Bin = { readonly fromBits: number; readonly pairs: number };
const heightPx = 112;

/** Heights grow with the logarithm, since different pairs outnumber matching ones by far. */
export function Histogram({ bins, thresholdBits }: { bins: readonly Bin[]; thresholdBits: number }) {
  const { t, number } = useText();
  if (bins.length === 0) return null;
  const low = Math.min(...bins.map((bin) => bin.fromBits));
  const high = Math.max(...bins.map((bin) => bin.fromBits)) + 1;
  const most = Math.log10(1 + Math.max(...bins.map((bin) => bin.pairs)));
  const x = (bits: number) => ((bits - low) / (high - low)) * 560;
  const ticks = Array.from({ length: Math.floor(high / 10) - Math.ceil(low / 10) + 1 }, (_, index) => (Math.ceil(low / 10) + index) * 10);
  return (
    <figure className="histogram">
      <figcaption>{t('duplicates.histogram')}</figcaption>
      <svg viewBox={`0 0 560 ${heightPx + 18}`} role="presentation" aria-hidden="true">
        {bins.map((bin) => {
          const barPx = most === 0 ? 0 : (Math.log10(1 + bin.pairs) / most) * heightPx;
          return <rect key={bin.fromBits} x={x(bin.fromBits) + 0.5} width={Math.max(1, x(bin.fromBits + 1) - x(bin.fromBits) - 1)} y={heightPx - barPx} height={barPx} className={bin.fromBits >= thresholdBits ? 'above' : 'below'} />;
        })}
        <line x1={0} x2={560} y1={heightPx + 0.5} y2={heightPx + 0.5} className="axis" />
        {ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={heightPx + 14} textAnchor={x(tick) > 545 ? 'end' : x(tick) < 15 ? 'start' : 'middle'}>
            {number(tick)}
          </text>
        ))}
        {thresholdBits > low && thresholdBits < high && <line x1={x(thresholdBits)} x2={x(thresholdBits)} y1={0} y2={heightPx} className="threshold" />}
      </svg>
      {/* Around the table, which would be as wide as what it holds. */}
      <div className="visually-hidden">
        <table>
          <caption>{t('duplicates.histogramTable')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('duplicates.weightAxis')}</th>
              <th scope="col">{t('duplicates.pairs')}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.fromBits}>
                <td>{number(bin.fromBits)}</td>
                <td>{number(bin.pairs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
