// The head of the duplicates screen: what the run found, its threshold, and merging what is almost certain.
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, ListChecks, RotateCw, Scale, SlidersHorizontal, Trophy, Users, Zap } from 'lucide-react';
import { useState } from 'react';
import type { MatchRun, QueueFilter } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { useJobs } from '../../session/jobs.ts';
import { useWorkspace } from '../../session/session.ts';
import { useSettings } from '../../session/settings.ts';
import { useSingleKey } from '../../session/useSingleKey.ts';
import { CompareTwo } from '../../parts/CompareTwo.tsx';
import { SurvivorshipDialog } from '../../parts/SurvivorshipDialog.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Note } from '../../ui/States.tsx';
import { ApprovalsDialog } from './ApprovalsDialog.tsx';
import { BandDialog } from './BandDialog.tsx';
import { ModelDialog } from './ModelDialog.tsx';

/** `find` looks for duplicates anew. */
export function RunHeader({ run, find, filter }: { run: MatchRun; find: () => void; /** What the queue shows: merging at once is about that. */ filter: QueueFilter }) {
  const words = useText();
  const { t, duration } = words;
  const navigate = useNavigate();
  const { readOnly } = useWorkspace();
  const [shown, setShown] = useState<'details' | 'band' | 'rules' | 'approvals' | 'two' | null>(null);
  const singleKeys = useSettings((state) => state.settings.singleKeys);
  const merging = useJobs((state) => state.jobs.some((job) => job.kind === 'merging'));
  // Without any choice of its own the queue shows everything: then only what is almost certain is offered.
  const isPlain = filter.reason === null && filter.source === null && filter.rows === null;
  const waiting = filter.band === null && isPlain ? run.bands.automatic : filter.band === null ? 1 : run.bands[filter.band];
  const canMergeBand = waiting > 0 && !readOnly && !merging;
  useSingleKey('b', singleKeys && canMergeBand, () => setShown('band'));
  return (
    <>
      <header className="screen-head">
        <h1>{t('duplicates.title')}</h1>
        <span className="sub">{t('duplicates.runSummary', { groups: run.groups, rows: run.rowsInGroups, time: duration(run.seconds * 1000) })}{run.model !== null && ` ${t('model.usedBy', { name: run.model })}`}</span>
        <span className="spring" />
        {waiting > 0 && (
          <Button icon={Zap} keys={singleKeys ? 'B' : undefined} isDisabled={!canMergeBand} onPress={() => setShown('band')}>
            {t('duplicates.mergeBand')}
          </Button>
        )}
        <IconButton look="plain" icon={Scale} label={t('model.whyNot')} onPress={() => setShown('two')} />
        <Button icon={SlidersHorizontal} onPress={() => setShown('details')}>
          {t('duplicates.settings')}
        </Button>
        <Button icon={RotateCw} isDisabled={readOnly} onPress={find}>
          {t('duplicates.runAgain')}
        </Button>
        <Menu label={t('steward.more')} placement="bottom end" button={<IconButton icon={Ellipsis} label={t('steward.more')} />}>
          <MenuItem icon={ListChecks} onAction={() => void navigate({ to: '/duplicates', search: { view: 'decisions' } })}>
            {t('steward.decisions.open')}
          </MenuItem>
          <MenuItem icon={Trophy} onAction={() => setShown('rules')}>
            {t('steward.rules.open')}
          </MenuItem>
          <MenuItem icon={Users} onAction={() => setShown('approvals')}>
            {t('steward.approvals.open')}
          </MenuItem>
        </Menu>
      </header>
      {run.outdated && (
        <div className="screen-note">
          <Note
            tone="review"
            action={
              <Button size="small" isDisabled={readOnly} onPress={find}>
                {t('duplicates.runAgain')}
              </Button>
            }
          >
            {t('duplicates.outdated')}
          </Note>
        </div>
      )}
      {shown === 'details' && <ModelDialog run={run} find={find} onClose={() => setShown(null)} />}
      {shown === 'two' && <CompareTwo start={[]} onClose={() => setShown(null)} />}
      {shown === 'band' && <BandDialog filter={filter.band === null && isPlain ? { ...filter, band: 'automatic' } : filter} onClose={() => setShown(null)} />}
      {shown === 'rules' && <SurvivorshipDialog onClose={() => setShown(null)} />}
      {shown === 'approvals' && <ApprovalsDialog onClose={() => setShown(null)} />}
    </>
  );
}
