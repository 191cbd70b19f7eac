import { createRoot } from 'react-dom/client';
import { ServiceMenu } from './service-menu.tsx';
import './service.css';

const bridge = window.service;
const container = document.getElementById('root');
if (bridge !== undefined && container !== null) {
  const root = createRoot(container);
  bridge.watch((snapshot) => root.render(<ServiceMenu snapshot={snapshot} send={bridge.send} />));
}
