// Splitting a golden record: what comes of it, where values belong that were set by hand since, and why.
import { useState } from 'react';
import type { SplitPreview, Taken } from '../../shared/contract/engine.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import type { RowId } from '../../shared/model/ids.ts';
import { useText } from '../i18n/useText.ts';
import { wordField } from '../i18n/wordField.ts';
import { useAsk, useTell } from '../session/ask.ts';
import { useDone } from '../session/undo.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Checkbox } from '../ui/Fields.tsx';
import { Select } from '../ui/Select.tsx';
import { Busy } from '../ui/States.tsx';
import { SayWhy, unsaid } from './SayWhy.tsx';

/** `startsOpen` leaves it to later runs to propose the rows again, unless the steward says otherwise. */
export function SplitDialog({ row, taken, startsOpen = false, onClose }: { row: RowId; taken: Taken; startsOpen?: boolean; onClose: () => void }) {
  const words = useText();
  const { t } = words;
  const done = useDone();
  const { data } = useAsk('split.foresee', { row, taken });
  const { data: sources } = useAsk('sources.list', undefined);
  const [isApart, setApart] = useState(!startsOpen);
  const [said, setSaid] = useState(unsaid);
  const [places, setPlaces] = useState<ReadonlyMap<FieldId, RowId | null>>(new Map());
  const split = useTell('split.run', (line) => {
    done(t('steward.split.done', { count: data?.parts.length ?? 0 }), line);
    onClose();
  });
  const isClear = data !== undefined && data.unclear.every(({ field }) => places.has(field));
  const nameOf = (part: SplitPreview['parts'][number]) => part.rows.map((one) => `${one.title} (${one.row})`).join(', ');
  const sourceName = (id: number) => sources?.find(({ source }) => source.id === id)?.source.name ?? '';
  const run = () => data && split.mutate({ row, taken, kept: data.unclear.map(({ field }) => ({ field, row: places.get(field) ?? null })), open: !isApart, comment: said.comment.trim(), reason: said.reason });
  return (
    <Dialog
      title={t('steward.split.title')}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={!isClear || split.isPending} onPress={run}>
            {t('steward.split.action')}
          </Button>
        </>
      }
    >
      {!data ? (
        <Busy label={t('ui.loading')} />
      ) : (
        <>
          <p className="strong">{t('steward.split.parts', { count: data.parts.length })}</p>
          <ol className="split-parts">
            {data.parts.map((part) => (
              <li key={part.golden}>
                {part.rows.map((one) => (
                  <span key={one.row}>
                    {one.title} <span className="quiet">{`${sourceName(one.source)} · ${t('duplicates.row', { row: one.row })}`}</span>
                  </span>
                ))}
              </li>
            ))}
          </ol>
          {data.unclear.length > 0 && (
            <section className="unclear">
              <h3>{t('steward.split.unclear')}</h3>
              {data.unclear.map(({ field, value }) => (
                <Select
                  key={field}
                  label={`${wordField(words, field)} = ${value}`}
                  value={places.has(field) ? String(places.get(field) ?? 'none') : null}
                  choices={[...data.parts.map((part) => ({ id: String(part.rows[0]?.row ?? 0), label: t('steward.split.toPart', { name: nameOf(part) }) })), { id: 'none', label: t('steward.split.nowhere') }]}
                  onChange={(id) => setPlaces(new Map(places).set(field, id === 'none' ? null : (Number(id) as RowId)))}
                />
              ))}
            </section>
          )}
          <Checkbox isSelected={isApart} onChange={setApart}>
            {t('steward.split.apart')}
          </Checkbox>
          <SayWhy said={said} onChange={setSaid} />
        </>
      )}
    </Dialog>
  );
}
