import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { watchTouches } from './touches.ts';
import { createIntentSender } from './intents.ts';
import './design/index.css';

const start = (): void => {
  const bridge = window.terminal;
  const container = document.getElementById('root');
  if (bridge === undefined || container === null) return;

  const root = createRoot(container);
  const intents = createIntentSender(bridge, () => performance.now());
  const touches = watchTouches(window, intents);

  bridge.watch((snapshot) => {
    intents.answered();
    touches.questionAsked(snapshot.idleDeadline !== null);
    // Drawn at once: the time from start to the first answer is promised (bench).
    flushSync(() => root.render(<App snapshot={snapshot} send={intents.send} />));
  });
};

start();
