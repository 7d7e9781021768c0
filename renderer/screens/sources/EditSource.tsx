// What a source is called, and who answers for what it delivers.
import { useState } from 'react';
import type { Source } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';

export function EditSource({ source, onClose, onSave }: { source: Source; onClose: () => void; onSave: (source: Source) => void }) {
  const { t } = useText();
  const [name, setName] = useState(source.name);
  const [owner, setOwner] = useState(source.owner ?? '');
  const save = () => {
    if (name.trim() === '') return;
    const { id, trustRank } = source;
    onSave({ id, name: name.trim(), ...(owner.trim() === '' ? {} : { owner: owner.trim() }), trustRank });
  };
  return (
    <Dialog
      title={t('sources.editTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={name.trim() === ''} onPress={save}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <TextField label={t('load.sourceName')} value={name} onChange={setName} autoFocus onSubmit={save} />
        <TextField label={t('sources.owner')} help={t('sources.ownerHelp')} value={owner} onChange={setOwner} onSubmit={save} />
      </div>
    </Dialog>
  );
}
