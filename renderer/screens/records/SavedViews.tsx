// Filters, search and order under a name, to come back to.
import { useNavigate } from '@tanstack/react-router';
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import type { RecordsSearch } from '../../session/routes.ts';
import { useStored } from '../../session/stored.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { Menu, MenuItem, MenuRule, MenuSection } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toast.ts';

type View = { readonly name: string; readonly search: RecordsSearch };

/** Kept with the workspace. */
export function SavedViews({ search }: { search: RecordsSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [views, setViews] = useStored<readonly View[]>('records.views', []);
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const save = () => {
    if (name.trim() === '') return;
    setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
    showToast(t('records.viewSaved', { name: name.trim() }), { tone: 'match' });
    setNaming(false);
    setName('');
  };
  return (
    <>
      <Menu
        label={t('records.views')}
        placement="bottom end"
        button={
          <Button look="quiet" icon={Bookmark}>
            {t('records.views')}
          </Button>
        }
      >
        {views.length > 0 ? (
          <MenuSection title={t('records.views')}>
            {views.map((view) => (
              <MenuItem key={view.name} icon={Bookmark} onAction={() => void navigate({ to: '/records', search: view.search })}>
                {view.name}
              </MenuItem>
            ))}
          </MenuSection>
        ) : (
          <MenuSection title={t('records.noViews')}>{null}</MenuSection>
        )}
        <MenuRule />
        <MenuItem icon={BookmarkPlus} onAction={() => setNaming(true)}>
          {t('records.saveView')}
        </MenuItem>
        {views.map((view) => (
          <MenuItem key={`delete ${view.name}`} icon={Trash2} danger onAction={() => setViews(views.filter((other) => other.name !== view.name))}>
            {t('records.deleteView', { name: view.name })}
          </MenuItem>
        ))}
      </Menu>
      <Dialog
        title={t('records.saveView')}
        isOpen={isNaming}
        onClose={() => setNaming(false)}
        foot={
          <>
            <span className="spring" />
            <Button onPress={() => setNaming(false)}>{t('ui.cancel')}</Button>
            <Button look="primary" isDisabled={name.trim() === ''} onPress={save}>
              {t('ui.save')}
            </Button>
          </>
        }
      >
        <TextField label={t('records.viewName')} value={name} onChange={setName} autoFocus onSubmit={save} />
      </Dialog>
    </>
  );
}
