// A field of numbers or dates as a histogram with a range; the ends can be dragged, moved by keys, or typed.
import { List } from 'lucide-react';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { useAsk } from '../../session/ask.ts';
import type { FacetChoice } from '../../session/routes.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { RangeHistogram } from '../../ui/chart/RangeHistogram.tsx';
import { FacetHead } from './FacetHead.tsx';
import { FacetLine } from './FacetLine.tsx';
import type { FieldFacetProps } from './FieldFacet.tsx';
import { readEnd, writeEnd } from './readEnd.ts';

const bins = 32;

/** `onValues` lists the values instead. */
export function RangeFacet({ field, query, choice, onChange, onRemove, onValues, as }: FieldFacetProps & { onValues: () => void; as: 'number' | 'date' }) {
  const words = useText();
  const { t, number } = words;
  const { data } = useAsk('records.histogram', { query, field, bins }, { keep: true });
  const name = wordField(words, field);
  const format = (value: number) => (as === 'date' ? words.day(value) : number(value, Number.isInteger(value) ? 0 : 2));
  const change = (with_: { readonly [Key in 'from' | 'to' | 'blank' | 'unreadable']?: FacetChoice[Key] | undefined }) => {
    const { from, to, blank, unreadable } = { ...choice, ...with_ };
    onChange({ as, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(blank ? { blank } : {}), ...(unreadable ? { unreadable } : {}) });
  };
  const aside = (kind: 'blank' | 'unreadable', value: string, count: number) =>
    (count > 0 || choice[kind] !== undefined) && (
      <FacetLine
        value={value}
        count={count}
        isAside
        isIncluded={choice[kind] === 'only'}
        isExcluded={choice[kind] === 'not'}
        onInclude={(isOn) => change({ [kind]: isOn ? 'only' : undefined })}
        onExclude={() => change({ [kind]: choice[kind] === 'not' ? undefined : 'not' })}
      />
    );
  return (
    <section className="facet" aria-label={name}>
      <FacetHead name={name} onRemove={onRemove}>
        {(choice.from !== undefined || choice.to !== undefined) && (
          <Button size="small" look="quiet" onPress={() => change({ from: undefined, to: undefined })}>
            {t('ui.clear')}
          </Button>
        )}
        <IconButton size="small" icon={List} label={t('records.asValues')} onPress={onValues} />
      </FacetHead>
      {data && data.edges.length > 1 && (
        <>
          <RangeHistogram
            label={name}
            lowLabel={t('records.from')}
            highLabel={t('records.to')}
            binLabel={t('records.range')}
            countLabel={t('records.members')}
            edges={data.edges}
            counts={data.counts}
            range={{ from: choice.from ?? null, to: choice.to ?? null }}
            onChange={({ from, to }) => change({ from: from ?? undefined, to: to ?? undefined })}
            step={as === 'date' ? 1 : 0}
            format={format}
            formatCount={number}
          />
          <div className="range-typed">
            <RangeEnd label={`${name}: ${t('records.from')}`} placeholder={t('records.from')} as={as} end="from" value={choice.from} onChange={(from) => change({ from })} />
            <span aria-hidden="true">–</span>
            <RangeEnd label={`${name}: ${t('records.to')}`} placeholder={t('records.to')} as={as} end="to" value={choice.to} onChange={(to) => change({ to })} />
          </div>
        </>
      )}
      {data && (
        <div className="facet-values">
          {aside('blank', t('records.blank'), data.blank)}
          {aside('unreadable', as === 'date' ? t('records.notADate') : t('records.notANumber'), data.unreadable)}
        </div>
      )}
    </section>
  );
}

type EndProps = { label: string; placeholder: string; as: 'number' | 'date'; end: 'from' | 'to'; value: number | undefined; onChange: (value: number | undefined) => void };

/** Taken over with Enter or on leaving; what cannot be read stays and is marked. */
function RangeEnd({ label, placeholder, as, end, value, onChange }: EndProps) {
  const written = value === undefined ? '' : writeEnd(value, as);
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft ?? written;
  const read = typed.trim() === '' ? undefined : readEnd(typed, as, end);
  const isWrong = typed.trim() !== '' && read === undefined;
  const take = () => {
    if (isWrong) return;
    setDraft(null);
    if (read !== value) onChange(read);
  };
  return (
    <TextField className="field" value={typed} onChange={setDraft} isInvalid={isWrong} onBlur={take}>
      <Label className="visually-hidden">{label}</Label>
      <Input
        className="input"
        placeholder={placeholder}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </TextField>
  );
}
