import { createRoot } from 'react-dom/client';
import { Dashboard } from './dashboard.tsx';
import './dashboard.css';

const container = document.getElementById('root');
if (container !== null) createRoot(container).render(<Dashboard />);
