// What a paste over several cells would change, before it is done.
import type { RecordLine } from '../../../shared/contract/engine.ts';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { GridEdit } from '../../ui/grid/columns.ts';

/** Cells that are shown one by one. */
const SHOWN = 50;

type Props = { edits: readonly GridEdit<RecordLine>[]; leftOut: number; onApply: () => void; onClose: () => void };

export function PasteDialog({ edits, leftOut, onApply, onClose }: Props) {
  const words = useText();
  const { t, list } = words;
  const shown = (text: string) => (text === '' ? <span className="faint">{t('steward.bulk.blank')}</span> : text);
  const fields = [...new Set(edits.map(({ column }) => column))].map((field) => wordField(words, field as FieldId));
  return (
    <Dialog
      title={t('grid.pasteTitle', { count: edits.length })}
      size="medium"
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="field-help">{t('steward.bulk.commentHelp')}</span>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" autoFocus onPress={onApply}>
            {t('steward.bulk.apply', { count: edits.length })}
          </Button>
        </>
      }
    >
      <p className="strong" data-testid="paste-would">
        {t('grid.pasteRows', { count: new Set(edits.map(({ row }) => row)).size })} {list(fields)}
      </p>
      {leftOut > 0 && <p className="field-help">{t('grid.pasteLeftOut', { count: leftOut })}</p>}
      <div className="bulk-preview">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('steward.bulk.field')}</th>
              <th scope="col">{t('steward.bulk.before')}</th>
              <th scope="col">{t('steward.bulk.after')}</th>
            </tr>
          </thead>
          <tbody>
            {edits.slice(0, SHOWN).map(({ row, column, before, after }) => (
              <tr key={`${row.row} ${column}`}>
                <td>{wordField(words, column as FieldId)}</td>
                <td>{shown(before)}</td>
                <td>{shown(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edits.length > SHOWN && <p className="field-help">{t('grid.pasteMore', { count: edits.length - SHOWN })}</p>}
    </Dialog>
  );
}
