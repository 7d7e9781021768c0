// The scorecard: five dimensions, what would raise them most, how they moved, per field and per source.
import { Link, type LinkProps } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Measure, QualitySummary, Scorecard } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordReason, wordRule } from '../../i18n/wordQuality.ts';
import { useAsk } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Sparkline } from '../../ui/chart/Sparkline.tsx';
import { TrendChart } from '../../ui/chart/TrendChart.tsx';
import { changesSince, dimensions, linkOf, linkOfDimension, type Dimension } from './scores.ts';
import { WeightsDialog } from './WeightsDialog.tsx';

/** Every number leads to its rows. */
export function ScoreView({ summary }: { summary: QualitySummary }) {
  const words = useText();
  const { t, number, percent, day, language } = words;
  const { readOnly } = useWorkspace();
  const [isWeighing, setWeighing] = useState(false);
  const { data: rules } = useAsk('quality.rules', { today: summary.today }, { keep: true });
  const { data: sources } = useAsk('sources.list', undefined, { keep: true });
  const { scorecard, history } = summary;
  const last = history.at(-1);
  const before = last !== undefined && isSame(last, scorecard) ? history.at(-2) : last;
  const changes = before === undefined ? null : changesSince(before, summary, rules ?? []);
  const points = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const delta = (now: number | null, then: number | null | undefined): string =>
    before === undefined || now === null || then === null || then === undefined
      ? t('quality.firstTime')
      : Math.abs(now * 1e6 - then) < 500
        ? t('quality.unchangedSince', { day: day(before.today) })
        : t('quality.since', { change: points.format((now - then / 1e6) * 100), day: day(before.today) });
  const past = (one: 'overall' | Dimension): number[] => [...history.map(({ scores }) => scores[one]).filter((score) => score !== null).map((score) => score / 1e6), ...(scorecard[one] === null || last !== before ? [] : [scorecard[one]])];
  const nameOf = (source: SourceId): string => sources?.find((one) => one.source.id === source)?.source.name ?? '';
  const trend = history.map(({ at, scores, findings }) => ({ at, share: scores.overall / 1e6, note: number(findings) }));
  return (
    <div className="screen-body">
      <div className="page">
        <section className="scores" aria-label={t('quality.overall')}>
          <ScoreTile name={t('quality.overall')} value={percent(scorecard.overall, 1)} sub={delta(scorecard.overall, before?.scores.overall)} shares={past('overall')} link={{ to: '/quality', search: { view: 'findings' } }} main />
          {dimensions.map((one) => (
            <ScoreTile key={one} name={t(`quality.dimension.${one}`)} help={t(`quality.dimensionHelp.${one}`)} value={scorecard[one] === null ? '–' : percent(scorecard[one], 1)} sub={scorecard[one] === null ? t('quality.notMeasured') : delta(scorecard[one], before?.scores[one])} shares={past(one)} link={linkOfDimension(one)} />
          ))}
        </section>
        <div className="overview-columns">
          <section className="section">
            <h2>{t('quality.actions')}</h2>
            {scorecard.actions.length === 0 ? (
              <p className="quiet">{t('quality.actionsNone')}</p>
            ) : (
              <div className="panel table-wrap">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{t('quality.actionColumn')}</th>
                      <th scope="col" className="number">
                        {t('quality.rowsColumn')}
                      </th>
                      <th scope="col" className="number">
                        {t('quality.gainColumn')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {scorecard.actions.map((action) => (
                      <tr key={`${action.kind}.${action.field}.${action.rule ?? ''}.${action.reason ?? ''}`}>
                        <td>
                          <Link {...actionLink(action)}>{t(`quality.action.${action.kind}`, { field: wordField(words, action.field), reason: action.reason === null ? '' : wordReason(words, action.reason) })}</Link>
                        </td>
                        <td className="number">{number(action.rows)}</td>
                        <td className="number tight">{points.format(action.gain * 100)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          <section className="section">
            {trend.length < 2 ? (
              <>
                <h2>{t('quality.trend')}</h2>
                <p className="quiet">{t('quality.trendNone')}</p>
              </>
            ) : (
              <TrendChart title={t('quality.trend')} points={trend} atHead={t('quality.measuredOn')} shareHead={t('quality.score')} noteHead={t('quality.findingsColumn')} />
            )}
            {changes !== null && before !== undefined && (
              <>
                <h3>{t('quality.changes')}</h3>
                {changes.fields.length + changes.rules.length === 0 ? (
                  <p className="quiet">{t('quality.changesNone', { day: day(before.today) })}</p>
                ) : (
                  <ul className="moves">
                    {changes.fields.map(({ field, change }) => (
                      <li key={field}>
                        <Link to="/quality" search={{ view: 'columns', field }}>
                          {t('quality.changedField', { field: wordField(words, field), change: points.format(change * 100) })}
                        </Link>
                      </li>
                    ))}
                    {changes.rules.map(({ rule, before: then, after }) => (
                      <li key={rule.id}>
                        <Link to="/quality" search={{ view: 'findings', rule: rule.id }}>
                          {t('quality.changedRule', { rule: wordRule(words, rule), before: then, after })}
                        </Link>
                      </li>
                    ))}
                  </ul>
                )}
              </>
            )}
          </section>
        </div>
        <section className="section">
          <div className="section-head">
            <h2>{t('quality.byField')}</h2>
            <span className="spring" />
            <Button size="small" icon={SlidersHorizontal} isDisabled={readOnly} onPress={() => setWeighing(true)}>
              {t('quality.weights')}
            </Button>
          </div>
          <ScoreTable
            head={t('quality.field')}
            lines={scorecard.fields.map((field) => ({
              key: field.field,
              name: (
                <Link to="/quality" search={{ view: 'columns', field: field.field }}>
                  {wordField(words, field.field)}
                </Link>
              ),
              weight: field.weight,
              scores: field,
              overall: field.score,
              link: (dimension) => linkOf(dimension, field.field, null),
            }))}
          />
        </section>
        {summary.sources.length > 0 && (
          <section className="section">
            <h2>{t('quality.bySource')}</h2>
            <ScoreTable
              head={t('quality.source')}
              lines={summary.sources.map(({ source, scorecard: own }) => ({
                key: String(source),
                name: (
                  <Link to="/records" search={{ sources: [source] }}>
                    {nameOf(source)}
                  </Link>
                ),
                scores: own,
                overall: own.overall,
                link: () => ({ to: '/quality', search: { view: 'findings' as const, source } }),
              }))}
            />
          </section>
        )}
      </div>
      {isWeighing && <WeightsDialog summary={summary} onClose={() => setWeighing(false)} />}
    </div>
  );
}

/** Nothing changed since it was noted down. */
function isSame({ scores }: Measure, now: Scorecard): boolean {
  return Math.abs(scores.overall - now.overall * 1e6) < 1;
}

function ScoreTile({ name, help, value, sub, shares, link, main = false }: { name: string; help?: string; value: string; sub: string; shares: readonly number[]; link: LinkProps; main?: boolean }) {
  return (
    <Link {...link} className={main ? 'score main' : 'score'} title={help}>
      <span className="score-name">{name}</span>
      <span className="score-value">
        {value}
        <Sparkline shares={shares} />
      </span>
      <span className="score-sub">{sub}</span>
    </Link>
  );
}

type Line = { readonly key: string; readonly name: ReactNode; readonly weight?: number; readonly scores: Pick<Scorecard, Dimension>; readonly overall: number; readonly link: (dimension: Dimension) => LinkProps };

function ScoreTable({ head, lines }: { head: string; lines: readonly Line[] }) {
  const { t, number, percent } = useText();
  const hasWeights = lines.some((line) => line.weight !== undefined);
  return (
    <div className="panel table-wrap">
      <table className="table score-table">
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {hasWeights && (
              <th scope="col" className="number">
                {t('quality.weight')}
              </th>
            )}
            <th scope="col" className="number">
              {t('quality.score')}
            </th>
            {dimensions.map((one) => (
              <th scope="col" className="number" key={one}>
                {t(`quality.dimension.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.name}</th>
              {hasWeights && <td className="number quiet">{number(line.weight ?? 0, 2)}</td>}
              <td className="number strong">{percent(line.overall, 1)}</td>
              {dimensions.map((one) => (
                <td className="number" key={one}>
                  <ScoreCell share={line.scores[one]} link={line.link(one)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A share with a bar under it; what is missing of it leads to its rows. */
function ScoreCell({ share, link }: { share: number | null; link: LinkProps }) {
  const { percent } = useText();
  if (share === null) return <span className="faint">–</span>;
  const tone = share >= 0.98 ? 'good' : share >= 0.9 ? 'fair' : 'poor';
  const text = percent(share, share < 1 && share > 0.9995 ? 2 : 1);
  return (
    <span className="score-cell">
      {share === 1 ? <span>{text}</span> : <Link {...link}>{text}</Link>}
      <span className={`meter ${tone}`} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

function actionLink(action: Scorecard['actions'][number]): LinkProps {
  if (action.kind === 'fillIn') return { to: '/records', search: { facets: { [action.field as FieldId]: { blank: 'only' } } } };
  if (action.kind === 'resolveDuplicates') return { to: '/duplicates' };
  if (action.kind === 'reconfirm') return linkOf('timeliness', action.field, null);
  return { to: '/quality', search: { view: 'findings', ...(action.rule === null ? {} : { rule: action.rule }), ...(action.reason === null ? {} : { reason: action.reason }) } };
}
