// Types a golden value that stands in none of the rows.
import { useState } from 'react';
import type { FieldId } from '../../../shared/model/fields.ts';
import { useText } from '../../i18n/useText.ts';
import { wordField } from '../../i18n/wordField.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';

/** `value` is what stands there so far. */
export function TypeValue({ field, value, onClose, onSave }: { field: FieldId; value: string; onClose: () => void; onSave: (value: string) => void }) {
  const words = useText();
  const { t } = words;
  const [typed, setTyped] = useState(value);
  const name = wordField(words, field);
  return (
    <Dialog
      title={t('duplicates.typeTitle', { field: name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" onPress={() => onSave(typed)}>
            {t('ui.apply')}
          </Button>
        </>
      }
    >
      <TextField label={name} value={typed} onChange={setTyped} autoFocus onSubmit={() => onSave(typed)} />
    </Dialog>
  );
}
