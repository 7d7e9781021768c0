// Starts the page with a desktop, an engine and what was begun already; main.tsx hands it the real ones.
import { createRoot } from 'react-dom/client';
import { createTexts } from '../i18n/index.ts';
import { readDensity } from '../session/chrome.ts';
import type { Session } from '../session/session.ts';
import { applyTheme, useSettings } from '../session/settings.ts';
import { App } from './App.tsx';
import type { Begun } from './beginStart.ts';

/** The settings are there before the first draw, so that nothing flashes in another language or theme. */
export function startPage(session: Session, { settings, opening }: Begun, place: HTMLElement): void {
  useSettings.setState({ settings });
  applyTheme(settings.theme, place.ownerDocument.documentElement);
  readDensity();
  createRoot(place).render(<App session={session} texts={createTexts(settings.language)} begun={opening} />);
}
