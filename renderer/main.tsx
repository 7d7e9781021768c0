// The page's composition root: the real desktop, the real engine. Small, so that both are at work while the screens still load.
import type { Desktop } from '../shared/contract/desktop.ts';
import { beginStart } from './app/beginStart.ts';
import { startEngine } from './engine/engineClient.ts';
import './styles/index.css';

declare global {
  interface Window {
    readonly desktop: Desktop;
  }
}

const place = document.getElementById('root');
if (!place) throw new Error('index.html lacks #root');
const session = { desktop: window.desktop, engine: startEngine(window.desktop) };
const [begun, { startPage }] = await Promise.all([beginStart(session), import('./app/startPage.tsx')]);
startPage(session, begun, place);
