// Export profiles: taking up one that is kept, keeping the choices at hand under a name.
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { plainProfile, type ExportProfile } from '../../../shared/model/exportProfile.ts';
import { useText } from '../../i18n/useText.ts';
import { useAsk, useTell } from '../../session/ask.ts';
import { useWorkspace } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Menu, MenuItem, MenuRule, MenuSection } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toast.ts';

/** They are facts of the workspace: the log has them, undo takes them back. */
export function ProfileBar({ profile, onChange }: { profile: ExportProfile; onChange: (profile: ExportProfile) => void }) {
  const { t } = useText();
  const { data: profiles = [] } = useAsk('export.profiles', undefined, { keep: true });
  const keep = useTell('export.keep');
  const { readOnly } = useWorkspace();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const current = profiles.find((one) => one.name === profile.name);
  const save = async () => {
    const chosen = name.trim();
    if (chosen === '') return;
    await keep.mutateAsync({ name: chosen, profile });
    onChange({ ...profile, name: chosen });
    showToast(t('export.profileKept', { name: chosen }), { tone: 'match' });
    setNaming(false);
  };
  return (
    <>
      <Menu
        label={t('export.profiles')}
        placement="bottom end"
        button={
          <Button look="quiet" icon={Bookmark}>
            <span className="truncate">{current?.name ?? t('export.profiles')}</span>
          </Button>
        }
      >
        {profiles.length > 0 ? (
          <MenuSection title={t('export.profiles')}>
            {profiles.map((one) => (
              <MenuItem key={one.name} icon={Bookmark} isChosen={one === current} onAction={() => onChange(one)}>
                {one.name}
              </MenuItem>
            ))}
            <MenuItem isChosen={current === undefined} onAction={() => onChange(plainProfile)}>
              {t('export.noProfile')}
            </MenuItem>
          </MenuSection>
        ) : null}
        {profiles.length > 0 ? <MenuRule /> : null}
        <MenuItem
          icon={BookmarkPlus}
          isDisabled={readOnly || profile.parts.length === 0}
          onAction={() => {
            setName(profile.name);
            setNaming(true);
          }}
        >
          {t('export.keepProfile')}
        </MenuItem>
        {current === undefined || readOnly ? null : (
          <MenuItem
            icon={Trash2}
            danger
            onAction={() => {
              keep.mutate({ name: current.name, profile: null });
              onChange({ ...profile, name: '' });
            }}
          >
            {t('export.dropProfile', { name: current.name })}
          </MenuItem>
        )}
      </Menu>
      {isNaming && (
        <Dialog
          title={t('export.keepProfile')}
          isOpen
          onClose={() => setNaming(false)}
          foot={
            <>
              <span className="spring" />
              <Button onPress={() => setNaming(false)}>{t('ui.cancel')}</Button>
              <Button look="primary" isDisabled={name.trim() === ''} onPress={() => void save()}>
                {t('ui.save')}
              </Button>
            </>
          }
        >
          <TextField label={t('export.profileName')} value={name} onChange={setName} autoFocus onSubmit={() => void save()} />
        </Dialog>
      )}
    </>
  );
}
