// Filters at the left of the records: what the app found out, sources, and the values of any field with their counts.
import { Plus, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { rowFlags, type RecordsQuery } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { Load, Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import type { FacetChoice, RecordsSearch } from '../../session/routes.ts';
import { useStored } from '../../session/stored.ts';
import { toneIcons } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Checkbox, SearchField } from '../../ui/Fields.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { facetFilters } from './buildFilter.ts';
import { flagTones } from './FlagBadges.tsx';

type Props = {
  search: RecordsSearch;
  query: RecordsQuery;
  fields: readonly FieldId[];
  suggested: readonly FieldId[];
  sources: readonly { readonly source: Source; readonly loads: readonly Load[] }[];
  onChange: (change: { flags?: RecordsSearch['flags'] | undefined; sources?: RecordsSearch['sources'] | undefined }) => void;
  onFacet: (field: string, choice: FacetChoice) => void;
};
const toggled = <T,>(items: readonly T[] | undefined, item: T, isOn: boolean): readonly T[] | undefined => {
  const rest = (items ?? []).filter((other) => other !== item);
  const next = isOn ? [...rest, item] : rest;
  return next.length > 0 ? next : undefined;
};

/** Chosen facets and those with few values first; any other field can be added. */
export function FacetPane({ search, query, fields, suggested, sources, onChange, onFacet }: Props) {
  const words = useText();
  const { t } = words;
  const [open, setOpen] = useStored<readonly FieldId[]>('records.facets', suggested.slice(0, 3));
  const shown = useMemo(() => {
    const chosen = Object.keys(search.facets ?? {}) as FieldId[];
    return [...chosen.filter((field) => !open.includes(field)), ...open].filter((field) => fields.includes(field));
  }, [fields, open, search.facets]);
  useEffect(() => {
    const onAsked = (event: Event) => {
      const field = (event as CustomEvent<FieldId>).detail;
      if (!open.includes(field)) setOpen([field, ...open]);
    };
    window.addEventListener('fichero:facet', onAsked);
    return () => window.removeEventListener('fichero:facet', onAsked);
  }, [open, setOpen]);
  const rest = fields.filter((field) => !shown.includes(field));
  return (
    <div className="facets">
      <section className="facet" aria-label={t('records.flags')}>
        <h3>{t('records.flags')}</h3>
        {rowFlags.map((flag) => {
          const Shape = toneIcons[flagTones[flag]];
          return (
            <Checkbox key={flag} isSelected={search.flags?.includes(flag) ?? false} onChange={(isOn) => onChange({ flags: toggled(search.flags, flag, isOn) })}>
              <span className="facet-flag">
                <Shape size={13} strokeWidth={2.2} className={`tone-${flagTones[flag]}`} aria-hidden="true" />
                {t(`records.flag.${flag}`)}
              </span>
            </Checkbox>
          );
        })}
      </section>
      {sources.length > 1 && (
        <section className="facet" aria-label={t('records.sources')}>
          <h3>{t('records.sources')}</h3>
          {sources.map(({ source }) => (
            <Checkbox key={source.id} isSelected={search.sources?.includes(source.id) ?? false} onChange={(isOn) => onChange({ sources: toggled(search.sources, source.id as number, isOn) })}>
              {source.name}
            </Checkbox>
          ))}
        </section>
      )}
      {shown.map((field) => (
        <FieldFacet
          key={field}
          field={field}
          query={query}
          choice={search.facets?.[field] ?? {}}
          onChange={(choice) => onFacet(field, choice)}
          onRemove={() => {
            setOpen(open.filter((other) => other !== field));
            if (search.facets?.[field]) onFacet(field, {});
          }}
        />
      ))}
      {rest.length > 0 && (
        <div>
          <Menu
            label={t('records.addFacet')}
            button={
              <Button size="small" look="quiet" icon={Plus}>
                {t('records.addFacet')}
              </Button>
            }
          >
            {rest.map((field) => (
              <MenuItem key={field} onAction={() => setOpen([...open, field])}>
                {wordField(words, field)}
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
    </div>
  );
}

const shortList = 7;
const longList = 200;

function FieldFacet({ field, query, choice, onChange, onRemove }: { field: FieldId; query: RecordsQuery; choice: FacetChoice; onChange: (choice: FacetChoice) => void; onRemove: () => void }) {
  const words = useText();
  const { t, number } = words;
  const [isLong, setLong] = useState(false);
  const [typed, setTyped] = useState('');
  // Counts are made under all other filters, so that other values of the same field can be added.
  const others = useMemo<RecordsQuery>(() => {
    const own = new Set(facetFilters(field, choice).map((filter) => JSON.stringify(filter)));
    return query.filter.kind === 'all' ? { ...query, sort: [], filter: { kind: 'all', of: query.filter.of.filter((part) => !own.has(JSON.stringify(part))) } } : query;
  }, [choice, field, query]);
  const { data } = useAsk('records.facet', { query: others, field, limit: isLong || typed !== '' ? longList : shortList, search: typed }, { keep: true });
  const name = wordField(words, field);
  const include = choice.include ?? [];
  const exclude = choice.exclude ?? [];
  const values = [...(data?.values ?? [])];
  for (const value of [...include, ...exclude]) if (!values.some((other) => other.value === value) && typed === '') values.push({ value, count: 0 });
  const withInclude = (next: readonly string[]): FacetChoice => ({ ...choice, include: next, exclude: exclude.filter((value) => !next.includes(value)) });
  const more = data ? data.distinct - data.values.length : 0;
  return (
    <section className="facet" aria-label={name}>
      <div className="facet-head">
        <h3 className="truncate">{name}</h3>
        {include.length > 0 && (
          <Button size="small" look="quiet" onPress={() => onChange({ exclude: include, ...(choice.blank === 'only' ? { blank: 'not' as const } : {}) })}>
            {t('records.invert')}
          </Button>
        )}
        <IconButton size="small" icon={X} label={t('records.removeFacet', { field: name })} onPress={onRemove} />
      </div>
      {(isLong || typed !== '') && <SearchField label={t('records.facetSearch', { field: name })} value={typed} onChange={setTyped} />}
      <div className={isLong ? 'facet-values long' : 'facet-values'}>
        {values.map(({ value, count }) => (
          <div className="facet-line" key={value}>
            <Checkbox isSelected={include.includes(value)} onChange={(isOn) => onChange(withInclude(isOn ? [...include, value] : include.filter((other) => other !== value)))}>
              <span className={exclude.includes(value) ? 'excluded' : undefined}>{value}</span>
            </Checkbox>
            <AriaButton
              className="facet-exclude"
              aria-label={exclude.includes(value) ? t('records.includeAction', { value }) : t('records.excludeAction', { value })}
              onPress={() => onChange({ ...choice, include: include.filter((other) => other !== value), exclude: exclude.includes(value) ? exclude.filter((other) => other !== value) : [...exclude, value] })}
            >
              ≠
            </AriaButton>
            <span className="count">{number(count)}</span>
          </div>
        ))}
        {data && data.blank > 0 && typed === '' && (
          <div className="facet-line">
            <Checkbox isSelected={choice.blank === 'only'} onChange={(isOn) => onChange({ include, exclude, ...(isOn ? { blank: 'only' as const } : {}) })}>
              <em className={choice.blank === 'not' ? 'excluded' : undefined}>{t('records.blank')}</em>
            </Checkbox>
            <AriaButton className="facet-exclude" aria-label={t('records.excludeAction', { value: t('records.blank') })} onPress={() => onChange({ include, exclude, ...(choice.blank === 'not' ? {} : { blank: 'not' as const }) })}>
              ≠
            </AriaButton>
            <span className="count">{number(data.blank)}</span>
          </div>
        )}
      </div>
      {more > 0 && !isLong && typed === '' && (
        <AriaButton className="facet-more" onPress={() => setLong(true)}>
          {t('records.moreValues', { count: more })}
        </AriaButton>
      )}
    </section>
  );
}
