import { CalendarDays, ChevronRight, Globe, KeyRound, RotateCw, Users } from 'lucide-react';
import type { Room } from '../../contract/room.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { Notice } from '../design/notice.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { cityText } from '../texts.ts';
import { endOfCurrent } from '../time/agenda.ts';
import { clockOf, momentInWords } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

const RunningState = ({ room, now }: { readonly room: Room; readonly now: number }) => {
  const { snapshot, t } = useTerminal();
  const end = endOfCurrent(room, now);
  return (
    <span className="room-state" data-running>
      <Users aria-hidden />
      <span>
        <strong>{t('rooms.running')}</strong> · {t('rooms.people', { count: room.participants })}
        {end !== null && ` · ${t('rooms.until', { time: clockOf(end, snapshot) })}`}
      </span>
    </span>
  );
};

const PlannedState = ({ room, now }: { readonly room: Room; readonly now: number }) => {
  const { snapshot, t } = useTerminal();
  const { nextMeeting } = room;
  const words = (): string => {
    const start = nextMeeting === null ? now : Date.parse(nextMeeting.start);
    if (start > now) return t('rooms.next', { date: momentInWords(start, now, snapshot, t) });
    // An old list may hold a meeting that is over by now.
    const end = endOfCurrent(room, now);
    return end === null ? t('rooms.noDate') : t('rooms.current', { time: clockOf(end, snapshot) });
  };
  return (
    <span className="room-state">
      <CalendarDays aria-hidden />
      <span>{words()}</span>
    </span>
  );
};

const RoomRow = ({ room, now }: { readonly room: Room; readonly now: number }) => {
  const { snapshot, send, t } = useTerminal();
  const description = room.description === null ? null : cityText(room.description, snapshot.locale);
  return (
    <li>
      <button type="button" className="room" onClick={() => send({ type: 'choose-room', room: room.id })}>
        <span className="room-words">
          <span className="room-title">
            <RoomTitle room={room} />
          </span>
          {description !== null && (
            <span className="room-description" dir="auto" lang={description.lang}>
              {description.text}
            </span>
          )}
          <span className="room-states">
            {room.kind !== 'open' && (
              <span className="room-state">
                {room.kind === 'closed' ? <KeyRound aria-hidden /> : <Globe aria-hidden />}
                <span>{t(`rooms.kind.${room.kind}`)}</span>
              </span>
            )}
            {/* An old list does not know who is there now. */}
            {room.running && snapshot.rooms.state === 'fresh' ? (
              <RunningState room={room} now={now} />
            ) : (
              <PlannedState room={room} now={now} />
            )}
          </span>
        </span>
        <ChevronRight className="points-on" aria-hidden />
      </button>
    </li>
  );
};

const LoadingRows = () => (
  <div className="rooms-list" aria-hidden>
    {['first', 'second', 'third', 'fourth'].map((row) => (
      <div key={row} className="room-shadow" />
    ))}
  </div>
);

/** The rooms of the city, each one a large row; or in plain words why there are none. */
export const Rooms = () => {
  const { snapshot, send, t } = useTerminal();
  const { state, rooms, at, failure } = snapshot.rooms;
  const now = useCityTime();
  const refresh = (): void => send({ type: 'refresh-rooms' });
  const empty = rooms.length === 0;
  const unreachable = empty && state === 'stale';
  const leadsByCode = !empty || (snapshot.codeOpensMore && state === 'fresh');

  useAnnouncement('polite', state === 'loading' ? t('rooms.loading') : t('rooms.count', { count: rooms.length }));

  const refreshButton = (rank: 'primary' | 'secondary') => (
    <Button rank={rank} icon={<RotateCw aria-hidden />} onPress={refresh}>
      {t('rooms.refresh')}
    </Button>
  );

  return (
    <Frame
      back={{ label: t('action.end'), onPress: () => send({ type: 'end-visit' }) }}
      aside={
        leadsByCode && (
          <Button
            rank={empty ? 'primary' : 'quiet'}
            icon={<KeyRound aria-hidden />}
            onPress={() => send({ type: 'open-code' })}
          >
            {t('code.open')}
          </Button>
        )
      }
      primary={unreachable ? refreshButton('primary') : null}
    >
      {unreachable && (
        <Statement
          sign="unreachable"
          heading={t(`failure.${failure ?? 'city-unreachable'}.sentence`)}
          code={failure ?? undefined}
        >
          <p>{t(`failure.${failure ?? 'city-unreachable'}.advice`)}</p>
        </Statement>
      )}
      {empty && state === 'fresh' && (
        <Statement sign="empty" heading={t(`rooms.${leadsByCode ? 'onlyByCode' : 'empty'}.sentence`)}>
          <p>{t(`rooms.${leadsByCode ? 'onlyByCode' : 'empty'}.advice`)}</p>
        </Statement>
      )}
      {(!empty || state === 'loading') && (
        <>
          <ScreenHeading>{t('rooms.heading')}</ScreenHeading>
          {state === 'stale' && (
            <Notice action={refreshButton('secondary')}>
              {failure !== null && t(`failure.${failure}.sentence`)}{' '}
              {at !== null && t('rooms.stale', { date: momentInWords(at + snapshot.clockOffset, now, snapshot, t) })}
            </Notice>
          )}
          {empty ? (
            <>
              <p className="lead">{t('rooms.loading')}</p>
              <LoadingRows />
            </>
          ) : (
            <ul className="rooms-list">
              {rooms.map((room) => (
                <RoomRow key={room.id} room={room} now={now} />
              ))}
            </ul>
          )}
        </>
      )}
    </Frame>
  );
};
