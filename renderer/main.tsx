// The page's composition root.
import './styles/index.css';
import type { Desktop } from '../shared/contract/desktop.ts';
import { startPage } from './app/startPage.tsx';
import { startEngine } from './engine/engineClient.ts';

const place = document.getElementById('root');
if (!place) throw new Error('index.html lacks #root');
const { desktop } = globalThis as unknown as { desktop: Desktop };
void startPage({ desktop, engine: startEngine(desktop) }, place);
