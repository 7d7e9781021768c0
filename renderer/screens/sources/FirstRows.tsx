// The first rows of a file as they would be read.
import type { LoadPreview } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';

const shownColumns = 60;

/** A plain table; spaces and leading zeros are shown as delivered. */
export function FirstRows({ preview }: { preview: LoadPreview }) {
  const { t, number } = useText();
  const columns = preview.columns.slice(0, shownColumns);
  return (
    <div className="table-wrap first-rows">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="number">
              <span className="visually-hidden">{t('grid.rowNumber')}</span>
            </th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            // Rows of a file have nothing but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <td className="number faint">{number(index + 1)}</td>
              {columns.map((column, at) => (
                <td key={column} className="selectable">
                  {row[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
