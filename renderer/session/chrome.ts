// Which of the shell's own surfaces are open, so that keys, menus and buttons share them.
import { create } from 'zustand';

type Chrome = { readonly palette: boolean; readonly shortcuts: boolean; readonly density: 'normal' | 'compact'; /** Grows each time the records' search is asked for. */ readonly find: number };
export const useChrome = create<Chrome>(() => ({ palette: false, shortcuts: false, density: 'normal', find: 0 }));
export const openPalette = () => useChrome.setState({ palette: true, shortcuts: false });
export const openShortcuts = () => useChrome.setState({ shortcuts: true, palette: false });

/** Height of a grid's row in px. */
export const useRowPx = () => useChrome((state) => (state.density === 'compact' ? 24 : 28));

const densityKey = 'density';

/** Sets the height of rows everywhere, and keeps it for this person on this machine. */
export function setDensity(density: Chrome['density']): void {
  useChrome.setState({ density });
  document.documentElement.dataset['density'] = density;
  localStorage.setItem(densityKey, density);
}

/** Takes up the height of rows that was kept. */
export function readDensity(): void {
  if (localStorage.getItem(densityKey) === 'compact') setDensity('compact');
}
