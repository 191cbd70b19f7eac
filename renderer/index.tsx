import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { DEFAULT_TIME_ZONE } from '../contract/time-zone.ts';
import { App } from './app.tsx';
import { watchTouches } from './touches.ts';
import { createIntentSender } from './intents.ts';
import { watchServiceHold } from './service-hold.ts';
import { clockOf } from './time/moments.ts';
import './design/index.css';

/**
 * A fault while drawing would leave an empty screen. The page begins anew; the visit lives in the main
 * process and is drawn where it was. The pause keeps a fault that stays from taking a whole core.
 */
const beginAnew = (): void => void setTimeout(() => window.location.reload(), 1_000);

const start = (): void => {
  const bridge = window.terminal;
  const container = document.getElementById('root');
  if (bridge === undefined || container === null) return;

  const root = createRoot(container, { onUncaughtError: beginAnew });
  window.addEventListener('unhandledrejection', beginAnew);
  const intents = createIntentSender(bridge, () => performance.now());
  const touches = watchTouches(window, intents);
  watchServiceHold(window, bridge.openService);

  bridge.watch((snapshot) => {
    intents.answered();
    touches.questionAsked(snapshot.idleDeadline !== null);
    // Drawn at once: the time from start to the first answer is promised (bench).
    flushSync(() => root.render(<App snapshot={snapshot} send={intents.send} />));
  });
  // The first clock costs 10 ms (a language's calendar is loaded): now, while this page waits for its first answer.
  clockOf(Date.now(), { locale: 'de', timeZone: DEFAULT_TIME_ZONE });
};

start();
