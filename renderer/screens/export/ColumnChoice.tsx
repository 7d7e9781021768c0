// Which fields go into the files, in which order, under which headers.
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ExportField } from '../../../shared/model/exportProfile.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Checkbox, TextField } from '../../ui/Fields.tsx';

type Props = { fields: readonly FieldId[]; columns: readonly ExportField[] | null; onChange: (columns: readonly ExportField[] | null) => void };

/** All fields under their own names, until somebody chooses. */
export function ColumnChoice({ fields, columns, onChange }: Props) {
  const words = useText();
  const { t } = words;
  const plain = (field: FieldId): ExportField => ({ field, header: field.startsWith('custom:') ? field.slice('custom:'.length) : field });
  if (columns === null)
    return (
      <div className="cluster">
        <span className="quiet">{t('export.allColumns', { count: fields.length })}</span>
        <Button size="small" onPress={() => onChange(fields.map(plain))}>
          {t('export.chooseColumns')}
        </Button>
      </div>
    );
  const move = (at: number, by: number) => {
    const next = [...columns];
    const [column] = next.splice(at, 1);
    if (column) next.splice(at + by, 0, column);
    onChange(next);
  };
  const others = fields.filter((field) => !columns.some((one) => one.field === field));
  return (
    <div className="stack">
      <ul className="export-columns">
        {columns.map((column, at) => (
          <li key={column.field}>
            <Checkbox isSelected onChange={() => onChange(columns.filter((one) => one !== column))}>
              {wordField(words, column.field)}
            </Checkbox>
            <TextField label={t('export.headerOf', { field: wordField(words, column.field) })} labelled="hidden" value={column.header} onChange={(header) => onChange(columns.map((one) => (one === column ? { ...one, header } : one)))} />
            <IconButton size="small" icon={ArrowUp} label={t('export.up', { field: wordField(words, column.field) })} isDisabled={at === 0} onPress={() => move(at, -1)} />
            <IconButton size="small" icon={ArrowDown} label={t('export.down', { field: wordField(words, column.field) })} isDisabled={at === columns.length - 1} onPress={() => move(at, 1)} />
          </li>
        ))}
        {others.map((field) => (
          <li key={field}>
            <Checkbox isSelected={false} onChange={() => onChange([...columns, plain(field)])}>
              {wordField(words, field)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <div>
        <Button size="small" onPress={() => onChange(null)}>
          {t('export.everyColumn')}
        </Button>
      </div>
    </div>
  );
}
