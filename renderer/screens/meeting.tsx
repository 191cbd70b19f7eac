import { lazy, Suspense, useEffect, useId, useRef, type ReactNode, type RefObject } from 'react';
import {
  ALargeSmall,
  CircleHelp,
  Flag,
  Hand,
  Keyboard,
  Languages,
  LogOut,
  MessageSquareText,
  Mic,
  Video,
  Volume2,
  X,
} from 'lucide-react';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { CityClock } from '../design/city-clock.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { useTerminal } from '../terminal-context.ts';
import { PresenceQuestion } from './presence-question.tsx';
import { Rejoining } from './rejoining.tsx';
import { useCityTime } from '../time/use-city-time.ts';
import { CallStaff } from './call-staff.tsx';
import { LanguagePanel } from './language-panel.tsx';
import { MeetingDisplayPanel } from './meeting-display-panel.tsx';
import { Panel } from './panel.tsx';
import { EndQuestion, ReportReasons, ReportThanks } from './report-panel.tsx';
import { SoundPanel } from './sound-panel.tsx';

type MeetingScreen = Extract<Screen, { readonly name: 'meeting' }>;
type OpenPanel = Exclude<MeetingScreen['panel'], 'none'>;

const loadKeyboard = () => import('../keyboard/meeting-keyboard.tsx');
const MeetingKeyboard = lazy(() => loadKeyboard().then((module) => ({ default: module.MeetingKeyboard })));

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;

const HELP = [
  { topic: 'microphone', icon: <Mic aria-hidden /> },
  { topic: 'camera', icon: <Video aria-hidden /> },
  { topic: 'hand', icon: <Hand aria-hidden /> },
  { topic: 'chat', icon: <MessageSquareText aria-hidden /> },
  { topic: 'keyboard', icon: <Keyboard aria-hidden /> },
  { topic: 'leave', icon: <LogOut aria-hidden /> },
] as const;

const HelpPanel = () => {
  const { snapshot, send, t } = useTerminal();
  // Who cannot be heard here need not know how to speak.
  const topics = HELP.filter(({ topic }) => topic !== 'microphone' || snapshot.audio !== 'listen-only');
  return (
    <Panel name="help" title={t('help.heading')}>
      <ul className="help-list">
        {topics.map(({ topic, icon }) => (
          <li key={topic}>
            {icon}
            <span>
              <strong>{t(`help.${topic}.title`)}</strong> {t(`help.${topic}.text`)}
            </span>
          </li>
        ))}
      </ul>
      <CallStaff />
      <div className="panel-actions">
        <Button
          rank="secondary"
          icon={<ALargeSmall aria-hidden />}
          onPress={() => send({ type: 'show-panel', panel: 'display' })}
        >
          {t('display.open')}
        </Button>
        <Button rank="primary" icon={<X aria-hidden />} onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('help.close')}
        </Button>
      </div>
    </Panel>
  );
};

const LeavePanel = () => {
  const { send, t } = useTerminal();
  return (
    <Panel name="leave" title={t('leave.heading')}>
      <p>{t('leave.sentence')}</p>
      <div className="panel-actions">
        <Button rank="secondary" onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('leave.stay')}
        </Button>
        <Button rank="primary" icon={<LogOut aria-hidden />} onPress={() => send({ type: 'leave' })}>
          {t('leave.leave')}
        </Button>
      </div>
    </Panel>
  );
};

interface BarButtonProps {
  readonly opens: OpenPanel;
  readonly icon: ReactNode;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly children: ReactNode;
  readonly controls?: string;
  /** A panel that follows the one it opens. */
  readonly leadsTo?: OpenPanel;
}

/** Opens its panel, and closes it again. */
const BarButton = ({ opens, icon, button, children, controls, leadsTo }: BarButtonProps) => {
  const { snapshot, send } = useTerminal();
  const panel = snapshot.screen.name === 'meeting' ? snapshot.screen.panel : 'none';
  const open = panel === opens || panel === leadsTo;
  return (
    <button
      ref={button}
      type="button"
      className="bar-button"
      data-call={opens === 'help' ? snapshot.help : undefined}
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => send({ type: 'show-panel', panel: open ? 'none' : opens })}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
};

