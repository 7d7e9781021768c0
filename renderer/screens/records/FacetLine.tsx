// One line of a facet: a value to include, to exclude, and how many rows have it.
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
};

export function FacetLine({ value, count, isAside = false, isIncluded, isExcluded, onInclude, onExclude }: Props) {
  const { t, number } = useText();
  const mark = isExcluded ? 'excluded' : undefined;
  return (
    <div className="facet-line">
      <Checkbox isSelected={isIncluded} onChange={onInclude}>
        {isAside ? <em className={mark}>{value}</em> : <span className={mark}>{value}</span>}
      </Checkbox>
      <AriaButton className="facet-exclude" aria-label={isExcluded ? t('records.includeAction', { value }) : t('records.excludeAction', { value })} onPress={onExclude}>
        ≠
      </AriaButton>
      <span className="count">{number(count)}</span>
    </div>
  );
}
