// The page's composition root: the real desktop, the real engine.
import type { Desktop } from '../shared/contract/desktop.ts';
import { startPage } from './app/startPage.tsx';
import { startEngine } from './engine/engineClient.ts';
import './styles/index.css';

declare global {
  interface Window {
    readonly desktop: Desktop;
  }
}

const place = document.getElementById('root');
if (!place) throw new Error('index.html lacks #root');
void startPage({ desktop: window.desktop, engine: startEngine(window.desktop) }, place);
