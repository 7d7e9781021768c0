// Shows everything that is held about a person, and takes their rows out of all work.
import { Link } from '@tanstack/react-router';
import { ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { erasureReasons, type ErasureReason } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { wordEntry } from '../../i18n/wordLog.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Checkbox, TextField } from '../../ui/Fields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Busy, Note } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';

type Props = { row: RowId; name: string; onClose: () => void; onBlocked: () => void };

export function BlockDialog({ row, name, onClose, onBlocked }: Props) {
  const words = useText();
  const { t, number } = words;
  const [also, setAlso] = useState<readonly RowId[]>([]);
  const [why, setWhy] = useState<ErasureReason>('art17');
  const [comment, setComment] = useState('');
  const { data } = useAsk('privacy.find', { row, also }, { keep: true });
  const { data: offered } = useAsk('privacy.find', { row, also: [] });
  const block = useTell('privacy.block', () => {
    showToast(t('audit.person.blocked'), { tone: 'match' });
    onClose();
    onBlocked();
  });
  const same = offered?.sameValues ?? [];
  return (
    <Dialog
      title={t('audit.person.title', { name })}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button danger icon={ShieldOff} isDisabled={!data || block.isPending} onPress={() => data && block.mutate({ rows: data.rows.map((one) => one.row), why, comment: comment.trim() })}>
            {t('audit.person.doBlock')}
          </Button>
        </>
      }
    >
      {!data ? (
        <Busy label={t('audit.person.searching')} />
      ) : (
        <div className="stack">
          <p>{t('audit.person.blockHelp')}</p>
          <section className="section">
            <h3>{t('audit.person.found')}</h3>
            <p>
              {t('audit.person.rows', { count: data.rows.length })} · {t('audit.person.foundIn', { items: data.items, entries: data.traces.length })}
            </p>
            <ul className="person-rows">
              {data.rows.map((one) => (
                <li key={one.row}>
                  {t('log.row', { row: one.row })} · {one.title} {!one.isCurrent && <span className="quiet">({t('audit.person.old')})</span>}
                </li>
              ))}
            </ul>
            <details>
              <summary>{t('audit.person.traces')}</summary>
              <ul className="person-rows">
                {data.traces.map(({ line, items }) => (
                  <li key={line.seq}>
                    <Link to="/log" search={{ entry: line.seq }}>
                      {t('log.entryTitle', { seq: line.seq })}
                    </Link>{' '}
                    {wordEntry(words, line)} <span className="quiet">({number(items)})</span>
                  </li>
                ))}
              </ul>
            </details>
          </section>
          {same.length > 0 && (
            <section className="section">
              <p>{t('audit.person.same')}</p>
              {same.slice(0, 20).map((one) => (
                <Checkbox key={one.row} isSelected={also.includes(one.row)} onChange={(isSame) => setAlso(isSame ? [...also, one.row] : also.filter((other) => other !== one.row))}>
                  {t('log.row', { row: one.row })} · {one.title}
                </Checkbox>
              ))}
            </section>
          )}
          <Note tone={data.exports.length > 0 ? 'review' : 'info'}>
            {data.exports.length > 0 && `${t('audit.person.exports', { count: data.exports.length })} `}
            {t('audit.person.backups')}
          </Note>
          <Select label={t('audit.person.why')} value={why} onChange={setWhy} choices={erasureReasons.map((id) => ({ id, label: t(`audit.person.reasons.${id}`) }))} />
          <TextField label={t('audit.person.comment')} value={comment} onChange={setComment} />
        </div>
      )}
    </Dialog>
  );
}
