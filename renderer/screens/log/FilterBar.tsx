// The conditions on the entries: words, person, kind, field, source, days, row.
import { FilterX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { wordAct } from '../../i18n/wordLog.ts';
import { useAsk } from '../../session/ask.ts';
import type { LogSearch } from '../../session/routes.ts';
import { useSettings } from '../../session/settings.ts';
import { Tag } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { SearchField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { isFiltered } from './logFilter.ts';

const any = 'any';
const dayMs = 86_400_000;
/** Between days in the address and days since 1970-01-01. */
const dayOf = (text: string | undefined) => (text === undefined ? null : Date.parse(text) / dayMs);
const textOf = (day: number | null) => (day === null ? undefined : new Date(day * dayMs).toISOString().slice(0, 10));
/** Typing rests this long before the log is searched. */
const restMs = 200;

export function FilterBar({ search, onChange }: { search: LogSearch; onChange: (search: LogSearch) => void }) {
  const words = useText();
  const { t, number } = words;
  const own = useSettings((state) => state.settings.actor);
  const { data } = useAsk('log.facets', undefined, { keep: true });
  const [typed, setTyped] = useState(search.q ?? '');
  const with_ = (change: { [Key in keyof LogSearch]?: LogSearch[Key] | undefined }) => {
    const { entry: _, ...rest } = { ...search, ...change };
    onChange(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as LogSearch);
  };
  useEffect(() => {
    if (typed === (search.q ?? '')) return undefined;
    const timer = setTimeout(() => with_({ q: typed === '' ? undefined : typed }), restMs);
    return () => clearTimeout(timer);
  });
  const choose = (id: string) => (id === any ? undefined : id);
  return (
    <div className="filter-bar" role="search" aria-label={t('audit.filter.label')}>
      <SearchField label={t('audit.filter.search')} value={typed} onChange={setTyped} />
      <Select
        label={t('audit.filter.actor')}
        labelled="hidden"
        value={search.actor ?? any}
        choices={[{ id: any, label: t('audit.filter.anybody') }, ...(data?.actors ?? []).map(({ actor, entries }) => ({ id: actor, label: actor === own ? t('log.you') : actor.slice(0, 14), detail: number(entries) }))]}
        onChange={(id) => with_({ actor: choose(id) })}
      />
      <Select
        label={t('audit.filter.act')}
        labelled="hidden"
        value={search.act ?? any}
        choices={[{ id: any, label: t('log.allActs') }, ...(data?.acts ?? []).map(({ act, entries }) => ({ id: act, label: wordAct(words, act), detail: number(entries) }))]}
        onChange={(id) => with_({ act: choose(id) })}
      />
      <Select
        label={t('audit.filter.field')}
        labelled="hidden"
        value={search.field ?? any}
        choices={[{ id: any, label: t('audit.filter.anyField') }, ...(data?.fields ?? []).map((field) => ({ id: field, label: wordField(words, field as FieldId) }))]}
        onChange={(id) => with_({ field: choose(id) })}
      />
      <Select
        label={t('audit.filter.source')}
        labelled="hidden"
        value={search.source === undefined ? any : String(search.source)}
        choices={[{ id: any, label: t('audit.filter.anySource') }, ...(data?.sources ?? []).map(({ id, name }) => ({ id: String(id), label: name }))]}
        onChange={(id) => with_({ source: id === any ? undefined : Number(id) })}
      />
      <DayField label={t('audit.filter.from')} labelled="hidden" value={dayOf(search.from)} onChange={(day) => with_({ from: textOf(day) })} />
      <span className="faint" aria-hidden="true">
        –
      </span>
      <DayField label={t('audit.filter.to')} labelled="hidden" value={dayOf(search.to)} onChange={(day) => with_({ to: textOf(day) })} />
      {search.row !== undefined && (
        <Tag removeLabel={t('ui.clear')} onRemove={() => with_({ row: undefined })}>
          {t('audit.filter.ofRow', { row: search.row })}
        </Tag>
      )}
      {isFiltered(search) && (
        <Button
          look="quiet"
          icon={FilterX}
          onPress={() => {
            setTyped('');
            onChange({});
          }}
        >
          {t('audit.filter.clear')}
        </Button>
      )}
    </div>
  );
}
