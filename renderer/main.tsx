// The page's composition root.
import './styles/index.css';
import { createRoot } from 'react-dom/client';

const place = document.getElementById('root');
if (!place) throw new Error('index.html lacks #root');
createRoot(place).render(null);
