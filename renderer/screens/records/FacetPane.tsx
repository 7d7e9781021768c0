// Filters at the left of the records: what the app found out, sources, and the values of any field with their counts.
import { Plus } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { rowFlags, type RecordsQuery } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import type { Load, Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import { buildQuery } from '../../session/buildFilter.ts';
import type { FacetChoice, RecordsSearch } from '../../session/routes.ts';
import { useStored } from '../../session/stored.ts';
import { toneIcons } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Fields.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { FieldFacet } from './FieldFacet.tsx';
import { flagTones } from './FlagBadges.tsx';

type Props = {
  search: RecordsSearch;
  query: RecordsQuery;
  fields: readonly FieldId[];
  /** Where a search looks. */
  searched: readonly FieldId[];
  /** Whether the rows of this query are there; what is counted beside them waits for that. */
  isAnswered: boolean;
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

const noFields: readonly FieldId[] = [];

/** Chosen facets and those with few values first; any other field can be added. */
export function FacetPane({ search, query, fields, searched, isAnswered, suggested, sources, onChange, onFacet }: Props) {
  const words = useText();
  const { t, number } = words;
  const [open, setOpen] = useStored<readonly FieldId[]>('records.facets', suggested.slice(0, 3));
  const shown = useMemo(() => {
    const chosen = Object.keys(search.facets ?? {}) as FieldId[];
    return [...chosen.filter((field) => !open.includes(field)), ...open].filter((field) => fields.includes(field));
  }, [fields, open, search.facets]);
  const [listed, setListed] = useStored<readonly FieldId[]>('records.listed', noFields);
  const { data: types } = useAsk('records.types', { fields: shown }, { keep: true });
  useEffect(() => {
    const onAsked = (event: Event) => {
      const field = (event as CustomEvent<FieldId>).detail;
      if (!open.includes(field)) setOpen([field, ...open]);
    };
    window.addEventListener('fichero:facet', onAsked);
    return () => window.removeEventListener('fichero:facet', onAsked);
  }, [open, setOpen]);
  const rest = fields.filter((field) => !shown.includes(field));
  // Like every facet these are counted without their own conditions.
  const { sort: _, descending: __, ...unsorted } = search;
  const { flags: ___, ...otherThanFlags } = unsorted;
  const { sources: ____, ...otherThanSources } = unsorted;
  const { data: ofFlags } = useAsk('records.sets', { query: buildQuery(otherThanFlags, searched) }, { keep: true, enabled: isAnswered });
  const { data: ofSources } = useAsk('records.sets', { query: buildQuery(otherThanSources, searched) }, { keep: true, enabled: isAnswered && sources.length > 1 });
  return (
    <div className="facets">
      <section className="facet" aria-label={t('records.flags')}>
        <h3>{t('records.flags')}</h3>
        {rowFlags.map((flag) => {
          const Shape = toneIcons[flagTones[flag]];
          return (
            <div key={flag} className="facet-line">
              <Checkbox isSelected={search.flags?.includes(flag) ?? false} onChange={(isOn) => onChange({ flags: toggled(search.flags, flag, isOn) })}>
                <span className="facet-flag">
                  <Shape size={13} strokeWidth={2.2} className={`tone-${flagTones[flag]}`} aria-hidden="true" />
                  {t(`records.flag.${flag}`)}
                </span>
              </Checkbox>
              {ofFlags && <span className="count">{number(ofFlags.flags[flag])}</span>}
            </div>
          );
        })}
      </section>
      {sources.length > 1 && (
        <section className="facet" aria-label={t('records.sources')}>
          <h3>{t('records.sources')}</h3>
          {sources.map(({ source }) => (
            <div key={source.id} className="facet-line">
              <Checkbox isSelected={search.sources?.includes(source.id) ?? false} onChange={(isOn) => onChange({ sources: toggled(search.sources, source.id as number, isOn) })}>
                {source.name}
              </Checkbox>
              {ofSources && <span className="count">{number(ofSources.sources.find((one) => one.source === source.id)?.rows ?? 0)}</span>}
            </div>
          ))}
        </section>
      )}
      {shown.map((field) => (
        <FieldFacet
          key={field}
          field={field}
          type={types?.[field] ?? 'text'}
          isListed={listed.includes(field)}
          onListed={(isListed) => setListed(isListed ? [...listed, field] : listed.filter((other) => other !== field))}
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
