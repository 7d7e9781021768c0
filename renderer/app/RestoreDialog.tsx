// Chooses the backup that becomes a workspace again.
import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BackupState, WorkspaceToken } from '../../shared/contract/desktop.ts';
import { useText } from '../i18n/useText.ts';
import { useSession } from '../session/session.ts';
import { useNow } from '../session/useNow.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';

type Props = { token: WorkspaceToken | null; onClose: () => void; restore: (name: string) => void };

export function RestoreDialog({ token, onClose, restore }: Props) {
  const { t, dateTime, ago } = useText();
  const { desktop } = useSession();
  const now = useNow();
  const [backups, setBackups] = useState<BackupState['backups']>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const read = async () => {
      const state = await desktop.call('backups.state', { token });
      setBackups(state.backups);
      setChosen(state.backups[0]?.name ?? null);
    };
    void read();
  }, [desktop, token]);
  return (
    <Dialog
      title={t('audit.backups.restoreTitle')}
      isOpen
      onClose={onClose}
      foot={
        <>
          <span className="spring" />
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" icon={RotateCcw} isDisabled={chosen === null} onPress={() => chosen !== null && restore(chosen)}>
            {t('audit.backups.restoreAction')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('audit.backups.restoreBody')}</p>
        {backups.length === 0 ? <p className="quiet">{t('audit.backups.noneToRestore')}</p> : <Select label={t('audit.backups.chosen')} value={chosen} choices={backups.map(({ name, at }) => ({ id: name, label: dateTime(at), detail: ago(at, now) }))} onChange={setChosen} />}
      </div>
    </Dialog>
  );
}
