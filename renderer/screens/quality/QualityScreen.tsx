// How good the data is: the score and what would raise it, the columns, what breaks which rule.
import { useNavigate } from '@tanstack/react-router';
import { BadgeCheck } from 'lucide-react';
import type { QualityView } from '../../session/routes.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { LoadButton } from '../../parts/LoadButton.tsx';
import { qualityRoute, qualityViews } from '../../session/routes.ts';
import { useReferenceDay } from '../../session/referenceDay.ts';
import { ReferenceDay } from '../../parts/ReferenceDay.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Analysing } from './Analysing.tsx';
import { ColumnsView } from './ColumnsView.tsx';
import { FindingsView } from './FindingsView.tsx';
import { ReportMenu } from './ReportMenu.tsx';
import { ScoreView } from './ScoreView.tsx';
import { StandardiseView } from './StandardiseView.tsx';

/** Which view is shown, and what is chosen in it, stands in the address. */
export function QualityScreen() {
  const { t } = useText();
  const navigate = useNavigate();
  const [today] = useReferenceDay();
  const { view = 'score' } = qualityRoute.useSearch();
  const { data: overview } = useAsk('overview', { today }, { keep: true });
  const hasRows = overview !== undefined && overview.rows > 0;
  const { data: summary, error } = useAsk('quality.summary', { today }, { keep: true, enabled: hasRows });
  if (error && !summary) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t('quality.title')}</h1>
        {hasRows && (
          <Segments
            label={t('quality.views')}
            value={view}
            onChange={(next: QualityView) => void navigate({ to: '/quality', search: next === 'score' ? {} : { view: next } })}
            choices={qualityViews.map((id) => ({ id, label: t(`quality.view.${id}`) }))}
          />
        )}
        {summary && <span className="sub">{t('quality.summary', { count: summary.open, rows: summary.rows })}</span>}
        <span className="spring" />
        {hasRows && <ReferenceDay />}
        {summary && view === 'score' && <ReportMenu summary={summary} />}
      </header>
      {overview && !hasRows ? (
        <EmptyState
          icon={BadgeCheck}
          title={t('quality.emptyTitle')}
          actions={<LoadButton />}
        >
          {t('quality.emptyBody')}
        </EmptyState>
      ) : !summary ? (
        <Analysing />
      ) : view === 'score' ? (
        <ScoreView summary={summary} />
      ) : view === 'columns' ? (
        <ColumnsView today={today} />
      ) : view === 'findings' ? (
        <FindingsView today={today} />
      ) : (
        <StandardiseView today={today} />
      )}
    </div>
  );
}
