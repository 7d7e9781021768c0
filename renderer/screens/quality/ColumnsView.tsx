// The profile of every column: how full, how varied, of what shapes, and what stands out; each number leads to its rows.
import { Link, useNavigate, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ColumnProfile } from '../../../shared/contract/engine.ts';
import type { EpochDay } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import { qualityRoute } from '../../session/routes.ts';
import { BarList } from '../../ui/chart/BarList.tsx';
import { SidePane } from '../../ui/SidePane.tsx';
import { Analysing } from './Analysing.tsx';

/** Columns at the left, the chosen one at the right. */
export function ColumnsView({ today }: { today: EpochDay }) {
  const words = useText();
  const { t, percent } = words;
  const navigate = useNavigate();
  const { field } = qualityRoute.useSearch();
  const { data: columns } = useAsk('quality.columns', { today }, { keep: true });
  if (!columns) return <Analysing />;
  const chosen = columns.find((column) => column.field === field) ?? columns[0];
  const at = chosen === undefined ? -1 : columns.indexOf(chosen);
  const choose = (column: ColumnProfile | undefined): void => {
    if (column !== undefined) void navigate({ to: '/quality', search: { view: 'columns', field: column.field }, replace: true });
  };
  return (
    <div className="panes">
      <SidePane label={t('quality.columnsTitle')} resizeLabel={t('ui.resizePane')} side="start" width={256} min={200} max={420}>
        <div
          className="column-cards"
          role="listbox"
          aria-label={t('quality.columnsTitle')}
          tabIndex={0}
          aria-activedescendant={at >= 0 ? `column-${at}` : undefined}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
            if (step === 0) return;
            event.preventDefault();
            const next = columns[Math.max(0, Math.min(columns.length - 1, at + step))];
            choose(next);
            document.getElementById(`column-${columns.indexOf(next!)}`)?.scrollIntoView({ block: 'nearest' });
          }}
        >
          {columns.map((column, index) => (
            <div key={column.field} id={`column-${index}`} role="option" aria-selected={index === at} tabIndex={-1} className={index === at ? 'column-card chosen' : 'column-card'} onClick={() => choose(column)} onKeyDown={undefined}>
              <span className="column-line">
                <span className="truncate">{wordField(words, column.field)}</span>
                <span className="count">{percent(column.rows === 0 ? 0 : column.filled / column.rows)}</span>
              </span>
              <FillBar column={column} />
            </div>
          ))}
        </div>
      </SidePane>
      <div className="pane main scroll">{chosen && <ColumnDetails column={chosen} />}</div>
    </div>
  );
}

function FillBar({ column: { rows, filled, validity, placeholders } }: { column: ColumnProfile }) {
  const share = (count: number): string => `${rows === 0 ? 0 : (count / rows) * 100}%`;
  const invalid = validity?.invalid ?? 0;
  const suspect = validity?.suspect ?? 0;
  return (
    <span className="fill-bar" aria-hidden="true">
      <span className="filled" style={{ width: share(filled - invalid - suspect) }} />
      <span className="suspect" style={{ width: share(suspect) }} />
      <span className="invalid" style={{ width: share(invalid) }} />
      <span className="placeholder" style={{ width: share(placeholders) }} />
    </span>
  );
}

