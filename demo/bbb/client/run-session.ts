import type { LiveSnapshot, ServerMessage } from '../wire.ts';
import { connect } from './connection.ts';
import { isAddress, mayGoTo, withReason } from './logout-address.ts';
import type { Preferences } from './preferences.ts';
import { loadSession, type Session } from './session.ts';
import { endSentence, type Texts } from './texts.ts';
import { endedView } from './views/ended-view.ts';
import { lobbyView } from './views/lobby-view.ts';
import { meetingView, type MeetingView } from './views/meeting-view.ts';
import { closeModals } from './views/modal.ts';

interface RunOptions {
  readonly app: HTMLElement;
  readonly session: Session;
  readonly preferences: Preferences;
  readonly texts: Texts;
  readonly lang: string;
}

/** Runs one session in this page: lobby, meeting, and the page after the end. */
export const runSession = ({ app, session, preferences, texts, lang }: RunOptions): void => {
  const { meeting } = session;
  const settings = meeting.clientSettings.clientSettingsJson.public.app;
  const lobby = lobbyView(texts);
  let view: MeetingView | null = null;
  let leavingTimer: ReturnType<typeof setTimeout> | null = null;

  const askBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();

  const end = (code: string, endedByUserName: string | null): void => {
    connection.close();
    view?.close();
    removeEventListener('beforeunload', askBeforeUnload);
    closeModals();
    // BBB's breakout room is a tab of its own, and goes with its end.
    if (meeting.isBreakout) window.close();
    const sentence = endSentence(texts, code, endedByUserName);
    const { logoutUrl } = meeting;
    const allowed = mayGoTo(logoutUrl, location.origin, settings.allowDefaultLogoutUrl);
    if (settings.skipMeetingEnded && allowed) {
      location.href = logoutUrl;
      return;
    }
    const goOn = () => location.assign(withReason(logoutUrl, sentence));
    app.replaceChildren(endedView(texts, sentence, allowed && isAddress(logoutUrl) ? goOn : null));
    const { timeoutBeforeRedirectOnMeetingEnd: wait } = settings;
    if (wait !== null && allowed) setTimeout(goOn, wait);
  };

  const openMeeting = ({ me }: LiveSnapshot): MeetingView => {
    const opened = meetingView({
      texts,
      lang,
      role: me.role,
      meeting,
      preferences,
      settings,
      onSay: (text) => connection.send({ type: 'chat', text }),
      onMedia: (message) => void connection.send(message),
      onHand: (raised) => void connection.send({ type: 'hand', raised }),
      onMute: (userId) => void connection.send({ type: 'mute-other', userId }),
      onMuteAll: () => void connection.send({ type: 'mute-all' }),
      onOpenBreakouts: () => void connection.send({ type: 'open-breakouts' }),
      onEndBreakouts: () => void connection.send({ type: 'end-breakouts' }),
      onJoinBreakout: (meetingId) => void connection.send({ type: 'join-breakout', meetingId }),
      onDecide: (userId, decision) => void connection.send({ type: 'decide-guest', userId, decision }),
      onLeave: () => {
        // Whoever leaves while the line is down has left all the same.
        if (!connection.send({ type: 'leave' })) end('user_logged_out_reason', null);
      },
      onEnd: () => void connection.send({ type: 'end-meeting' }),
    });
    app.replaceChildren(opened.element);
    if (settings.askForConfirmationOnLeave) addEventListener('beforeunload', askBeforeUnload);
    void opened.greet();
    return opened;
  };

  const showLobby = ({ me }: LiveSnapshot): void => {
    if (!lobby.element.isConnected) app.replaceChildren(lobby.element);
    if (me.guestStatus === 'WAIT') {
      lobby.wait(settings.showGuestLobbyWaitingQueuePosition ? me.queuePosition : 0);
      return;
    }
    lobby.deny();
    if (!mayGoTo(meeting.logoutUrl, location.origin, settings.allowDefaultLogoutUrl)) return;
    leavingTimer ??= setTimeout(() => location.assign(meeting.logoutUrl), settings.guestDenyRedirectMs);
  };

  const see = (message: ServerMessage): void => {
    if (message.type === 'ended') end(message.code, message.endedByUserName);
    if (message.type === 'chat') view?.addChat(message.lines);
    if (message.type === 'signal') view?.receiveSignal(message.from, message.link, message.signal);
    if (message.type === 'mute') view?.mute();
    if (message.type === 'breakout') open(message.joinUrl, '_blank');
    if (message.type !== 'snapshot') return;
    if (message.me.guestStatus === 'ALLOW') {
      view ??= openMeeting(message);
      view.show(message);
    } else showLobby(message);
  };

  const connection = connect(session, {
    onMessage: see,
    onLine: (up) => view?.showLine(up),
    mayRetry: async () => {
      const { outcome } = await loadSession(session.sessionToken);
      if (outcome === 'refused') end('validate_token_failed_eject_reason', null);
      return outcome !== 'refused';
    },
  });
};
