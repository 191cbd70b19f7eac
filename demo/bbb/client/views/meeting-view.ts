import type { ChatLine, ClientMessage, ClientSettings, LiveSnapshot, MediaSignal, Role } from '../../wire.ts';
import { button, el } from '../dom.ts';
import { ownMedia } from '../media/own-media.ts';
import { sounds } from '../media/sounds.ts';
import { audioPlanFor, type Preferences } from '../preferences.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { actionButton } from './action-button.ts';
import { breakoutList } from './breakout-list.ts';
import { chatPanel } from './chat-panel.ts';
import { showDetailsModal } from './details-modal.ts';
import { leaveMenu } from './menu.ts';
import { mediaActions } from './media-actions.ts';
import { moderatorTools } from './moderator-tools.ts';
import { peoplePanel } from './people-panel.ts';
import { showRecordingModal } from './recording-modal.ts';
import { screenView } from './screen-view.ts';
import { placeholderSlide } from './slide.ts';
import { videoGrid } from './video-grid.ts';

export interface MeetingViewOptions {
  readonly texts: Texts;
  readonly lang: string;
  readonly role: Role;
  readonly meeting: {
    readonly name: string;
    readonly welcomeMsg: string;
    readonly notifyRecordingIsOn: boolean;
    readonly isBreakout: boolean;
  };
  readonly preferences: Preferences;
  readonly settings: ClientSettings;
  readonly onSay: (text: string) => boolean;
  /** What this page's media have to say to the server and, through it, to the others. */
  readonly onMedia: (message: ClientMessage) => void;
  readonly onHand: (raised: boolean) => void;
  readonly onMute: (userId: string) => void;
  readonly onMuteAll: () => void;
  readonly onOpenBreakouts: () => void;
  readonly onEndBreakouts: () => void;
  readonly onJoinBreakout: (meetingId: string) => void;
  readonly onDecide: (userId: string, decision: 'ALLOW' | 'DENY') => void;
  readonly onLeave: () => void;
  readonly onEnd: () => void;
}

export interface MeetingView {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
  readonly addChat: (lines: readonly ChatLine[]) => void;
  readonly showLine: (up: boolean) => void;
  readonly receiveSignal: (from: string, link: string, signal: MediaSignal) => void;
  /** A moderator silences this page's microphone. */
  readonly mute: () => void;
  /** Ends sound and picture and lets go of the devices. */
  readonly close: () => void;
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

/** The meeting: people, chat, stage and the bars above and below it. */
export const meetingView = (options: MeetingViewOptions): MeetingView => {
  const { texts, preferences, settings, meeting, role } = options;
  const people = peoplePanel(texts, { decide: options.onDecide, mute: options.onMute });
  const chat = chatPanel({ texts, lang: options.lang, welcome: meeting.welcomeMsg, onSend: options.onSay });
  const plan = audioPlanFor(preferences, role);
  const slide = placeholderSlide(texts, meeting.name);
  slide.hidden = preferences.hidePresentation;
  const grid = videoGrid(texts, (count) => slide.classList.toggle('behind', count > 0));
  const screen = screenView(texts, (shown) => grid.element.classList.toggle('beside', shown));
  const tools = moderatorTools(texts, meeting.isBreakout, {
    muteAll: options.onMuteAll,
    openBreakouts: options.onOpenBreakouts,
    endBreakouts: options.onEndBreakouts,
  });
  const breakouts = breakoutList(texts, options.onJoinBreakout);
  people.element.append(breakouts.element, tools.element);
  const sound = sounds();
  const takers = { audio: sound.play, camera: grid.setTrack, screen: screen.setTrack };
  const media = ownMedia({
    send: options.onMedia,
    onChange: (state) => actions.show(state),
    onTrack: (userId, kind, track) => takers[kind](userId, track),
    onLost: (kind) => tell(texts.deviceLost[kind]),
  });
  const actions = mediaActions({
    texts,
    plan,
    preferences,
    media,
    mayShareScreen: role === 'MODERATOR',
    tell: (sentence) => tell(sentence),
  });

  let handRaised = false;
  const hand = actionButton(() => options.onHand(!handRaised));
  const showHand = (raised: boolean): void => {
    handRaised = raised;
    hand.show(
      raised
        ? { label: texts.lowerHand, test: 'lowerHandBtn', sign: 'hand', on: true }
        : { label: texts.raiseHand, test: 'raiseHandBtn', sign: 'hand' },
    );
  };
  showHand(false);

  const mediaNotice = el('p', { class: 'media-notice', attributes: { role: 'status' } });
  const tell = (sentence: string): void => {
    mediaNotice.textContent = sentence;
  };
  const lineNotice = el('p', { class: 'line-notice', test: 'notificationBannerBar', attributes: { role: 'status' } });
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
  const actionsBar = el('footer', { class: 'actions-bar', test: 'actionsBar' }, ...actions.elements, hand.element);
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
        mediaNotice,
        el('div', { class: 'stage' }, slide, screen.element, grid.element),
        actionsBar,
        sound.element,
      ),
    ),
    show: (snapshot) => {
      people.show(snapshot);
      showHand(snapshot.people.some(({ userId, hand: place }) => userId === snapshot.me.userId && place > 0));
      media.see(snapshot);
      grid.show(snapshot);
      screen.show(snapshot);
      tools.show(snapshot);
      breakouts.show(snapshot);
    },
    addChat: chat.add,
    showLine: (up) => {
      lineNotice.textContent = up ? '' : texts.reconnecting;
    },
    receiveSignal: media.receive,
    mute: () => {
      media.setMuted(true);
      tell(texts.mutedByModerator);
    },
    close: media.close,
    greet: async () => {
      if (meeting.notifyRecordingIsOn) await showRecordingModal(texts, options.onLeave);
      await actions.greet();
      if (preferences.showSessionDetails) await showDetailsModal(texts, meeting.name, meeting.welcomeMsg);
    },
  };
};
