// What a person may ask for, from the page of their record: a copy of everything known, and to be blocked or erased.
import { ChevronDown, FileDown, ShieldAlert, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import type { RowId } from '../../../shared/model/ids.ts';
import { useText } from '../../i18n/useText.ts';
import { useTroubleToast } from '../../session/ask.ts';
import { runJob } from '../../session/jobs.ts';
import { useSession, useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toast.ts';
import { BlockDialog } from './BlockDialog.tsx';

export function PersonMenu({ row, name, onBlocked }: { row: RowId; name: string; onBlocked: () => void }) {
  const { t, language } = useText();
  const session = useSession();
  const say = useTroubleToast();
  const { readOnly } = useWorkspace();
  const [isBlocking, setBlocking] = useState(false);
  const giveCopy = async () => {
    const folder = await session.desktop.call('folders.pick', { purpose: 'export' });
    if (folder === null) return;
    try {
      const files = await runJob(session, 'exporting', '', 'privacy.access', { row, folder: folder.token, language });
      showToast(t('audit.person.accessDone', { count: files.length }), { tone: 'match', action: { label: t('export.show'), run: () => void session.desktop.call('folders.show', { token: folder.token }) } });
    } catch (error) {
      say(error);
    }
  };
  if (readOnly) return null;
  return (
    <>
      <Menu
        label={t('audit.person.menu')}
        placement="bottom end"
        button={
          <Button icon={ShieldAlert}>
            {t('audit.person.menu')}
            <ChevronDown size={14} />
          </Button>
        }
      >
        <MenuItem icon={FileDown} onAction={() => void giveCopy()}>
          {t('audit.person.access')}
        </MenuItem>
        <MenuItem icon={ShieldOff} danger onAction={() => setBlocking(true)}>
          {t('audit.person.block')}
        </MenuItem>
      </Menu>
      {isBlocking && <BlockDialog row={row} name={name} onClose={() => setBlocking(false)} onBlocked={onBlocked} />}
    </>
  );
}
