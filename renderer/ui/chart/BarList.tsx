// Values with their shares as horizontal bars, which are a table at once: each line leads to its rows.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/useText.ts';

export type Bar = { readonly key: string; readonly label: ReactNode; readonly count: number; readonly detail?: ReactNode };
type Props = { label: string; bars: readonly Bar[]; total: number; labelHead: string; countHead: string; shareHead: string; detailHead?: string };

/** Bars are drawn against `total`, not against the largest of them. */
export function BarList({ label, bars, total, labelHead, countHead, shareHead, detailHead }: Props) {
  const { number, percent } = useText();
  return (
    <table className="table bar-list">
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{labelHead}</th>
          {detailHead !== undefined && <th scope="col">{detailHead}</th>}
          <th scope="col" className="number">
            {countHead}
          </th>
          <th scope="col">{shareHead}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label: name, count, detail }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {detailHead !== undefined && <td className="detail">{detail}</td>}
            <td className="number">{number(count)}</td>
            <td>
              <span className="bar-cell">
                <span className="bar" aria-hidden="true">
                  <span style={{ width: `${total === 0 ? 0 : Math.min(100, (count / total) * 100)}%` }} />
                </span>
                <span className="bar-share">{percent(total === 0 ? 0 : count / total, count / total < 0.1 ? 1 : 0)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
