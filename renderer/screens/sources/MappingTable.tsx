// Which column is which field, with samples and how sure the guess is; every guess can be changed.
import Fuse from 'fuse.js';
import { useMemo } from 'react';
import { canonicalFields, type CanonicalField, type FieldId } from '../../../shared/model/fields.ts';
import type { FieldMapping } from '../../../shared/model/source.ts';
import type { LoadPreview } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ComboBox, type Choice } from '../../ui/Select.tsx';

const keepOwn = 'own';
const leaveOut = 'out';

/** One line per column of the file. A field taken twice becomes `phone.2` and so on. */
export function MappingTable({ preview, mapping, onChange }: { preview: LoadPreview; mapping: FieldMapping; onChange: (mapping: FieldMapping) => void }) {
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
  const set = (column: string, choice: string) => onChange(renumber(mapping.map((one) => (one.column === column ? { column, field: choice === keepOwn ? `custom:${column}` : choice === leaveOut ? null : (choice as CanonicalField) } : one))));
  return (
    <table className="table mapping">
      <thead>
        <tr>
          <th scope="col">{t('load.column')}</th>
          <th scope="col">{t('load.field')}</th>
          <th scope="col">{t('load.why')}</th>
          <th scope="col">{t('load.samples')}</th>
        </tr>
      </thead>
      <tbody>
        {mapping.map(({ column, field }, index) => {
          const proposal = preview.mapping[index];
          const isChanged = (proposal?.field ?? `custom:${column}`) !== field;
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
              <td className="samples">{proposal?.samples.filter((sample) => sample !== '').slice(0, 3).join('  ·  ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
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
  return mapping.map(({ column, field }) => {
    if (field === null || field.startsWith('custom:')) return { column, field };
    const base = (field.split('.')[0] ?? field) as CanonicalField;
    const count = (met.get(base) ?? 0) + 1;
    met.set(base, count);
    return { column, field: count === 1 ? base : (`${base}.${count}` as FieldId) };
  });
}
