// Starts the page with a desktop and an engine; main.tsx hands it the real ones.
import { createRoot } from 'react-dom/client';
import { createTexts } from '../i18n/index.ts';
import { readDensity } from '../session/chrome.ts';
import type { Session } from '../session/session.ts';
import { useSettings } from '../session/settings.ts';
import { App } from './App.tsx';

/** Reads the settings before the first draw, so that nothing flashes in another language or theme. */
export async function startPage(session: Session, place: HTMLElement): Promise<void> {
  const [settings, recent] = await Promise.all([session.desktop.call('settings.read', undefined), session.desktop.call('workspace.recent', undefined)]);
  useSettings.setState({ settings });
  readDensity();
  const last = recent.find((workspace) => workspace.exists);
  createRoot(place).render(<App session={session} texts={createTexts(settings.language)} reopen={last?.token ?? null} />);
}
