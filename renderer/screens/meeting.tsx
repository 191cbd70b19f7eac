import { useEffect, useRef, type ReactNode } from 'react';
import { CircleHelp, Hand, Keyboard, LogOut, MessageSquareText, Mic, Video, X } from 'lucide-react';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { CityClock } from '../design/city-clock.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { useTerminal } from '../terminal-context.ts';
import { PresenceQuestion } from './presence-question.tsx';
import { Rejoining } from './rejoining.tsx';
import { useCityTime } from '../time/use-city-time.ts';

type MeetingScreen = Extract<Screen, { readonly name: 'meeting' }>;
type OpenPanel = Exclude<MeetingScreen['panel'], 'none'>;

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;

/** A panel above the bar, dimming the meeting; the bar stays where it is and keeps working. */
const Panel = ({
  name,
  title,
  children,
}: {
  readonly name: OpenPanel;
  readonly title: string;
  readonly children: ReactNode;
}) => {
  const { send } = useTerminal();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const close = (): void => send({ type: 'show-panel', panel: 'none' });
  return (
    <div
      className="panel-shade"
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <section
        className="panel"
        data-panel={name}
        role="dialog"
        aria-labelledby="panel-title"
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
      >
        <h2 id="panel-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </section>
    </div>
  );
};

const HELP = [
  { topic: 'microphone', icon: <Mic aria-hidden /> },
  { topic: 'camera', icon: <Video aria-hidden /> },
  { topic: 'hand', icon: <Hand aria-hidden /> },
  { topic: 'chat', icon: <MessageSquareText aria-hidden /> },
  { topic: 'keyboard', icon: <Keyboard aria-hidden /> },
  { topic: 'leave', icon: <LogOut aria-hidden /> },
] as const;

const HelpPanel = () => {
  const { send, t } = useTerminal();
  return (
    <Panel name="help" title={t('help.heading')}>
      <ul className="help-list">
        {HELP.map(({ topic, icon }) => (
          <li key={topic}>
            {icon}
            <span>
              <strong>{t(`help.${topic}.title`)}</strong> {t(`help.${topic}.text`)}
            </span>
          </li>
        ))}
      </ul>
      <p>{t('help.staff')}</p>
      <div className="panel-actions">
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

/** The bar under the meeting: the way out, where one is, the time, help. The meeting itself lies above it. */
export const Meeting = ({ screen }: { readonly screen: MeetingScreen }) => {
  const { room, since, panel, rejoining, presenceDeadline } = screen;
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
  const toggle = (wanted: OpenPanel): void => send({ type: 'show-panel', panel: panel === wanted ? 'none' : wanted });
  const leaveButton = useRef<HTMLButtonElement>(null);
  const helpButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const opener = { leave: leaveButton, help: helpButton, none: null }[panel];
    // The focus goes back to the button that opened the panel, once it is closed.
    return () => opener?.current?.focus();
  }, [panel]);
  return (
    <main className="meeting">
      {rejoining !== undefined && panel === 'none' && <Rejoining key={rejoining.cause} away={rejoining} />}
      {panel === 'help' && <HelpPanel />}
      {panel === 'leave' && <LeavePanel />}
      <div
        className="bar"
        data-theme="dark"
        data-asks={presenceDeadline !== undefined}
        role="region"
        aria-label={t('meeting.label')}
      >
        <button
          ref={leaveButton}
          type="button"
          className="bar-button"
          aria-expanded={panel === 'leave'}
          onClick={() => toggle('leave')}
        >
          <LogOut aria-hidden />
          <span>{t('meeting.leave')}</span>
        </button>
        <div className={presenceDeadline === undefined ? 'bar-words' : 'only-read'}>
          <h1 className="bar-title">
            <RoomTitle room={room} />
          </h1>
          <p className="bar-times">
            {elapsed} · <CityClock />
          </p>
        </div>
        {presenceDeadline !== undefined && <PresenceQuestion deadline={presenceDeadline} />}
        <button
          ref={helpButton}
          type="button"
          className="bar-button"
          aria-expanded={panel === 'help'}
          onClick={() => toggle('help')}
        >
          <CircleHelp aria-hidden />
          <span>{t('meeting.help')}</span>
        </button>
      </div>
    </main>
  );
};
