import { useState } from 'react';
import { KeyRound, Pencil, Plus, Trash2, X } from 'lucide-react';
import { may } from '../../contract/dashboard.ts';
import type { NewCode, PlannedRoom, ShownCode as Code } from '../../contract/dashboard-rooms.ts';
import type { Role } from '../../contract/role.ts';
import { CityFailure } from './city-api.ts';
import { ConfirmButton } from './confirm-button.tsx';
import { useDashboard } from './dashboard-context.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { RoomForm } from './room-form.tsx';
import { dayName, meetingWords, slotWords } from './room-words.ts';
import { makeCode, readRooms, removeRoom, saveRoom, withdrawCode } from './rooms-api.ts';
import { ShownCode } from './shown-code.tsx';
import { sinceWords } from './time-words.ts';
import { useNow } from './use-now.ts';
import { useQuestion } from './use-question.ts';
import './rooms-page.css';

/** What somebody may do with a room; what it leads to is told by the page. */
interface RoomActs {
  readonly onChange: () => void;
  readonly onRemove: () => void;
  readonly onMakeCode: (code: NewCode) => void;
  readonly onWithdrawCode: (role: Role) => void;
}

const useMay = () => {
  const { signedIn } = useDashboard();
  const role = signedIn?.role ?? 'reader';
  return { changes: may(role, 'change-rooms'), codes: may(role, 'make-codes') };
};

const Plan = ({ room, timeZone }: { readonly room: PlannedRoom; readonly timeZone: string }) => {
  const { t, locale } = useDashboard();
  const { kind, schedule, next, lastDay, isExpired, fromImport } = room;
  return (
    <dl className="facts">
      <div>
        <dt>{t('rooms.who')}</dt>
        <dd>{t(`rooms.kind.${kind}`)}</dd>
      </div>
      <div>
        <dt>{t('rooms.schedule')}</dt>
        {schedule.length === 0 && <dd>{t('rooms.anytime')}</dd>}
        {schedule.map((slot, index) => (
          <dd key={index}>{slotWords(slot, t, locale)}</dd>
        ))}
      </div>
      {next.length > 0 && !isExpired && (
        <div>
          <dt>{t('rooms.next')}</dt>
          {next.map((meeting) => (
            <dd key={meeting.start}>{meetingWords(meeting, timeZone, t, locale)}</dd>
          ))}
        </div>
      )}
      {lastDay !== null && (
        <div>
          <dt>{t('rooms.lastDay')}</dt>
          <dd>{dayName(lastDay, locale)}</dd>
        </div>
      )}
      <div>
        <dt>{t('rooms.madeBy')}</dt>
        <dd>{fromImport ? t('rooms.byImport') : t('rooms.byHand')}</dd>
      </div>
    </dl>
  );
};

/** Into an open room everybody comes without a code; only who leads a meeting has one. */
const codeRolesOf = ({ kind }: PlannedRoom): readonly Role[] =>
  kind === 'closed' ? ['attendee', 'moderator'] : kind === 'open' ? ['moderator'] : [];

const DAY_S = 24 * 60 * 60;
/** For how long a code can be made, in days; one that has no end is valid as long as its room. */
const VALID_DAYS = ['unlimited', 1, 7, 30] as const;
type ValidDays = (typeof VALID_DAYS)[number];

