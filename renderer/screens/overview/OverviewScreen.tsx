// The day at a glance: what is there, what waits for a decision, what changed last.
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight, FileInput } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Overview } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { LoadButton } from '../../parts/LoadButton.tsx';
import { useNow } from '../../session/useNow.ts';
import { useAsk } from '../../session/ask.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { toneIcons, type Tone } from '../../ui/Badge.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { RecentChanges } from './RecentChanges.tsx';

/** Every number leads to its rows. */
export function OverviewScreen() {
  const { t } = useText();
  const [on] = useReferenceDay();
  const { data, error } = useAsk('overview', { today: on }, { keep: true });
  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!data) return <Busy label={t('ui.loading')} />;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('overview.title')}</h1>
        <span className="spring" />
        <LoadButton look="plain" />
      </header>
      {data.rows === 0 && data.sources.length === 0 ? (
        <EmptyState
          icon={FileInput}
          title={t('overview.emptyTitle')}
          actions={<LoadButton />}
        >
          {t('overview.emptyBody')}
        </EmptyState>
      ) : (
        <div className="screen-body">
          <div className="page">
            <Scorecard data={data} />
            <Next data={data} />
            <div className="overview-columns">
              <SourceTable data={data} />
              <RecentChanges lines={data.recent} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function Scorecard({ data }: { data: Overview }) {
  const { t, number, percent } = useText();
  const { readOnly } = useWorkspace();
  const behind = data.rows - data.goldenRecords;
  return (
    <section className="scores" aria-label={t('overview.title')}>
      <Score name={t('overview.rows')} value={number(data.rows)} sub={t('overview.rowsSub', { count: data.sources.length })} link={<Link to="/records" />} />
      <Score
        name={t('overview.quarantined')}
        value={number(data.quarantined)}
        sub={data.quarantined === 0 ? t('overview.quarantinedNone') : t('overview.quarantinedSome')}
        {...(data.quarantined > 0 ? { tone: 'conflict' as const } : {})}
        link={<Link to="/sources" />}
      />
      <Score
        name={t('overview.quality')}
        value={data.quality === null ? '–' : percent(data.quality.overall, 1)}
        sub={data.quality === null ? t('overview.qualityNone') : t('overview.qualitySub', { count: data.quality.open })}
        {...(data.quality !== null && data.quality.rowsWithErrors > 0 ? { tone: 'conflict' as const } : {})}
        link={<Link to="/quality" />}
      />
      <Score
        name={t('overview.review')}
        value={data.groups ? number(data.groups.open) : '–'}
        sub={data.groups ? t('overview.reviewSub', { merged: data.groups.merged, distinct: data.groups.distinct }) : t(readOnly ? 'audit.noGroups' : 'overview.reviewNever')}
        {...(data.groups && data.groups.open > 0 ? { tone: 'review' as const } : {})}
        link={<Link to="/duplicates" />}
      />
      <Score
        name={t('overview.stale')}
        value={data.stale === null ? '–' : number(data.stale)}
        sub={data.stale === null ? t('overview.staleNone') : t('overview.staleSub', { share: percent(data.goldenRecords === 0 ? 0 : data.stale / data.goldenRecords, 1) })}
        {...(data.stale !== null && data.stale > 0 ? { tone: 'stale' as const } : {})}
        link={<Link to="/stale" />}
      />
      <Score name={t('overview.golden')} value={number(data.goldenRecords)} sub={behind === 0 ? t('overview.goldenAll') : t('overview.goldenSub', { count: behind })} link={<Link to="/records" search={{ of: 'golden' }} />} {...(behind > 0 ? { tone: 'match' as const } : {})} />
    </section>
  );
}

function Score({ name, value, sub, tone, link }: { name: string; value: string; sub: string; tone?: Tone; link: React.ReactElement<{ className?: string; children?: ReactNode }> }) {
  const Shape = tone && toneIcons[tone];
  const { type: Target, props } = link;
  return (
    <Target {...props} {...{ className: 'score' }}>
      <span className="score-name">
        {Shape && <Shape size={13} strokeWidth={2.2} aria-hidden="true" className={`tone-${tone}`} />}
        {name}
      </span>
      <span className="score-value">{value}</span>
      <span className="score-sub">{sub}</span>
    </Target>
  );
}

function Next({ data }: { data: Overview }) {
  const { t } = useText();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const steps: { id: string; tone: Tone | null; text: string; action: string; run: () => void }[] = [];
  // Who only reads can look for nothing, and came for the log.
  if (readOnly) steps.push({ id: 'verify', tone: null, text: t('audit.stepVerify'), action: t('place.log'), run: () => void navigate({ to: '/log' }) });
  else if (data.groups === null && data.rows > 0) steps.push({ id: 'find', tone: null, text: t('overview.stepFind', { rows: data.rows }), action: t('overview.stepFindAction'), run: () => void navigate({ to: '/duplicates' }) });
  if (data.groups && data.groups.open > 0) steps.push({ id: 'review', tone: 'review', text: t('overview.stepReview', { count: data.groups.open }), action: t('overview.stepReviewAction'), run: () => void navigate({ to: '/duplicates' }) });
  if (data.quarantined > 0) steps.push({ id: 'quarantine', tone: 'conflict', text: t('overview.stepQuarantine', { count: data.quarantined }), action: t('overview.stepQuarantineAction'), run: () => void navigate({ to: '/sources' }) });
  if (data.quality !== null && data.quality.rowsWithErrors > 0) steps.push({ id: 'quality', tone: 'conflict', text: t('overview.stepQuality', { count: data.quality.rowsWithErrors }), action: t('overview.stepQualityAction'), run: () => void navigate({ to: '/quality', search: { view: 'findings' } }) });
  if (data.stale !== null && data.stale > 0) steps.push({ id: 'stale', tone: 'stale', text: t('overview.stepStale', { count: data.stale }), action: t('overview.stepStaleAction'), run: () => void navigate({ to: '/stale' }) });
  if (!readOnly && data.groups && data.groups.merged > 0) steps.push({ id: 'export', tone: 'match', text: t('overview.stepExport'), action: t('overview.stepExportAction'), run: () => void navigate({ to: '/export' }) });
  if (steps.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('overview.needsYou')}</h2>
      <ul className="steps panel">
        {steps.map((step, index) => {
          const Shape = step.tone ? toneIcons[step.tone] : ArrowRight;
          return (
            <li key={step.id}>
              <Shape size={16} strokeWidth={1.8} aria-hidden="true" className={step.tone ? `tone-${step.tone}` : ''} />
              <span>{step.text}</span>
              <Button look={index === 0 ? 'primary' : 'plain'} onPress={step.run}>
                {step.action}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function SourceTable({ data }: { data: Overview }) {
  const { t, number, percent, ago } = useText();
  const now = useNow();
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('overview.sources')}</h2>
      </div>
      <div className="panel table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('overview.source')}</th>
              <th scope="col" className="number">
                {t('sources.rows')}
              </th>
              <th scope="col">{t('overview.share')}</th>
              <th scope="col">{t('overview.lastLoad')}</th>
            </tr>
          </thead>
          <tbody>
            {data.sources.map(({ source, rows, lastLoadAt }) => (
              <tr key={source.id}>
                <td>
                  <Link to="/records" search={{ sources: [source.id] }}>
                    {source.name}
                  </Link>
                </td>
                <td className="number">{number(rows)}</td>
                <td>
                  <span className="share" title={percent(data.rows === 0 ? 0 : rows / data.rows, 1)}>
                    <span style={{ width: `${data.rows === 0 ? 0 : (rows / data.rows) * 100}%` }} />
                  </span>
                </td>
                <td className="quiet tight">{ago(lastLoadAt, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
