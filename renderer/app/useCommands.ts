// Everything the palette, the keys and the native menu can do, in one list.
import { useNavigate } from '@tanstack/react-router';
import { BadgeCheck, Download, FileInput, FolderClosed, GitMerge, Keyboard, Languages, LayoutDashboard, Redo2, Rows3, ScrollText, Settings2, ShieldCheck, SunMoon, Table2, Undo2, Boxes, Hourglass, Sparkles } from 'lucide-react';
import { useMemo } from 'react';
import type { Icon } from '../ui/Button.tsx';
import { languages, themes } from '../../shared/contract/desktop.ts';
import { useText } from '../i18n/useText.ts';
import { wordEntry } from '../i18n/wordLog.ts';
import { openShortcuts, setDensity, useChrome } from '../session/chrome.ts';
import { pickFiles } from '../session/loading.ts';
import { placeKey, places } from '../session/routes.ts';
import { useSession, useWorkspace } from '../session/session.ts';
import { changeSettings, useSettings } from '../session/settings.ts';
import { useUndo, useUndoLines } from '../session/undo.ts';

export type Command = { readonly id: string; readonly title: string; readonly group: 'places' | 'actions'; readonly icon: Icon; readonly keys?: string; readonly run: () => void };
export const placeIcons = { overview: LayoutDashboard, sources: Boxes, records: Table2, quality: BadgeCheck, duplicates: GitMerge, stale: Hourglass, enrich: Sparkles, log: ScrollText, export: Download, settings: Settings2 } as const;

/** The commands in the language of the interface; `closeWorkspace` is the app's own. */
export function useCommands(closeWorkspace: () => void): readonly Command[] {
  const words = useText();
  const { t } = words;
  const navigate = useNavigate();
  const session = useSession();
  const { readOnly } = useWorkspace();
  const { undo, redo } = useUndo();
  const { undoLine, redoLine } = useUndoLines();
  const settings = useSettings((state) => state.settings);
  const density = useChrome((state) => state.density);
  return useMemo<readonly Command[]>(() => {
    const { desktop } = session;
    const go = places.map((place, index): Command => ({ id: `place.${place.id}`, title: t(`place.${place.id}`), group: 'places', icon: placeIcons[place.id], keys: `mod+${placeKey(index)}`, run: () => void navigate({ to: place.to }) }));
    const themesToOffer = themes.filter((theme) => theme !== settings.theme);
    const languagesToOffer = languages.filter((language) => language !== settings.language);
    return [
      ...go,
      { id: 'golden', title: t('palette.goldenRecords'), group: 'places', icon: Table2, run: () => void navigate({ to: '/records', search: { of: 'golden' } }) },
      { id: 'review', title: t('palette.review'), group: 'places', icon: GitMerge, run: () => void navigate({ to: '/duplicates', search: { band: 'review' } }) },
      { id: 'find', title: t('palette.findDuplicates'), group: 'actions', icon: GitMerge, run: () => void navigate({ to: '/duplicates' }) },
      ...(readOnly ? [] : [{ id: 'load', title: t('palette.load'), group: 'actions' as const, icon: FileInput, keys: 'mod+o', run: () => void pickFiles(session) }]),
      { id: 'export', title: t('palette.export'), group: 'actions', icon: Download, keys: 'mod+e', run: () => void navigate({ to: '/export' }) },
      { id: 'verify', title: t('palette.verify'), group: 'actions', icon: ShieldCheck, run: () => void navigate({ to: '/log', search: { verify: true } }) },
      ...(undoLine && !readOnly ? [{ id: 'undo', title: t('app.undoNamed', { what: wordEntry(words, undoLine) }), group: 'actions' as const, icon: Undo2, keys: 'mod+z', run: () => void undo() }] : []),
      ...(redoLine && !readOnly ? [{ id: 'redo', title: t('app.redoNamed', { what: wordEntry(words, redoLine) }), group: 'actions' as const, icon: Redo2, keys: 'mod+shift+z', run: () => void redo() }] : []),
      { id: 'shortcuts', title: t('palette.shortcuts'), group: 'actions', icon: Keyboard, keys: '?', run: openShortcuts },
      ...themesToOffer.map((theme): Command => ({ id: `theme.${theme}`, title: t('palette.theme', { theme: t(`settings.themes.${theme}`) }), group: 'actions', icon: SunMoon, run: () => void changeSettings(desktop, { theme }) })),
      ...languagesToOffer.map((language): Command => ({ id: `language.${language}`, title: t('palette.language', { language: t(`settings.languageNames.${language}`) }), group: 'actions', icon: Languages, run: () => void changeSettings(desktop, { language }) })),
      { id: 'density', title: density === 'compact' ? t('palette.comfortable') : t('palette.compact'), group: 'actions', icon: Rows3, run: () => setDensity(density === 'compact' ? 'normal' : 'compact') },
      { id: 'close', title: t('palette.closeWorkspace'), group: 'actions', icon: FolderClosed, run: closeWorkspace },
    ];
  }, [closeWorkspace, density, navigate, readOnly, redo, redoLine, session, settings.language, settings.theme, t, undo, undoLine, words]);
}
