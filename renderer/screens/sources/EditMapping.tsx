// Changes which column of a source is which field, after it was loaded; the next delivery is read the same way.
import { useState } from 'react';
import type { Source } from '../../../shared/model/source.ts';
import type { FieldMapping } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useDone } from '../../session/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Busy } from '../../ui/States.tsx';
import { MappingTable } from './MappingTable.tsx';

/** `current` is the mapping as it stands, with how dates and decimals are written. */
export function EditMapping({ source, current, onClose }: { source: Source; current: FieldMapping; onClose: () => void }) {
  const { t } = useText();
  const done = useDone();
  const [mapping, setMapping] = useState(current);
  const { data } = useAsk('sources.mapping', { source: source.id });
  const map = useTell('sources.map', (line) => {
    done(t('sources.mapped', { source: source.name }), line);
    onClose();
  });
  const isSame = JSON.stringify(mapping) === JSON.stringify(current);
  const isEmpty = mapping.every(({ field }) => field === null);
  return (
    <Dialog
      title={t('sources.mappingTitle', { source: source.name })}
      isOpen
      onClose={onClose}
      size="large"
      foot={
        <>
          <span className="foot-note">{isEmpty ? t('load.noneMapped') : t('sources.mappingHelp')}</span>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" isDisabled={isSame || isEmpty || map.isPending} onPress={() => map.mutate({ source: source.id, mapping })}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {data ? <MappingTable preview={data} mapping={mapping} onChange={setMapping} /> : <Busy label={t('ui.loading')} />}
    </Dialog>
  );
}
