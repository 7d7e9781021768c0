// Which column is which field, with samples and how sure the guess is; every guess can be changed.
import Fuse from 'fuse.js';
import { useMemo } from 'react';
import { canonicalFields, type CanonicalField, type FieldId } from '../../../shared/model/fields.ts';
import type { ColumnMapping, FieldMapping } from '../../../shared/model/source.ts';
import type { LoadPreview } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ComboBox, Select, type Choice } from '../../ui/Select.tsx';

const keepOwn = 'own';
const leaveOut = 'out';

/** One line per column of the file. A field taken twice becomes `phone.2` and so on. */
export function MappingTable({ preview, mapping, onChange }: { preview: Pick<LoadPreview, 'mapping' | 'hints'>; mapping: FieldMapping; onChange: (mapping: FieldMapping) => void }) {
  const words = useText();
  const { t, percent } = words;
  const choices = useMemo<readonly Choice<string>[]>(
    () => [
      { id: keepOwn, label: t('load.customField') },
      { id: leaveOut, label: t('load.leaveOut') },
      ...canonicalFields.map((field) => ({ id: field as string, label: wordField(words, field) })).toSorted((left, right) => left.label.localeCompare(right.label, words.language)),
    ],
    [t, words],
  );
  const fuse = useMemo(() => new Fuse([...choices], { keys: ['label'], threshold: 0.35, ignoreLocation: true, ignoreDiacritics: true }), [choices]);
  const set = (column: string, choice: string) => onChange(renumber(mapping.map((one) => (one.column === column ? { ...one, field: choice === keepOwn ? `custom:${column}` : choice === leaveOut ? null : (choice as CanonicalField) } : one))));
  return (
    <table className="table mapping">
      <thead>
        <tr>
          <th scope="col">{t('load.column')}</th>
          <th scope="col">{t('load.field')}</th>
          <th scope="col">{t('load.why')}</th>
          <th scope="col">{t('load.written')}</th>
          <th scope="col">{t('load.samples')}</th>
        </tr>
      </thead>
      <tbody>
        {mapping.map((one, index) => {
          const { column, field } = one;
          const hint = preview.hints[index];
          const proposal = preview.mapping[index];
          const isChanged = proposal !== undefined && proposal.field !== field;
          const isSure = proposal !== undefined && proposal.field !== null && proposal.confidence >= 0.8;
          return (
            <tr key={column}>
              <th scope="row" className="column-name">
                {column}
              </th>
              <td className="column-field">
                <ComboBox label={`${t('load.field')}: ${column}`} labelled="hidden" choices={withCurrent(choices, field, wordFieldOrNull(words, field))} value={choiceOf(field)} onChange={(choice) => set(column, choice)} rank={(typed) => fuse.search(typed).map((result) => result.item)} />
              </td>
              <td className="tight">
                {isChanged ? (
                  <Badge tone="accent">{t('load.reason.chosen')}</Badge>
                ) : proposal === undefined || proposal.field === null || proposal.reason === 'none' ? (
                  <Badge>{t('load.reason.none')}</Badge>
                ) : (
                  <Badge tone={isSure ? 'match' : 'review'}>
                    {t(`load.reason.${proposal.reason}`)} {percent(proposal.confidence)}
                  </Badge>
                )}
              </td>
              <td className="column-written">{hint && <Written column={one} hint={hint} onChange={(next) => onChange(mapping.map((other) => (other.column === column ? next : other)))} />}</td>
              <td className="samples">{proposal?.samples.filter((sample) => sample !== '').slice(0, 3).join('  ·  ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How the column writes its dates or decimals: what its values tell, unless the user says otherwise. */
function Written({ column, hint, onChange }: { column: ColumnMapping; hint: LoadPreview['hints'][number]; onChange: (column: ColumnMapping) => void }) {
  const { t } = useText();
  if (hint.kind === 'date')
    return (
      <Select
        label={`${t('load.written')}: ${column.column}`}
        labelled="hidden"
        choices={(['dmy', 'mdy', 'ymd'] as const).map((order) => ({ id: order, label: t(`load.dates.${order}`) }))}
        value={column.dates ?? hint.dateOrder ?? null}
        onChange={(dates) => onChange({ ...column, dates })}
      />
    );
  if (hint.kind === 'decimal' && (hint.decimalMark !== undefined || column.decimal !== undefined || column.field === 'amount'))
    return (
      <Select
        label={`${t('load.written')}: ${column.column}`}
        labelled="hidden"
        choices={([',', '.'] as const).map((mark) => ({ id: mark, label: t(mark === ',' ? 'load.decimals.comma' : 'load.decimals.point') }))}
        value={column.decimal ?? hint.decimalMark ?? null}
        onChange={(decimal) => onChange({ ...column, decimal })}
      />
    );
  return null;
}

function choiceOf(field: FieldId | null): string {
  if (field === null) return leaveOut;
  return field.startsWith('custom:') ? keepOwn : field;
}

function wordFieldOrNull(words: ReturnType<typeof useText>, field: FieldId | null): string {
  return field === null ? '' : wordField(words, field);
}

/** Adds the numbered field (`phone.2`) that a column has, so that it can be shown. */
function withCurrent(choices: readonly Choice<string>[], field: FieldId | null, label: string): readonly Choice<string>[] {
  return field !== null && /\.\d+$/.test(field) && !field.startsWith('custom:') ? [{ id: field, label }, ...choices] : choices;
}

/** The first column of a field keeps its name, the next ones are numbered from 2, in the order of the file. */
export function renumber(mapping: FieldMapping): FieldMapping {
  const met = new Map<string, number>();
  return mapping.map((one) => {
    const { field } = one;
    if (field === null || field.startsWith('custom:')) return one;
    const base = (field.split('.')[0] ?? field) as CanonicalField;
    const count = (met.get(base) ?? 0) + 1;
    met.set(base, count);
    return { ...one, field: count === 1 ? base : (`${base}.${count}` as FieldId) };
  });
}
