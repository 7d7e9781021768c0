// One line of a facet: a value to include, to exclude, and how many rows have it.
import { Pencil } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../i18n/useText.ts';
import { Checkbox } from '../../ui/Fields.tsx';

type Props = {
  value: string;
  count: number;
  /** For what is no value itself: rows without one. */
  isAside?: boolean;
  isIncluded: boolean;
  isExcluded: boolean;
  onInclude: (isOn: boolean) => void;
  onExclude: () => void;
  /** Changes the value in all its rows. */
  onEdit?: (() => void) | undefined;
};

export function FacetLine({ value, count, isAside = false, isIncluded, isExcluded, onInclude, onExclude, onEdit }: Props) {
  const { t, number } = useText();
  const mark = isExcluded ? 'excluded' : undefined;
  return (
    <div className="facet-line">
      <Checkbox isSelected={isIncluded} onChange={onInclude}>
        {isAside ? <em className={mark}>{value}</em> : <span className={mark}>{value}</span>}
      </Checkbox>
      {onEdit && (
        <AriaButton className="facet-exclude" aria-label={`${t('steward.bulk.edit')}: ${value}`} onPress={onEdit}>
          <Pencil size={12} />
        </AriaButton>
      )}
      <AriaButton className="facet-exclude" aria-label={isExcluded ? t('records.includeAction', { value }) : t('records.excludeAction', { value })} onPress={onExclude}>
        ≠
      </AriaButton>
      <span className="count">{number(count)}</span>
    </div>
  );
}