function ColumnDetails({ column }: { column: ColumnProfile }) {
  const words = useText();
  const { t, number, percent, list } = words;
  const { field, rows, numbers, dates, lengths, validity } = column;
  const set = (name: string): LinkProps => ({ to: '/records', search: { set: `quality|${name}` } });
  const odd = new Set(column.oddPatterns.map(({ pattern }) => pattern));
  return (
    <div className="page column-page">
      <header>
        <h2>{wordField(words, field)}</h2>
        <p className="quiet">{t('quality.looksLike', { kind: t(`quality.kind.${column.kind}`), share: percent(column.kindConfidence) })}</p>
      </header>
      <div className="tiles">
        <Tile name={t('quality.filled')} count={column.filled} rows={rows} link={{ to: '/records', search: { facets: { [field]: { blank: 'not' } } } }} />
        <Tile name={t('quality.blank')} count={column.blank} rows={rows} link={{ to: '/records', search: { facets: { [field]: { blank: 'only' } } } }} />
        <Tile name={t('quality.placeholders')} count={column.placeholders} rows={rows} link={set(`verdict|${field}|placeholder`)} />
        <Tile name={t('quality.distinct')} count={column.distinct} rows={0} link={{ to: '/records', search: { facets: { [field]: { blank: 'not' } } } }} />
        <Tile name={t('quality.unique')} count={column.unique} rows={rows} link={set(`verdict|${field}|unique`)} />
        <Tile name={t('quality.repeated')} count={column.filled - column.unique} rows={rows} link={set(`verdict|${field}|repeated`)} />
        {validity && (
          <>
            <Tile name={t('quality.valid')} count={validity.valid} rows={rows} link={set(`verdict|${field}|valid`)} />
            <Tile name={t('quality.suspect')} count={validity.suspect} rows={rows} link={set(`verdict|${field}|suspect`)} />
            <Tile name={t('quality.invalid')} count={validity.invalid} rows={rows} link={set(`verdict|${field}|invalid`)} />
          </>
        )}
      </div>
      <dl className="facts">
        {lengths && (
          <>
            <dt>{t('quality.lengths')}</dt>
            <dd>{t('quality.lengthsText', { min: lengths.min, max: lengths.max, mean: number(lengths.mean, 1) })}</dd>
          </>
        )}
        {dates && (
          <>
            <dt>{t('quality.range')}</dt>
            <dd>{t('quality.rangeText', { min: dates.min, max: dates.max })}</dd>
            <dt>{t('quality.dateOrder')}</dt>
            <dd>
              {t(`quality.order.${dates.order}`)} <span className="quiet">({percent(dates.orderConfidence)})</span>
            </dd>
          </>
        )}
        {numbers && (
          <>
            <dt>{t('quality.range')}</dt>
            <dd>{t('quality.rangeText', { min: number(numbers.min, 2), max: number(numbers.max, 2) })}</dd>
            <dt>{t('quality.mean')}</dt>
            <dd>{number(numbers.mean, 2)}</dd>
            <dt>{t('quality.quartiles')}</dt>
            <dd>{list(numbers.quartiles.map((one) => number(one, 2)))}</dd>
            <dt>{t('quality.outliers')}</dt>
            <dd>
              {numbers.outliers === 0 ? number(0) : <Link {...set(`outlier|${field}|`)}>{number(numbers.outliers)}</Link>} {numbers.outlierExamples.length > 0 && <span className="quiet">{t('quality.outliersText', { examples: list(numbers.outlierExamples) })}</span>}
            </dd>
          </>
        )}
      </dl>
      <div className="overview-columns">
        <section className="section">
          <h3>{t('quality.topValues')}</h3>
          <div className="panel table-wrap">
            <BarList
              label={t('quality.topValues')}
              labelHead={t('quality.value')}
              countHead={t('quality.rowsColumn')}
              shareHead={t('quality.share')}
              total={column.filled}
              bars={column.topValues.map(({ value, count }) => ({
                key: value,
                count,
                label: (
                  <Link to="/records" search={{ facets: { [field]: { include: [value] } } }}>
                    {value}
                  </Link>
                ),
              }))}
            />
          </div>
        </section>
        <section className="section">
          <h3>{t('quality.patterns')}</h3>
          <div className="panel table-wrap">
            <BarList
              label={t('quality.patterns')}
              labelHead={t('quality.pattern')}
              detailHead={t('quality.example')}
              countHead={t('quality.rowsColumn')}
              shareHead={t('quality.share')}
              total={column.filled}
              bars={[...column.patterns, ...column.oddPatterns.filter(({ pattern }) => !column.patterns.some((one) => one.pattern === pattern))].map(({ pattern, count, example }) => ({
                key: pattern,
                count,
                detail: example,
                label: (
                  <Link {...set(`pattern|${field}|${pattern}`)} className={odd.has(pattern) ? 'mono odd' : 'mono'}>
                    {pattern}
                  </Link>
                ),
              }))}
            />
          </div>
          {column.patternsInAll > column.patterns.length && <p className="field-help">{t('quality.patternsMore', { count: column.patternsInAll - column.patterns.length })}</p>}
        </section>
      </div>
    </div>
  );
}

function Tile({ name, count, rows, link }: { name: string; count: number; rows: number; link: LinkProps }): ReactNode {
  const { number, percent } = useText();
  return (
    <div className="tile">
      <span className="score-name">{name}</span>
      {count === 0 ? <span className="tile-value faint">{number(0)}</span> : <Link {...link} className="tile-value">{number(count)}</Link>}
      {rows > 0 && <span className="score-sub">{percent(count / rows, 1)}</span>}
    </div>
  );
}
