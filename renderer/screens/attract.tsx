import type { ReactNode } from 'react';
import { CalendarDays, Pointer, ShieldCheck, Users } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { CityWindow } from '../design/city-window.tsx';
import { Frame } from '../design/frame.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { useTerminal } from '../terminal-context.ts';
import { cityText } from '../texts.ts';
import { comingNext, endOfCurrent, runningNow } from '../time/agenda.ts';
import { clockOf, momentInWords } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

/** How many rooms fit under "now" and "next" without anybody having to search. */
const SHOWN = 2;

/** Where the picture stands in each minute, in pixels: it wanders so that nothing burns into the screen. */
const BURN_IN_STEPS = [0, 2, 4, 2, 0, -2, -4, -2] as const;

const nothing = (): void => undefined;

interface AgendaProps {
  readonly title: string;
  readonly icon: ReactNode;
  readonly none: string;
  readonly entries: readonly { readonly id: string; readonly title: ReactNode; readonly detail: string }[];
}

const Agenda = ({ title, icon, none, entries }: AgendaProps) => (
  <section className="agenda">
    <h2 className="agenda-title">
      {icon}
      {title}
    </h2>
    {entries.length === 0 && <p className="agenda-none">{none}</p>}
    <ul>
      {entries.map(({ id, title: name, detail }) => (
        <li key={id}>
          <p className="agenda-room">{name}</p>
          <p className="agenda-detail">{detail}</p>
        </li>
      ))}
    </ul>
  </section>
);

/** What this is: in the city's own words, or in ours. */
const Invitation = () => {
  const { snapshot, t } = useTerminal();
  if (snapshot.texts?.welcome === undefined) return <p className="lead">{t('attract.invitation')}</p>;
  const { text, lang } = cityText(snapshot.texts.welcome, snapshot.locale);
  return (
    <p className="lead" dir="auto" lang={lang}>
      {text}
    </p>
  );
};

const NowAndNext = ({ now }: { readonly now: number }) => {
  const { snapshot, t } = useTerminal();
  const { rooms } = snapshot;
  const noneNow = (): string => {
    if (rooms.state === 'loading') return t('rooms.loading');
    return rooms.state === 'stale' ? t('attract.disconnected') : t('attract.nothingNow');
  };
  const running = runningNow(rooms).slice(0, SHOWN);
  const upcoming = comingNext(rooms, now).slice(0, SHOWN);
  return (
    <div className="attract-agenda">
      <Agenda
        title={t('attract.now')}
        icon={<Users aria-hidden />}
        none={noneNow()}
        entries={running.map((room) => {
          const people = t('rooms.people', { count: room.participants });
          const end = endOfCurrent(room, now);
          const until = end === null ? '' : ` · ${t('rooms.until', { time: clockOf(end, snapshot) })}`;
          return { id: room.id, title: <RoomTitle room={room} />, detail: people + until };
        })}
      />
      <Agenda
        title={t('attract.next')}
        icon={<CalendarDays aria-hidden />}
        none={t('attract.nothingNext')}
        entries={upcoming.map(({ room, start }) => ({
          id: room.id,
          title: <RoomTitle room={room} />,
          detail: momentInWords(start, now, snapshot, t),
        }))}
      />
    </div>
  );
};

/** The screen that waits for somebody: what runs now, what comes next, begin by touching anywhere. */
export const Attract = () => {
  const { snapshot, send, t } = useTerminal();
  const now = useCityTime();
  const step = BURN_IN_STEPS[Math.floor(now / 60_000) % BURN_IN_STEPS.length] ?? 0;
  return (
    // The whole screen is one target; its click comes from the button too, by touch, Enter or Space. Who comes with
    // keys has the heading in focus first, and begins there.
    <div
      className="attract"
      onClick={() => send({ type: 'begin' })}
      onKeyDown={({ key, target }) => {
        if ((key === 'Enter' || key === ' ') && target instanceof HTMLHeadingElement) send({ type: 'begin' });
      }}
    >
      <div className="attract-shift" style={{ transform: `translate(${step}px, ${step / 2}px)` }}>
        <Frame
          aside={
            <p className="attract-privacy">
              <ShieldCheck aria-hidden />
              {t('attract.privacy')}
            </p>
          }
          primary={
            <Button rank="primary" icon={<Pointer aria-hidden />} onPress={nothing}>
              {t('attract.begin')}
            </Button>
          }
        >
          <div className="attract-words">
            <p className="attract-city" dir="auto">
              {snapshot.city}
            </p>
            <ScreenHeading>{t('attract.heading')}</ScreenHeading>
            <Invitation />
            <NowAndNext now={now} />
          </div>
          <div className="attract-picture" aria-hidden>
            <CityWindow />
          </div>
        </Frame>
      </div>
    </div>
  );
};
