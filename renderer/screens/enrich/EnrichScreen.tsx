// Values that records lack and where they could come from: proposals, records to choose for, reference tables.
import { useNavigate } from '@tanstack/react-router';
import { RotateCw, Sparkles, TableProperties } from 'lucide-react';
import { useState } from 'react';
import type { LoadId } from '../../../shared/model/ids.ts';
import type { BundledId } from '../../../shared/contract/engine.ts';
import type { PickedFile } from '../../../shared/contract/desktop.ts';
import { useText } from '../../i18n/useText.ts';
import { JobProgress } from '../../parts/JobProgress.tsx';
import { useAsk, useTroubleToast } from '../../session/ask.ts';
import { runJob, useJobs } from '../../session/jobs.ts';
import { enrichRoute, type EnrichSearch } from '../../session/routes.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Busy, EmptyState, ErrorState } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { CategoriesView } from './CategoriesView.tsx';
import { ChooseView } from './ChooseView.tsx';
import { LoadReferenceDialog } from './LoadReferenceDialog.tsx';
import { PacksView } from './PacksView.tsx';
import { ProposalsView } from './ProposalsView.tsx';
import { TablesView } from './TablesView.tsx';
import { TieDialog } from './TieDialog.tsx';

type View = NonNullable<EnrichSearch['view']>;
const everything = { source: null, field: null, leastConfidence: 0 } as const;

/** What is being added: a new table, or a version of one that is there, or one that stands for a bundled table. */
export type Adding = { readonly file: PickedFile; readonly replaces: LoadId | null; readonly standsFor: BundledId | null };

/** One tab per question: what is proposed, what needs a choice, what is learnt from. */
export function EnrichScreen() {
  const words = useText();
  const { t, number } = words;
  const session = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const say = useTroubleToast();
  const { view = 'proposals' } = enrichRoute.useSearch();
  const { data: summary, error } = useAsk('enrich.summary', everything, { keep: true });
  const { data: references } = useAsk('enrich.references', undefined, { keep: true });
  const { data: overview } = useAsk('sources.list', undefined, { keep: true });
  const job = useJobs((state) => state.jobs.find((one) => one.kind === 'enriching'));
  const [adding, setAdding] = useState<Adding | null>(null);
  const [tying, setTying] = useState<LoadId | null>(null);
  const show = (next: View) => void navigate({ to: '/enrich', search: next === 'proposals' ? {} : { view: next }, replace: true });
  const look = async () => {
    try {
      await runJob(session, 'enriching', '', 'enrich.look', undefined);
    } catch (thrown) {
      say(thrown);
    }
  };
  const add = async (replaces: LoadId | null, standsFor: BundledId | null) => {
    const [file] = await session.desktop.call('files.pick', { purpose: 'reference', multiple: false });
    if (file !== undefined) setAdding({ file, replaces, standsFor });
  };

  if (error) return <ErrorState title={t('error.title')}>{error.message}</ErrorState>;
  if (!summary || !references || !overview) return <Busy label={t('ui.loading')} />;
  const waiting = references.reduce((sum, { ambiguous }) => sum + (ambiguous ?? 0), 0);
  const isEmpty = overview.length === 0;
  const tied = references.find(({ id }) => id === tying);
  return (
    <div className="screen enrich">
      <header className="screen-head">
        <h1>{t('enrich.title')}</h1>
        {summary.looked && <span className="sub">{t('enrich.summary', { count: summary.all })}</span>}
        <span className="spring" />
        <Button icon={TableProperties} isDisabled={readOnly} onPress={() => void add(null, null)}>
          {t('enrich.addTable')}
        </Button>
        {summary.looked && (
          <Button icon={RotateCw} isDisabled={readOnly || job !== undefined} onPress={() => void look()}>
            {t('enrich.lookAgain')}
          </Button>
        )}
      </header>
      {isEmpty ? (
        <EmptyState icon={Sparkles} title={t('records.emptyTitle')} actions={<Button onPress={() => void navigate({ to: '/sources' })}>{t('place.sources')}</Button>}>
          {t('enrich.noRows')}
        </EmptyState>
      ) : job !== undefined ? (
        <div className="state">
          <div className="run-progress">
            <JobProgress job={job} label={t('job.enriching')} />
          </div>
        </div>
      ) : (
        <Tabs
          label={t('enrich.title')}
          value={view}
          onChange={show}
          tabs={[
            {
              id: 'proposals',
              label: t('enrich.views.proposals'),
              count: summary.looked ? number(summary.all) : undefined,
              content: summary.looked ? (
                <ProposalsView outdated={summary.outdated} look={() => void look()} />
              ) : (
                <EmptyState
                  icon={Sparkles}
                  title={t('enrich.emptyTitle')}
                  actions={
                    <>
                      <Button look="primary" isDisabled={readOnly} onPress={() => void look()}>
                        {t('enrich.look')}
                      </Button>
                      <Button isDisabled={readOnly} onPress={() => void add(null, null)}>
                        {t('enrich.addTable')}
                      </Button>
                    </>
                  }
                >
                  {t('enrich.emptyBody')}
                </EmptyState>
              ),
            },
            { id: 'choose', label: t('enrich.views.choose'), count: waiting > 0 ? number(waiting) : undefined, content: <ChooseView references={references} /> },
            {
              id: 'tables',
              label: t('enrich.views.tables'),
              count: references.length > 0 ? number(references.length) : undefined,
              content: <TablesView references={references} onTie={setTying} onAdd={(replaces, standsFor) => void add(replaces, standsFor)} />,
            },
            { id: 'packs', label: t('enrich.views.packs'), content: <PacksView /> },
            { id: 'categories', label: t('enrich.views.categories'), content: <CategoriesView /> },
          ]}
        />
      )}
      {adding !== null && (
        <LoadReferenceDialog
          key={adding.file.token}
          adding={adding}
          replaced={references.find(({ id }) => id === adding.replaces) ?? null}
          onClose={() => setAdding(null)}
          onLoaded={(id, isTied) => {
            setAdding(null);
            if (isTied) void look();
            else setTying(id);
            show(isTied ? 'proposals' : 'tables');
          }}
        />
      )}
      {tied !== undefined && <TieDialog key={tied.id} reference={tied} onClose={() => setTying(null)} onTied={() => { setTying(null); show('proposals'); }} />}
    </div>
  );
}
