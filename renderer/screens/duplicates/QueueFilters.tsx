// What the queue shows and in what order: state and band in sight, the rest behind one button.
import { SlidersHorizontal } from 'lucide-react';
import { bands, groupReasons, queueOrders, queueStates, type MatchRun, type QueueFilter } from '../../../shared/contract/engine.ts';
import type { SourceId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import type { DuplicatesSearch } from '../../session/routes.ts';
import { useStored } from '../../session/stored.ts';
import { Tag } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Pop } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';

/** The choices of the queue as they stand in the address; `onChange` takes the whole of them. */
export function QueueFilters({ run, search, onChange }: { run: MatchRun; search: DuplicatesSearch; onChange: (search: DuplicatesSearch) => void }) {
  const { t, number } = useText();
  const { data: sources } = useAsk('sources.list', undefined);
  const [views] = useStored<readonly { readonly name: string }[]>('records.views', []);
  const { state, band, reason, source, segment, among, order } = search;
  const change = (next: Partial<Record<keyof DuplicatesSearch, unknown>>) => {
    const { lead: _, ...rest } = { ...search, ...next };
    onChange(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as DuplicatesSearch);
  };
  const sourceName = sources?.find((one) => one.source.id === source)?.source.name ?? '';
  const chosen = [reason, source, segment, among].filter((one) => one !== undefined).length;
  const any = { id: 'any', label: t('steward.filter.any') };
  return (
    <>
      <div className="queue-filters">
        <Select
          label={t('duplicates.stateLabel')}
          labelled="hidden"
          value={state ?? 'open'}
          choices={queueStates.map((id) => ({ id, label: t(`duplicates.state.${id}`) }))}
          onChange={(next: QueueFilter['state']) => change({ state: next === 'open' ? undefined : next })}
        />
        <Select
          label={t('duplicates.bandLabel')}
          labelled="hidden"
          value={band ?? 'all'}
          choices={[{ id: 'all', label: t('duplicates.band.all') }, ...bands.map((id) => ({ id, label: t(`duplicates.band.${id}`), detail: number(run.bands[id]) }))]}
          onChange={(next) => change({ band: next === 'all' ? undefined : next })}
        />
        <Pop label={t('steward.filter.more')} placement="bottom end" button={<IconButton icon={SlidersHorizontal} label={t('steward.filter.more')} aria-pressed={chosen > 0} />}>
          <div className="popover-body search-options">
            <Select label={t('steward.filter.order')} value={order ?? 'risk'} choices={queueOrders.map((id) => ({ id, label: t(`steward.order.${id}`) }))} onChange={(next) => change({ order: next === 'risk' ? undefined : next })} />
            <Select label={t('steward.filter.reason')} value={reason ?? 'any'} choices={[any, ...groupReasons.map((id) => ({ id, label: t(`steward.groupReason.${id}`) }))]} onChange={(next) => change({ reason: next === 'any' ? undefined : next })} />
            <Select
              label={t('steward.filter.source')}
              value={source === undefined ? 'any' : String(source)}
              choices={[any, ...(sources ?? []).map((one) => ({ id: String(one.source.id), label: one.source.name }))]}
              onChange={(next) => change({ source: next === 'any' ? undefined : (Number(next) as SourceId) })}
            />
            <Select
              label={t('steward.filter.segment')}
              value={segment ?? ''}
              choices={[{ id: '', label: t('steward.filter.allRows') }, ...views.map(({ name }) => ({ id: name, label: name }))]}
              onChange={(next) => change({ segment: next === '' ? undefined : next, among: undefined })}
              {...(views.length === 0 ? { help: t('steward.filter.noViews') } : {})}
            />
            {chosen > 0 && (
              <Button look="quiet" onPress={() => change({ reason: undefined, source: undefined, segment: undefined, among: undefined })}>
                {t('steward.filter.clear')}
              </Button>
            )}
          </div>
        </Pop>
      </div>
      {chosen > 0 && (
        <div className="queue-tags">
          {reason && (
            <Tag removeLabel={t('steward.filter.clear')} onRemove={() => change({ reason: undefined })}>
              {t(`steward.groupReason.${reason}`)}
            </Tag>
          )}
          {source !== undefined && (
            <Tag removeLabel={t('steward.filter.clear')} onRemove={() => change({ source: undefined })}>
              {sourceName}
            </Tag>
          )}
          {among && (
            <Tag removeLabel={t('steward.filter.clear')} onRemove={() => change({ among: undefined })}>
              {t('steward.filter.among')}
            </Tag>
          )}
          {segment && (
            <Tag removeLabel={t('steward.filter.clear')} onRemove={() => change({ segment: undefined })}>
              {segment}
            </Tag>
          )}
        </div>
      )}
    </>
  );
}
