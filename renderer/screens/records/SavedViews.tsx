// Filters, search, order and the arrangement of columns under a name, to come back to.
import { useNavigate } from '@tanstack/react-router';
import { Bookmark, BookmarkPlus, Table2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/useText.ts';
import type { RecordsSearch } from '../../session/routes.ts';
import { useSession } from '../../session/session.ts';
import { useStored } from '../../session/stored.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { plainLayout, type GridLayout } from '../../ui/grid/columns.ts';
import { Menu, MenuItem, MenuRule, MenuSection } from '../../ui/Menu.tsx';
import { showToast } from '../../ui/toast.ts';

type View = { readonly name: string; readonly search: RecordsSearch; readonly layout: GridLayout };

/** Under what key the arrangement of columns is kept: rows and golden records have one each. */
export const layoutKey = (of: RecordsSearch['of']) => `records.layout.${of ?? 'rows'}`;

/** Kept with the workspace. */
export function SavedViews({ search, layout, onLayout }: { search: RecordsSearch; layout: GridLayout; onLayout: (layout: GridLayout) => void }) {
  const { t } = useText();
  const { engine } = useSession();
  const navigate = useNavigate();
  const [views, setViews] = useStored<readonly View[]>('records.views', []);
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const save = () => {
    if (name.trim() === '') return;
    setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search, layout }]);
    showToast(t('records.viewSaved', { name: name.trim() }), { tone: 'match' });
    setNaming(false);
    setName('');
  };
  const show = async (view: View) => {
    if (view.search.of === search.of) onLayout(view.layout);
    // The other grid is not on screen: it finds its columns when it comes.
    else await engine.call('ui.write', { key: layoutKey(view.search.of), value: JSON.stringify(view.layout) });
    await navigate({ to: '/records', search: view.search });
  };
  const shown = views.find((view) => isSame(view.search, search) && isSame(view.layout, layout));
  const isPlain = isSame(search, search.of ? { of: search.of } : {}) && isSame(layout, plainLayout);
  return (
    <>
      <Menu
        label={t('records.views')}
        placement="bottom end"
        button={
          <Button look="quiet" icon={Bookmark}>
            <span className="truncate">{shown?.name ?? t('records.views')}</span>
          </Button>
        }
      >
        {views.length > 0 ? (
          <MenuSection title={t('records.views')}>
            {views.map((view) => (
              <MenuItem key={view.name} icon={Bookmark} isChosen={view === shown} onAction={() => void show(view)}>
                {view.name}
              </MenuItem>
            ))}
          </MenuSection>
        ) : (
          <MenuSection title={t('records.noViews')}>{null}</MenuSection>
        )}
        <MenuRule />
        {!isPlain && (
          <MenuItem icon={Table2} onAction={() => void show({ name: '', search: search.of ? { of: search.of } : {}, layout: plainLayout })}>
            {t('records.plainView')}
          </MenuItem>
        )}
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

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