/** The bar under the meeting: the way out, where one is, the time, and what helps. The meeting itself lies above it. */
export const Meeting = ({ screen }: { readonly screen: MeetingScreen }) => {
  const { room, since, panel, reported, rejoining, presenceDeadline, presenceLocks = false } = screen;
  const { snapshot, send, t } = useTerminal();
  const now = useCityTime() - snapshot.clockOffset;
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE_MS));
  const elapsed =
    minutes < MINUTES_PER_HOUR
      ? t('meeting.since', { count: minutes })
      : t('meeting.sinceHours', {
          hours: Math.floor(minutes / MINUTES_PER_HOUR),
          minutes: minutes % MINUTES_PER_HOUR,
        });
  const keyboardId = useId();
  const leaveButton = useRef<HTMLButtonElement>(null);
  const keyboardButton = useRef<HTMLButtonElement>(null);
  const languageButton = useRef<HTMLButtonElement>(null);
  const helpButton = useRef<HTMLButtonElement>(null);
  const soundButton = useRef<HTMLButtonElement>(null);
  const reportButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const opener = {
      leave: leaveButton,
      keyboard: keyboardButton,
      language: languageButton,
      sound: soundButton,
      report: reportButton,
      end: reportButton,
      help: helpButton,
      display: helpButton,
      none: null,
    }[panel];
    // The focus goes back to the button that opened the panel, once it is closed.
    return () => opener?.current?.focus();
  }, [panel]);
  // Fetched before it is asked for, so that it opens at the touch.
  useEffect(() => void loadKeyboard(), []);
  return (
    <main
      className="meeting"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && panel !== 'none') send({ type: 'show-panel', panel: 'none' });
      }}
    >
      {rejoining !== undefined && panel === 'none' && <Rejoining key={rejoining.cause} away={rejoining} mayLeave />}
      {panel === 'help' && <HelpPanel />}
      {panel === 'leave' && <LeavePanel />}
      {panel === 'sound' && <SoundPanel />}
      {panel === 'language' && <LanguagePanel />}
      {panel === 'display' && <MeetingDisplayPanel />}
      {panel === 'keyboard' && (
        <Suspense>
          <MeetingKeyboard id={keyboardId} />
        </Suspense>
      )}
      {panel === 'report' && (
        // Keyed: the focus goes to the new heading once something has been reported.
        <Panel key={reported} name="report" title={reported === null ? t('report.heading') : t('report.thanks')}>
          {reported === null ? <ReportReasons /> : <ReportThanks reason={reported} />}
        </Panel>
      )}
      {panel === 'end' && (
        <Panel name="end" title={t('staffEnd.heading')}>
          <EndQuestion />
        </Panel>
      )}
      <div
        className="bar"
        data-theme="dark"
        data-asks={presenceDeadline !== undefined}
        role="region"
        aria-label={t('meeting.label')}
      >
        <BarButton opens="leave" icon={<LogOut aria-hidden />} button={leaveButton}>
          {t('meeting.leave')}
        </BarButton>
        <div className={presenceDeadline === undefined ? 'bar-words' : 'only-read'}>
          <h1 className="bar-title">
            <RoomTitle room={room} />
          </h1>
          {snapshot.help === 'none' ? (
            <p className="bar-times">
              {elapsed} · <CityClock />
            </p>
          ) : (
            <p className="bar-call">{t(`call.short.${snapshot.help}`)}</p>
          )}
        </div>
        {presenceDeadline === undefined ? (
          <div className="bar-tools">
            <BarButton
              opens="keyboard"
              icon={<Keyboard aria-hidden />}
              button={keyboardButton}
              {...(panel === 'keyboard' ? { controls: keyboardId } : {})}
            >
              {t('keyboard.open')}
            </BarButton>
            {snapshot.volume !== null && (
              <BarButton opens="sound" icon={<Volume2 aria-hidden />} button={soundButton}>
                {t('meeting.sound')}
              </BarButton>
            )}
            {snapshot.languages.length > 1 && (
              <BarButton opens="language" icon={<Languages aria-hidden />} button={languageButton}>
                {t('meeting.language')}
              </BarButton>
            )}
            <BarButton opens="report" leadsTo="end" icon={<Flag aria-hidden />} button={reportButton}>
              {t('meeting.report')}
            </BarButton>
            <BarButton opens="help" leadsTo="display" icon={<CircleHelp aria-hidden />} button={helpButton}>
              {t('meeting.help')}
            </BarButton>
          </div>
        ) : (
          // Any touch answers it and brings the tools back.
          <PresenceQuestion deadline={presenceDeadline} locks={presenceLocks} />
        )}
      </div>
    </main>
  );
};
