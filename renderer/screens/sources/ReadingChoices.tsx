// How a file is read: every guess about its bytes, rows and cells, each to be changed.
import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { encodings, type LoadPreview, type ReadOverrides } from '../../../shared/contract/engine.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { knownDelimiters } from '../../i18n/wordDelimiter.ts';

type Props = { preview: LoadPreview | null; overrides: ReadOverrides; onChange: (change: Partial<ReadOverrides>) => void };

const everyEntry = '*';
const noQuote = 'none';

/** Only what the file's format leaves open. */
export function ReadingChoices({ preview, overrides, onChange }: Props) {
  const words = useText();
  const { t } = words;
  const [isOpen, setOpen] = useState(false);
  const choices = preview?.choices;
  const isDelimited = preview === null || preview.format === 'delimited';
  const isText = isDelimited || preview.format === 'json' || preview.format === 'ndjson' || preview.format === 'vcard';
  const hasHeader = isDelimited || ['xlsx', 'xlsb', 'xls', 'ods'].includes(preview.format);
  const shownDelimiter = choices?.delimiter ?? null;
  const entries = preview?.parts.find(({ kind }) => kind === 'entry');
  const sheets = preview?.parts.find(({ kind }) => kind === 'sheet');
  const headerChoices = [{ id: '0', label: t('load.headerNone') }, ...Array.from({ length: Math.max(5, choices?.headerLine ?? 0) }, (_, index) => ({ id: String(index + 1), label: t('load.headerAt', { line: index + 1 }) }))];
  return (
    <>
      {entries && entries.names.length > 1 && (
        <Select label={t('load.entry')} choices={[{ id: everyEntry, label: t('load.everyEntry', { count: entries.names.length }) }, ...entries.names.map((name) => ({ id: name, label: name }))]} value={entries.chosen} onChange={(entry) => onChange({ entry })} />
      )}
      {sheets && sheets.names.length > 1 && <Select label={t('load.sheet')} choices={sheets.names.map((name) => ({ id: name, label: name }))} value={sheets.chosen} onChange={(sheet) => onChange({ sheet })} />}
      {isText && (
        <Select
          label={t('load.encoding')}
          choices={encodings.map((encoding) => ({ id: encoding, label: encoding }))}
          value={encodings.find((one) => one === choices?.encoding) ?? overrides.encoding ?? null}
          onChange={(encoding) => onChange({ encoding })}
          help={preview && overrides.encoding === undefined ? t('load.encodingSure', { confidence: words.percent(preview.encodingConfidence) }) : undefined}
        />
      )}
      {isDelimited && (
        <Select
          label={t('load.delimiter')}
          choices={[...knownDelimiters.map(({ id, name: sign }) => ({ id: id as string, label: t(`load.delimiters.${sign}`) })), ...(shownDelimiter !== null && shownDelimiter !== '' && !knownDelimiters.some((one) => one.id === shownDelimiter) ? [{ id: shownDelimiter, label: shownDelimiter }] : [])]}
          value={shownDelimiter}
          onChange={(delimiter) => onChange({ delimiter })}
        />
      )}
      {hasHeader && <Select label={t('load.headerLine')} choices={headerChoices} value={choices ? String(choices.headerLine) : null} onChange={(line) => onChange({ headerLine: Number(line) })} />}
      {isDelimited && (
        <>
          <div>
            <Button size="small" look="quiet" icon={Settings2} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
              {t(isOpen ? 'load.fewerChoices' : 'load.moreChoices')}
            </Button>
          </div>
          {isOpen && (
            <>
              <Select
                label={t('load.quote')}
                choices={[
                  { id: '"', label: t('load.quotes.double') },
                  { id: "'", label: t('load.quotes.single') },
                  { id: noQuote, label: t('load.quotes.none') },
                ]}
                value={choices ? (choices.quote === '' ? noQuote : choices.quote) : null}
                onChange={(quote) => onChange({ quote: quote === noQuote ? '' : (quote as '"' | "'") })}
              />
              <Select
                label={t('load.escape')}
                choices={[
                  { id: 'doubled', label: t('load.escapes.doubled') },
                  { id: 'backslash', label: t('load.escapes.backslash') },
                ]}
                value={choices?.escape ?? null}
                onChange={(escape) => onChange({ escape })}
                isDisabled={choices?.quote === ''}
              />
              <Switch isSelected={choices?.padded ?? false} onChange={(padded) => onChange({ padded })}>
                {t('load.padded')}
              </Switch>
              <Switch isSelected={overrides.fillShort ?? false} onChange={(fillShort) => onChange({ fillShort })}>
                {t('load.fillShort')}
              </Switch>
              <Switch isSelected={overrides.restoreFormulas ?? true} onChange={(restoreFormulas) => onChange({ restoreFormulas })}>
                {t('load.restoreFormulas')}
              </Switch>
            </>
          )}
        </>
      )}
    </>
  );
}
