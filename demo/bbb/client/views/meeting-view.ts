import type { Audio, ChatLine, ClientSettings, LiveSnapshot, Role } from '../../wire.ts';
import { button, el } from '../dom.ts';
import { audioPlanFor, type Preferences } from '../preferences.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { showAudioModal } from './audio-modal.ts';
import { chatPanel } from './chat-panel.ts';
import { showDetailsModal } from './details-modal.ts';
import { leaveMenu } from './menu.ts';
import { peoplePanel } from './people-panel.ts';

export interface MeetingViewOptions {
  readonly texts: Texts;
  readonly lang: string;
  readonly role: Role;
  readonly meeting: { readonly name: string; readonly welcomeMsg: string };
  readonly preferences: Preferences;
  readonly settings: ClientSettings;
  readonly onSay: (text: string) => boolean;
  readonly onAudio: (audio: Audio) => void;
  readonly onDecide: (userId: string, decision: 'ALLOW' | 'DENY') => void;
  readonly onLeave: () => void;
  readonly onEnd: () => void;
}

export interface MeetingView {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
  readonly addChat: (lines: readonly ChatLine[]) => void;
  readonly showLine: (up: boolean) => void;
  /** Opens the windows that greet somebody who has just come in, one after the other. */
  readonly greet: () => Promise<void>;
}

/** A button in the top bar that shows and hides a panel. */
const panelToggle = (label: string, test: string, signName: 'people' | 'chat', panel: HTMLElement, shown: boolean) => {
  const apply = (visible: boolean) => {
    panel.hidden = !visible;
    toggle.setAttribute('aria-pressed', String(visible));
  };
  const toggle = button(
    label,
    { class: 'quiet icon-only', test, onClick: () => apply(panel.hasAttribute('hidden')) },
    sign(signName),
  );
  apply(shown);
  return toggle;
};

const stage = (texts: Texts, name: string, hidden: boolean): HTMLElement =>
  el(
    'div',
    { class: 'stage' },
    ...(hidden
      ? []
      : [
          el(
            'div',
            { class: 'slide', test: 'presentationPlaceholder' },
            el('p', { class: 'slide-name' }, name),
            el('p', { class: 'slide-note' }, texts.stageNote),
          ),
        ]),
  );

/** The meeting: people, chat, stage and the bars above and below it. */
export const meetingView = (options: MeetingViewOptions): MeetingView => {
  const { texts, preferences, settings, meeting, role } = options;
  const people = peoplePanel(texts, options.onDecide);
  const chat = chatPanel({ texts, lang: options.lang, welcome: meeting.welcomeMsg, onSend: options.onSay });
  const plan = audioPlanFor(preferences, role);
  let audio: Audio = 'none';

  const askForAudio = () => showAudioModal(texts, plan.choices, options.onAudio);
  const audioButton = el('div', { class: 'audio-button' });
  const showAudio = (): void => {
    audioButton.replaceChildren(
      audio === 'none'
        ? button(
            texts.joinAudio,
            { class: 'primary', test: 'joinAudio', onClick: () => void askForAudio() },
            sign('headphones'),
          )
        : button(
            texts.leaveAudio,
            { class: 'quiet', test: 'leaveAudio', onClick: () => options.onAudio('none') },
            sign(audio === 'microphone' ? 'microphone' : 'headphones'),
          ),
    );
  };
  showAudio();

  const lineNotice = el('p', { class: 'line-notice', attributes: { role: 'status' } });
  const navBar = el(
    'header',
    { class: 'nav-bar' },
    el(
      'div',
      { class: 'nav-side' },
      panelToggle(texts.people, 'toggleUserList', 'people', people.element, preferences.showPeople),
      panelToggle(texts.chat, 'toggleChat', 'chat', chat.element, preferences.showChat),
    ),
    el(
      'div',
      { class: 'nav-title' },
      el('h1', { test: 'presentationTitle' }, meeting.name),
      el('p', { class: 'stand-in', attributes: { title: texts.standInNote } }, texts.standIn),
    ),
    el(
      'div',
      { class: 'nav-side' },
      ...leaveMenu({
        texts,
        mayLeave: settings.allowLogout,
        mayEnd: role === 'MODERATOR',
        direct: preferences.directLeaveButton ?? settings.directLeaveButton,
        onLeave: options.onLeave,
        onEnd: options.onEnd,
      }),
    ),
  );
  navBar.hidden = preferences.hideNavBar;
  const actionsBar = el('footer', { class: 'actions-bar', test: 'actionsBar' }, audioButton);
  actionsBar.hidden = preferences.hideActionsBar;

  return {
    element: el(
      'div',
      { class: 'meeting' },
      people.element,
      chat.element,
      el(
        'main',
        { class: 'middle' },
        navBar,
        lineNotice,
        stage(texts, meeting.name, preferences.hidePresentation),
        actionsBar,
      ),
    ),
    show: (snapshot) => {
      people.show(snapshot);
      if (snapshot.me.audio === audio) return;
      audio = snapshot.me.audio;
      showAudio();
    },
    addChat: chat.add,
    showLine: (up) => {
      lineNotice.textContent = up ? '' : texts.reconnecting;
    },
    greet: async () => {
      if (plan.atStart === 'microphone') options.onAudio('microphone');
      if (plan.atStart === 'ask') await askForAudio();
      if (preferences.showSessionDetails) await showDetailsModal(texts, meeting.name, meeting.welcomeMsg);
    },
  };
};
