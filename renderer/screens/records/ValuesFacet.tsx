// The values of a field with their counts: include, exclude, invert, rows without one.
import { ChartColumn } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import type { FacetChoice } from '../../session/routes.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { SearchField } from '../../ui/Fields.tsx';
import { invertFacet } from '../../session/buildFilter.ts';
import { BulkEditDialog } from '../../parts/BulkEditDialog.tsx';
import { useWorkspace } from '../../session/session.ts';
import { FacetHead } from './FacetHead.tsx';
import { FacetLine } from './FacetLine.tsx';
import type { FieldFacetProps } from './FieldFacet.tsx';

const shortList = 7;
const longList = 200;

/** `onRange` shows numbers and dates as a histogram again. */
export function ValuesFacet({ field, query, choice, onChange, onRemove, onRange }: FieldFacetProps & { onRange?: () => void }) {
  const words = useText();
  const { t } = words;
  const [isLong, setLong] = useState(false);
  const [typed, setTyped] = useState('');
  const { readOnly } = useWorkspace();
  const [edited, setEdited] = useState<string | null>(null);
  const { data } = useAsk('records.facet', { query, field, limit: isLong || typed !== '' ? longList : shortList, search: typed }, { keep: true });
  const name = wordField(words, field);
  const include = choice.include ?? [];
  const exclude = choice.exclude ?? [];
  const values = [...(data?.values ?? [])];
  for (const value of [...include, ...exclude]) if (!values.some((other) => other.value === value) && typed === '') values.push({ value, count: 0 });
  // Values and a range of the same field do not go together: what is chosen here takes the range's place.
  const change = ({ include: included, exclude: excluded, blank }: FacetChoice) => onChange({ ...(included ? { include: included } : {}), ...(excluded ? { exclude: excluded } : {}), ...(blank ? { blank } : {}) });
  const without = (all: readonly string[], value: string) => all.filter((other) => other !== value);
  const more = data ? data.distinct - data.values.length : 0;
  const isChosen = include.length + exclude.length > 0 || choice.blank !== undefined;
  return (
    <section className="facet" aria-label={name}>
      <FacetHead name={name} onRemove={onRemove}>
        {isChosen && (
          <Button size="small" look="quiet" onPress={() => change(invertFacet(choice))}>
            {t('records.invert')}
          </Button>
        )}
        {onRange && <IconButton size="small" icon={ChartColumn} label={t('records.asRange')} onPress={onRange} />}
      </FacetHead>
      {(isLong || typed !== '') && <SearchField label={t('records.facetSearch', { field: name })} value={typed} onChange={setTyped} />}
      <div className={isLong ? 'facet-values long' : 'facet-values'}>
        {values.map(({ value, count }) => (
          <FacetLine
            key={value}
            value={value}
            count={count}
            isIncluded={include.includes(value)}
            isExcluded={exclude.includes(value)}
            onEdit={readOnly ? undefined : () => setEdited(value)}
            onInclude={(isOn) => change({ ...choice, include: isOn ? [...include, value] : without(include, value), exclude: without(exclude, value) })}
            onExclude={() => change({ ...choice, include: without(include, value), exclude: exclude.includes(value) ? without(exclude, value) : [...exclude, value] })}
          />
        ))}
        {data && (data.blank > 0 || choice.blank !== undefined) && typed === '' && (
          <FacetLine
            value={t('records.blank')}
            count={data.blank}
            isAside
            isIncluded={choice.blank === 'only'}
            isExcluded={choice.blank === 'not'}
            onInclude={(isOn) => change({ include, exclude, ...(isOn ? { blank: 'only' } : {}) })}
            onExclude={() => change({ include, exclude, ...(choice.blank === 'not' ? {} : { blank: 'not' }) })}
          />
        )}
      </div>
      {more > 0 && !isLong && typed === '' && (
        <AriaButton className="facet-more" onPress={() => setLong(true)}>
          {t('records.moreValues', { count: more })}
        </AriaButton>
      )}
      {edited !== null && <BulkEditDialog scope={{ query: { of: query.of, filter: { kind: 'equals', field, values: [edited] }, sort: [] } }} fields={[field]} start={{ field, value: edited }} onClose={() => setEdited(null)} />}
    </section>
  );
}
