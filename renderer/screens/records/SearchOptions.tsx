// How the search of the records looks: for whole values, for words, for similar spellings; and in which fields.
import { SlidersHorizontal } from 'lucide-react';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import type { RecordsSearch } from '../../session/routes.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Pop } from '../../ui/Dialog.tsx';
import { Checkbox, Radios } from '../../ui/Fields.tsx';

const modes = ['substring', 'exact', 'fuzzy'] as const;

/** Stands beside the search field. No field ticked means all of them. */
export function SearchOptions({ search, fields, onChange }: { search: RecordsSearch; fields: readonly FieldId[]; onChange: (change: { mode?: RecordsSearch['mode'] | undefined; in?: RecordsSearch['in'] | undefined }) => void }) {
  const words = useText();
  const { t } = words;
  const chosen = search.in ?? [];
  const isPlain = search.mode === undefined && search.in === undefined;
  return (
    <Pop label={t('records.searchOptions')} button={<IconButton icon={SlidersHorizontal} label={t('records.searchOptions')} look={isPlain ? 'quiet' : 'plain'} />}>
      <div className="popover-body search-options">
        <Radios
          label={t('records.searchOptions')}
          value={search.mode ?? 'substring'}
          onChange={(mode) => onChange({ mode: mode === 'substring' ? undefined : mode })}
          choices={modes.map((mode) => ({ id: mode, label: t(`records.mode.${mode}`), detail: t(`records.modeHelp.${mode}`) }))}
        />
        <div role="group" aria-label={t('records.searchFields')} className="search-fields">
          <span className="field-label">{t('records.searchFields')}</span>
          <Checkbox isSelected={search.in === undefined} isIndeterminate={search.in !== undefined} onChange={() => onChange({ in: undefined })}>
            {t('records.allFields')}
          </Checkbox>
          <div className="column-list">
            {fields.map((field) => (
              <Checkbox
                key={field}
                isSelected={chosen.includes(field)}
                onChange={(isOn) => {
                  const next = isOn ? [...chosen, field] : chosen.filter((other) => other !== field);
                  onChange({ in: next.length === 0 ? undefined : next });
                }}
              >
                {wordField(words, field)}
              </Checkbox>
            ))}
          </div>
        </div>
      </div>
    </Pop>
  );
}
