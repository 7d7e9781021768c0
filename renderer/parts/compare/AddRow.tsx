// Finds a row that the machine did not bring into the group, and adds it.
import { useEffect, useRef, useState } from 'react';
import type { RecordLine } from '../../../shared/contract/engine.ts';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk } from '../../session/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SearchField } from '../../ui/Fields.tsx';

const SHOWN = 12;

/** `taken` are the rows that are there already. */
export function AddRow({ taken, sourceName, onAdd, onClose }: { taken: ReadonlySet<number>; sourceName: (id: number) => string; onAdd: (row: RowId) => void; onClose: () => void }) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { data: all } = useAsk('records.query', { of: 'rows', filter: { kind: 'all', of: [] }, sort: [] }, { keep: true });
  const fields = all?.fields ?? [];
  const text = typed.trim();
  const { data: answer } = useAsk('records.query', { of: 'rows', filter: { kind: 'search', text, fields, mode: 'exact' }, sort: [] }, { enabled: text.length > 1 && fields.length > 0, keep: true });
  const { data: lines } = useAsk('records.window', { query: answer?.query ?? 0, from: 0, count: SHOWN + taken.size }, { enabled: answer !== undefined && text.length > 1, keep: true });
  const found: readonly RecordLine[] = text.length > 1 && lines !== undefined && lines !== 'outdated' ? lines.filter(({ row }) => !taken.has(row)).slice(0, SHOWN) : [];
  return (
    <Dialog
      title={t('steward.addRowTitle')}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="field-help">{t('steward.addRowHelp')}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <SearchField label={t('steward.addRowSearch')} value={typed} onChange={setTyped} inputRef={box} onSubmit={() => found[0] && onAdd(found[0].row)} />
      <ul className="found-rows" aria-label={t('steward.addRowTitle')}>
        {found.map((line) => (
          <li key={line.row}>
            <button type="button" onClick={() => onAdd(line.row)}>
              <span className="truncate">{line.cells.filter((cell) => cell !== null && cell !== '').slice(0, 8).join(' · ')}</span>
              <span className="quiet">
                {sourceName(line.source)} · {t('duplicates.row', { row: line.row })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {text.length > 1 && answer && answer.count === 0 && <p className="quiet">{t('steward.addRowNone')}</p>}
    </Dialog>
  );
}
