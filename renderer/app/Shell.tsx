// The frame around every screen: rail with the places, top bar, and what floats above.
import { Link, Outlet } from '@tanstack/react-router';
import { ChevronDown, FolderClosed, Lock, PanelLeftClose, PanelLeftOpen, Redo2, Search, Undo2, UserRound } from 'lucide-react';
import { useEffect, useMemo, useState, type DragEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../i18n/useText.ts';
import { wordEntry } from '../i18n/wordLog.ts';
import { useAsk } from '../session/ask.ts';
import { openPalette } from '../session/chrome.ts';
import { queueFiles } from '../session/loading.ts';
import { placeKey, places } from '../session/routes.ts';
import { useReferenceDay } from '../session/referenceDay.ts';
import { useSession, useWorkspace } from '../session/session.ts';
import { changeSettings, useSettings } from '../session/settings.ts';
import { useUndo, useUndoLines } from '../session/undo.ts';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { KeyHint } from '../ui/KeyHint.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { showToast } from '../ui/toast.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { LoadDialog } from '../screens/sources/LoadDialog.tsx';
import { Logo } from './Logo.tsx';
import { Palette } from './Palette.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { TaskTray } from './TaskTray.tsx';
import { placeIcons } from './useCommands.ts';
import { useKeyboard } from './useKeyboard.ts';

type Props = { closeWorkspace: () => void; newWorkspace: () => void; openWorkspace: () => void };

/** Drawn while a workspace is open. */
export function Shell({ closeWorkspace, newWorkspace, openWorkspace }: Props) {
  const { t } = useText();
  const session = useSession();
  const workspace = useWorkspace();
  const settings = useSettings((state) => state.settings);
  const own = useMemo(() => ({ 'close-workspace': closeWorkspace, 'new-workspace': newWorkspace, 'open-workspace': openWorkspace }), [closeWorkspace, newWorkspace, openWorkspace]);
  useKeyboard(own);
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    document.title = `${workspace.title} – ${t('app.name')}`;
  }, [t, workspace.title]);

  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const onDrop = async (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    if (workspace.readOnly) {
      showToast(t('audit.readOnly'), { tone: 'review' });
      return;
    }
    const files = [...event.dataTransfer.files];
    const granted = await Promise.all(files.map((file) => session.desktop.grantDropped(file)));
    if (granted.some((file) => file === null)) showToast(t('app.notAFile'), { tone: 'conflict' });
    queueFiles(granted.filter((file) => file !== null));
  };

  return (
    <div
      className={classes('shell', settings.railCollapsed && 'collapsed')}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(!workspace.readOnly);
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false);
      }}
      onDrop={(event) => void onDrop(event)}
    >
      <a className="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>('#content')?.focus();
      }}>
        {t('app.skipToContent')}
      </a>
      <header className="topbar" data-pane>
        <div className="topbar-start">
          <Menu
            label={t('app.workspaceMenu')}
            button={
              <AriaButton className="workspace-button" aria-label={`${t('app.workspaceMenu')}: ${workspace.title}`}>
                <Logo />
                <span className="title truncate">{workspace.title}</span>
                <ChevronDown size={14} />
              </AriaButton>
            }
          >
            <MenuItem icon={FolderClosed} onAction={closeWorkspace}>
              {t('app.closeWorkspace')}
            </MenuItem>
          </Menu>
          {workspace.readOnly && (
            <span className="badge review" title={t('audit.readOnly')}>
              <Lock size={12} /> {t('app.readOnly')}
            </span>
          )}
        </div>
        <div className="topbar-middle">
          <AriaButton className="topbar-search" onPress={openPalette}>
            <Search size={14} />
            <span className="truncate">{t('app.search')}</span>
            <KeyHint keys="mod+k" />
          </AriaButton>
        </div>
        <div className="topbar-end">
          <TaskTray />
          <UndoButtons />
          <Tooltip text={settings.personName === '' ? t('app.noName') : t('app.workingAs', { name: settings.personName })}>
            <AriaButton className="person" aria-label={settings.personName === '' ? t('app.noName') : t('app.workingAs', { name: settings.personName })} onPress={() => (window.location.hash = '#/settings')}>
              {settings.personName === '' ? <UserRound size={15} /> : initials(settings.personName)}
            </AriaButton>
          </Tooltip>
        </div>
      </header>
      <Rail />
      <main className="content" id="content" tabIndex={-1}>
        <Outlet />
      </main>
      {isOver && (
        <div className="drop" aria-hidden="true">
          <div>
            <Logo size={40} />
            <span>{t('app.dropHere')}</span>
          </div>
        </div>
      )}
      <LoadDialog />
      <Palette closeWorkspace={closeWorkspace} />
      <ShortcutSheet />
    </div>
  );
}

/** The places; how much waits in each is asked for anew after every change. */
function Rail() {
  const { t, number } = useText();
  const session = useSession();
  const { railCollapsed } = useSettings((state) => state.settings);
  const [on] = useReferenceDay();
  const { data: overview } = useAsk('overview', { today: on }, { keep: true });
  const counts: Partial<Record<(typeof places)[number]['id'], number>> = { quality: overview?.quality?.open ?? 0, duplicates: overview?.groups?.open ?? 0, stale: overview?.stale ?? 0 };
  return (
    <nav className="rail" aria-label={t('app.places')} data-pane>
      <ul>
        {places.map((place, index) => {
          const Picture = placeIcons[place.id];
          const count = counts[place.id] ?? 0;
          const link = (
            <Link to={place.to} className="place" activeProps={{ 'aria-current': 'page' }} activeOptions={{ exact: place.to === '/', includeSearch: false }}>
              <Picture size={17} strokeWidth={1.7} aria-hidden="true" />
              <span className="place-name">{t(`place.${place.id}`)}</span>
              {count > 0 && <span className="place-count">{number(count)}</span>}
            </Link>
          );
          return (
            <li key={place.id} className={place.id === 'settings' ? 'last' : undefined} title={railCollapsed ? `${t(`place.${place.id}`)} (Ctrl+${placeKey(index)})` : undefined}>
              {link}
            </li>
          );
        })}
      </ul>
      <div className="rail-foot">
        <IconButton icon={railCollapsed ? PanelLeftOpen : PanelLeftClose} label={railCollapsed ? t('app.expandRail') : t('app.collapseRail')} placement="right" onPress={() => void changeSettings(session.desktop, { railCollapsed: !railCollapsed })} />
      </div>
    </nav>
  );
}

function UndoButtons() {
  const words = useText();
  const { t } = words;
  const { readOnly } = useWorkspace();
  const { undo, redo } = useUndo();
  const { undoLine, redoLine } = useUndoLines();
  return (
    <>
      <IconButton icon={Undo2} label={undoLine ? t('app.undoNamed', { what: wordEntry(words, undoLine) }) : t('app.nothingToUndo')} keys="mod+z" isDisabled={!undoLine || readOnly} onPress={() => void undo()} />
      <IconButton icon={Redo2} label={redoLine ? t('app.redoNamed', { what: wordEntry(words, redoLine) }) : t('app.nothingToRedo')} keys="mod+shift+z" isDisabled={!redoLine || readOnly} onPress={() => void redo()} />
    </>
  );
}

function initials(name: string): string {
  return name.split(/\s+/).slice(0, 2).map((part) => part.charAt(0).toUpperCase()).join('');
}
