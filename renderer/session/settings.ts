// The person's settings as the page holds them; the machine keeps them.
import { create } from 'zustand';
import type { Desktop, Settings } from '../../shared/contract/desktop.ts';
import { defaultLimits } from '../../shared/contract/engine.ts';

type SettingsStore = { readonly settings: Settings };
export const useSettings = create<SettingsStore>(() => ({
  settings: { language: 'en', theme: 'system', personName: '', actor: '', singleKeys: true, railCollapsed: false, zoom: 100, limits: defaultLimits },
}));

/** Shows the change at once and has it kept. */
export async function changeSettings(desktop: Desktop, change: Partial<Omit<Settings, 'actor'>>): Promise<void> {
  useSettings.setState((state) => ({ settings: { ...state.settings, ...change } }));
  const settings = await desktop.call('settings.write', change);
  useSettings.setState({ settings });
}

/** Sets the theme on the document; `system` leaves it to the system. */
export function applyTheme(theme: Settings['theme'], root: HTMLElement): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}
