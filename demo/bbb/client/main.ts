import '@fontsource/fira-sans/latin-400.css';
import '@fontsource/fira-sans/latin-500.css';
import './style.css';
import { keepSettings } from './browser-storage.ts';
import { el } from './dom.ts';
import { readPreferences } from './preferences.ts';
import { runSession } from './run-session.ts';
import { loadSession } from './session.ts';
import { textsFor, type Texts } from './texts.ts';
import { messagePage } from './views/message-page.ts';

const problemPage = (texts: Texts, outcome: 'refused' | 'unreachable'): HTMLElement =>
  messagePage({
    title: texts[`${outcome}Title`],
    test: 'errorScreenMessage',
    standIn: texts.standIn,
    content: [el('p', { attributes: { role: 'alert' } }, texts[`${outcome}Text`])],
  });

const registerServiceWorker = async (): Promise<void> => {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}service-worker.js`);
};

const start = async (app: HTMLElement): Promise<void> => {
  const browser = textsFor(navigator.language);
  document.documentElement.lang = browser.lang;
  app.replaceChildren(messagePage({ title: browser.texts.loading, standIn: browser.texts.standIn, content: [] }));

  const result = await loadSession(new URLSearchParams(location.search).get('sessionToken') ?? '');
  if (result.outcome !== 'ready') {
    app.replaceChildren(problemPage(browser.texts, result.outcome));
    return;
  }
  const preferences = readPreferences(result.session.metadata, navigator.language);
  const { texts, lang } = textsFor(preferences.locale);
  document.documentElement.lang = lang;
  document.title = `${preferences.title ?? texts.standIn} – ${result.session.meeting.name}`;
  document.head.append(el('style', {}, preferences.customStyle));
  keepSettings({ locale: preferences.locale });
  runSession({ app, session: result.session, preferences, texts, lang });
  // The client works without it; a browser that forbids it says so in its own console.
  await registerServiceWorker().catch(() => undefined);
};

const app = document.getElementById('app');
if (app !== null) void start(app);