const Codes = ({ room, onMakeCode, onWithdrawCode }: { readonly room: PlannedRoom } & RoomActs) => {
  const { t, locale } = useDashboard();
  const { codes: mayCode } = useMay();
  const now = useNow();
  const [chosen, setChosen] = useState<Partial<Record<Role, ValidDays>>>({});
  return (
    <ul className="room-codes">
      {codeRolesOf(room).map((role) => {
        const known = room.codes.find((code) => code.role === role);
        const days = chosen[role] ?? 'unlimited';
        const of = `${t(`rooms.code.${role}`)}, ${room.title.de}`;
        return (
          <li key={role}>
            <span>
              <strong>{t(`rooms.code.${role}`)}:</strong>{' '}
              {known === undefined
                ? t('rooms.code.none')
                : t('rooms.code.since', { moment: sinceWords(known.createdAt, now, locale) })}{' '}
              {known !== undefined &&
                known.validUntil !== null &&
                t('rooms.code.until', { moment: sinceWords(known.validUntil, now, locale) })}
            </span>
            {mayCode && !room.isExpired && (
              <select
                className="field-input"
                aria-label={`${t('rooms.code.valid')}: ${of}`}
                value={days}
                onChange={({ target }) => setChosen({ ...chosen, [role]: VALID_DAYS[target.selectedIndex] })}
              >
                {VALID_DAYS.map((option) => (
                  <option key={option} value={option}>
                    {t(`rooms.code.for.${option}`)}
                  </option>
                ))}
              </select>
            )}
            {mayCode && !room.isExpired && (
              <ConfirmButton
                act={known === undefined ? t('rooms.code.make') : t('rooms.code.makeNew')}
                icon={<KeyRound aria-hidden />}
                of={of}
                question={known === undefined ? null : t('rooms.code.replaces')}
                onConfirm={() => onMakeCode({ role, ...(days === 'unlimited' ? {} : { validSeconds: days * DAY_S }) })}
              />
            )}
            {mayCode && known !== undefined && (
              <ConfirmButton
                act={t('rooms.code.withdraw')}
                icon={<X aria-hidden />}
                of={of}
                question={t('rooms.code.ends')}
                onConfirm={() => onWithdrawCode(role)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};

interface RoomCardProps extends RoomActs {
  readonly room: PlannedRoom;
  readonly timeZone: string;
  /** A code that was just made. */
  readonly shown: { readonly role: Role; readonly code: Code } | null;
  readonly onCodeRead: () => void;
}

const RoomCard = ({ room, timeZone, shown, onCodeRead, ...acts }: RoomCardProps) => {
  const { t, locale } = useDashboard();
  const { changes } = useMay();
  const title = room.title[locale] ?? room.title.de;
  return (
    <li className="card room-card" data-expired={room.isExpired}>
      <div className="room-head">
        <div>
          <h2>{title}</h2>
          {room.isExpired && <p className="room-expired">{t('rooms.expired')}</p>}
        </div>
        {changes && (
          <div className="room-acts">
            <button
              type="button"
              className="button"
              data-rank="secondary"
              aria-label={`${t('rooms.change')}: ${title}`}
              onClick={acts.onChange}
            >
              <Pencil aria-hidden />
              <span>{t('rooms.change')}</span>
            </button>
            <ConfirmButton
              act={t('rooms.remove')}
              icon={<Trash2 aria-hidden />}
              of={title}
              question={room.fromImport ? t('rooms.removesImported') : t('rooms.removes')}
              onConfirm={acts.onRemove}
            />
          </div>
        )}
      </div>
      {room.description !== null && <p>{room.description[locale] ?? room.description.de}</p>}
      <Plan room={room} timeZone={timeZone} />
      {shown === null ? (
        <Codes room={room} {...acts} />
      ) : (
        <ShownCode code={shown.code} title={t(`rooms.code.new.${shown.role}`)} onDone={onCodeRead} />
      )}
    </li>
  );
};

/** What the page shows beside the list: nothing, a room that is made or changed, or a code that was just made. */
type Doing =
  | { readonly name: 'looking' }
  | { readonly name: 'writing'; readonly room: PlannedRoom | null }
  | { readonly name: 'showing'; readonly id: string; readonly role: Role; readonly code: Code };

const LOOKING: Doing = { name: 'looking' };

/** The rooms of the city, what is planned in them, and their codes. */
export const RoomsPage = () => {
  const { t, setSignedIn } = useDashboard();
  const { value, failure, again } = useQuestion(readRooms);
  const { changes } = useMay();
  const [doing, setDoing] = useState<Doing>(LOOKING);
  const [done, setDone] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  /** Does something with a room, then looks at all of them anew. */
  const act = async (work: () => Promise<Doing>, words: string | null): Promise<void> => {
    setDone(null);
    setWrong(null);
    try {
      setDoing(await work());
      setDone(words);
    } catch (error) {
      const code = error instanceof CityFailure ? error.code : 'malformed';
      if (code === 'signed-out') setSignedIn(null);
      setWrong(code === 'not-found' ? t('rooms.gone') : t(`wrong.${code}`, { defaultValue: t('wrong.unknown') }));
    }
    again();
  };
  const lookAfter = (work: Promise<void>): Promise<Doing> => work.then(() => LOOKING);

  if (doing.name === 'writing') {
    const { room } = doing;
    return (
      <RoomForm
        key={room?.version}
        room={room}
        onLeave={() => setDoing(LOOKING)}
        onSave={async (plan) => {
          await saveRoom(room, plan);
          setDoing(LOOKING);
          setDone(t('rooms.saved'));
          again();
        }}
        onReload={async () => {
          const { rooms: all } = await readRooms();
          const fresh = all.find(({ id }) => id === room?.id);
          if (fresh === undefined) throw new CityFailure('not-found');
          setDoing({ name: 'writing', room: fresh });
        }}
      />
    );
  }
  const { rooms = [], timeZone = 'UTC' } = value ?? {};
  return (
    <>
      <PageHeading>{t('rooms.heading')}</PageHeading>
      <p>{t('rooms.lead')}</p>
      <LineNotice failure={failure} />
      <p className={done === null ? 'only-read' : 'rooms-done'} role="status">
        {done}
      </p>
      <p className={wrong === null ? 'only-read' : 'wrong'} role="alert">
        {wrong}
      </p>
      {changes && (
        <button
          type="button"
          className="button back"
          data-rank="primary"
          onClick={() => {
            setDone(null);
            setDoing({ name: 'writing', room: null });
          }}
        >
          <Plus aria-hidden />
          <span>{t('rooms.make')}</span>
        </button>
      )}
      {value === null && failure === null && <p>{t('waiting')}</p>}
      {value !== null && rooms.length === 0 && <p className="card empty">{t('rooms.empty')}</p>}
      <ul className="room-list">
        {rooms.map((room) => (
          <RoomCard
            key={room.id}
            room={room}
            timeZone={timeZone}
            shown={doing.name === 'showing' && doing.id === room.id ? doing : null}
            onCodeRead={() => setDoing(LOOKING)}
            onChange={() => {
              setDone(null);
              setDoing({ name: 'writing', room });
            }}
            onRemove={() => void act(() => lookAfter(removeRoom(room.id)), t('rooms.removed'))}
            onMakeCode={(wanted) =>
              void act(async () => {
                const code = await makeCode(room.id, wanted);
                return { name: 'showing', id: room.id, role: wanted.role, code };
              }, null)
            }
            onWithdrawCode={(role) => void act(() => lookAfter(withdrawCode(room.id, role)), t('rooms.code.withdrawn'))}
          />
        ))}
      </ul>
    </>
  );
};
