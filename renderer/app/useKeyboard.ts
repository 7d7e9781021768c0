// The keys that work everywhere, and the native menu, which sends the same commands.
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { MenuCommand } from '../../shared/contract/desktop.ts';
import { openPalette, openShortcuts, useChrome } from '../session/chrome.ts';
import { useText } from '../i18n/useText.ts';
import { showToast } from '../ui/toast.ts';
import { pickFiles } from '../session/loading.ts';
import { places } from '../session/routes.ts';
import { useSession, useWorkspace } from '../session/session.ts';
import { changeSettings, useSettings } from '../session/settings.ts';
import { useUndo } from '../session/undo.ts';

const isTextField = (element: Element | null) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);

/** Moves the focus to the next pane: rail, top bar, then the parts of the screen. */
function focusNextPane(backwards: boolean): void {
  // A pane around a grid is no stop of its own: from inside of it the next one would be the grid again.
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane], .screen .pane, .screen .grid')].filter((pane) => pane.offsetParent !== null && pane.querySelector('.grid') === null);
  // A screen of one piece, such as the overview, is one stop.
  const content = document.getElementById('content');
  if (content !== null && !panes.some((pane) => content.contains(pane))) panes.push(content);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step++) {
    const pane = panes[(at + (backwards ? -step : step) + panes.length * 2) % panes.length];
    const target = pane?.matches('[tabindex="0"]') ? pane : pane?.querySelector<HTMLElement>('[tabindex="0"], button:not([disabled]):not([tabindex="-1"]), a[href], input');
    if (target) {
      target.focus();
      return;
    }
  }
}

/** `commands` of the menu that are the app's own. */
export function useKeyboard(own: Partial<Record<MenuCommand, () => void>>): void {
  const { t } = useText();
  const session = useSession();
  const { readOnly } = useWorkspace();
  const navigate = useNavigate();
  const { undo, redo } = useUndo();
  useEffect(() => {
    const run = (command: MenuCommand) => {
      const zoom = useSettings.getState().settings.zoom;
      const setZoom = (next: number) => void changeSettings(session.desktop, { zoom: Math.max(80, Math.min(200, next)) });
      const place = /^place-(\d)$/.exec(command);
      if (place) {
        const target = places[Number(place[1]) - 1];
        if (target) void navigate({ to: target.to });
        return;
      }
      switch (command) {
        case 'load':
          if (readOnly) showToast(t('audit.readOnly'), { tone: 'review' });
          else void pickFiles(session);
          break;
        case 'export': void navigate({ to: '/export' }); break;
        case 'undo':
          if (isTextField(document.activeElement)) document.execCommand('undo');
          else if (!readOnly) void undo();
          break;
        case 'redo':
          if (isTextField(document.activeElement)) document.execCommand('redo');
          else if (!readOnly) void redo();
          break;
        case 'find':
          useChrome.setState((state) => ({ find: state.find + 1 }));
          if (!window.location.hash.startsWith('#/records')) void navigate({ to: '/records' });
          break;
        case 'palette': openPalette(); break;
        case 'shortcuts': openShortcuts(); break;
        case 'settings':
        case 'about': void navigate({ to: '/settings' }); break;
        case 'zoom-in': setZoom(zoom + 10); break;
        case 'zoom-out': setZoom(zoom - 10); break;
        case 'zoom-reset': setZoom(100); break;
        default: own[command]?.();
      }
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      const inText = isTextField(event.target as Element);
      const take = (command: MenuCommand) => {
        event.preventDefault();
        run(command);
      };
      if (event.key === 'F6') {
        event.preventDefault();
        focusNextPane(event.shiftKey);
        return;
      }
      if (!mod) {
        if (event.key === '?' && !inText) take('shortcuts');
        return;
      }
      const key = event.key.toLowerCase();
      if (key === 'k') take('palette');
      else if (key === 'o') take('load');
      else if (key === 'e') take('export');
      else if (key === 'f') take('find');
      else if (key === ',') take('settings');
      else if (key === 'z' && !inText) take(event.shiftKey ? 'redo' : 'undo');
      else if (key === 'y' && !inText) take('redo');
      else if (/^[1-9]$/.test(key) && !event.altKey && !event.shiftKey) take(`place-${key}` as MenuCommand);
    };
    window.addEventListener('keydown', onKeyDown);
    const stop = session.desktop.on('menu', run);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      stop();
    };
  }, [navigate, own, readOnly, redo, session, t, undo]);
}
