import { useId, useState, type ReactNode } from 'react';
import { Plus, Trash2 } from 'lucide-react';
import { type PlannedRoom, type RoomPlan, roomPlanSchema } from '../../contract/dashboard-rooms.ts';
import { DESCRIPTION_MAX, MOST_PARTICIPANTS, TITLE_MAX, TITLE_MIN, type WeeklySlot } from '../../contract/room-plan.ts';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { CityFailure } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { PageHeading } from './page-heading.tsx';
import { weekdayName } from './room-words.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Where a new date begins to be changed. */
const NEW_SLOT: WeeklySlot = { weekday: 1, start: '17:00', end: '18:30' };

/** What is typed, before it is a plan. */
interface Typed {
  readonly kind: RoomPlan['kind'];
  readonly titleDe: string;
  readonly titleEn: string;
  readonly descriptionDe: string;
  readonly descriptionEn: string;
  readonly maxParticipants: string;
  readonly startedBy: RoomPlan['startedBy'];
  readonly screenShare: boolean;
  readonly schedule: readonly WeeklySlot[];
  readonly lastDay: string;
}

const typedOf = (room: PlannedRoom | null): Typed => ({
  kind: room?.kind ?? 'open',
  titleDe: room?.title.de ?? '',
  titleEn: room?.title.en ?? '',
  descriptionDe: room?.description?.de ?? '',
  descriptionEn: room?.description?.en ?? '',
  maxParticipants: room?.maxParticipants?.toString() ?? '',
  startedBy: room?.startedBy ?? 'anyone',
  screenShare: room?.screenShare ?? false,
  schedule: room?.schedule ?? [],
  lastDay: room?.lastDay ?? '',
});

/** A text in both languages; English only where there is some. */
const inLanguages = (de: string, en: string) => ({
  de: de.trim(),
  ...(en.trim() === '' ? {} : { en: en.trim() }),
});

const planOf = (typed: Typed): unknown => ({
  kind: typed.kind,
  title: inLanguages(typed.titleDe, typed.titleEn),
  description:
    typed.descriptionDe.trim() + typed.descriptionEn.trim() === ''
      ? null
      : inLanguages(typed.descriptionDe, typed.descriptionEn),
  maxParticipants: typed.maxParticipants.trim() === '' ? null : Number(typed.maxParticipants),
  startedBy: typed.startedBy,
  screenShare: typed.screenShare,
  schedule: typed.schedule,
  lastDay: typed.lastDay === '' ? null : typed.lastDay,
});

interface LabelledProps {
  readonly label: string;
  readonly hint?: string;
  /** Draws the field. @param describedBy the id of the hint */
  readonly children: (describedBy: string | undefined) => ReactNode;
}

const Labelled = ({ label, hint, children }: LabelledProps) => {
  const hintId = useId();
  return (
    <div className="field">
      <label>
        <span className="field-label">{label}</span>
        {children(hint === undefined ? undefined : hintId)}
      </label>
      {hint !== undefined && (
        <span className="field-hint" id={hintId}>
          {hint}
        </span>
      )}
    </div>
  );
};

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
}

const Text = ({ label, hint, value, max, onChange }: TextProps) => (
  <Labelled label={label} {...(hint === undefined ? {} : { hint })}>
    {(describedBy) => (
      <input
        className="field-input"
        type="text"
        autoComplete="off"
        maxLength={max}
        aria-describedby={describedBy}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Labelled>
);

interface ScheduleProps {
  readonly schedule: readonly WeeklySlot[];
  readonly onChange: (schedule: readonly WeeklySlot[]) => void;
}

const Schedule = ({ schedule, onChange }: ScheduleProps) => {
  const { t, locale } = useDashboard();
  const change = (index: number, part: Partial<WeeklySlot>): void =>
    onChange(schedule.map((slot, at) => (at === index ? { ...slot, ...part } : slot)));
  return (
    <fieldset className="room-schedule">
      <legend className="field-label">{t('rooms.form.schedule')}</legend>
      {schedule.map((slot, index) => {
        const ofSlot = t('rooms.form.slotNumber', { number: index + 1 });
        return (
          // A slot has no name of its own; its place is what it is known by.
          <div key={index} className="room-slot" role="group" aria-label={ofSlot}>
            <select
              className="field-input"
              aria-label={t('rooms.form.weekday')}
              value={slot.weekday}
              onChange={({ target }) => change(index, { weekday: Number(target.value) })}
            >
              {WEEKDAYS.map((weekday) => (
                <option key={weekday} value={weekday}>
                  {weekdayName(weekday, locale)}
                </option>
              ))}
            </select>
            {(['start', 'end'] as const).map((edge) => (
              <input
                key={edge}
                className="field-input"
                type="time"
                aria-label={t(`rooms.form.${edge}`)}
                value={slot[edge]}
                onChange={({ target }) => change(index, { [edge]: target.value })}
              />
            ))}
            <button
              type="button"
              className="button"
              data-rank="quiet"
              aria-label={`${t('rooms.form.removeSlot')}: ${ofSlot}`}
              onClick={() => onChange(schedule.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden />
              <span>{t('rooms.form.removeSlot')}</span>
            </button>
          </div>
        );
      })}
      <button
        type="button"
        className="button"
        data-rank="secondary"
        onClick={() => onChange([...schedule, schedule.at(-1) ?? NEW_SLOT])}
      >
        <Plus aria-hidden />
        <span>{t('rooms.form.addSlot')}</span>
      </button>
    </fieldset>
  );
};

interface RoomFormProps {
  /** Null for a new one. */
  readonly room: PlannedRoom | null;
  readonly onSave: (plan: RoomPlan) => Promise<void>;
  /** Reads it anew, in the place of what was typed. */
  readonly onReload: () => Promise<void>;
  readonly onLeave: () => void;
}

/** What is decided about a room: what it is called, who comes in, when people meet, until when there is one. */
export const RoomForm = ({ room, onSave, onReload, onLeave }: RoomFormProps) => {
  const { t, locale } = useDashboard();
  const [typed, setTyped] = useState(() => typedOf(room));
  const [wrong, setWrong] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [isOutdated, setOutdated] = useState(false);
  const change = (part: Partial<Typed>): void => setTyped((before) => ({ ...before, ...part }));

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setWrong(null);
    setSending(true);
    try {
      await work();
    } catch (error) {
      setSending(false);
      const code = error instanceof CityFailure ? error.code : 'malformed';
      if (code === 'changed-meanwhile') setOutdated(true);
      setWrong(
        code === 'not-found' ? t('rooms.gone') : t(`wrong.${code}`, { count: 1, defaultValue: t('wrong.unknown') }),
      );
    }
  };
  const submit = async (): Promise<void> => {
    const plan = roomPlanSchema.safeParse(planOf(typed));
    if (!plan.success) {
      setWrong(
        t(`rooms.wrong.${String(plan.error.issues[0]?.path[0])}`, {
          min: TITLE_MIN,
          max: TITLE_MAX,
          most: MOST_PARTICIPANTS.toLocaleString(FORMAT_LOCALE[locale]),
          defaultValue: t('wrong.unknown'),
        }),
      );
      return;
    }
    await attempt(() => onSave(plan.data));
  };
  return (
    <form
      className="card room-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void submit();
      }}
    >
      <PageHeading>{room === null ? t('rooms.make') : t('rooms.form.heading', { title: room.title.de })}</PageHeading>
      {room?.fromImport === true && <p className="notice">{t('rooms.form.fromImport')}</p>}
      <Text
        label={t('rooms.form.titleDe')}
        value={typed.titleDe}
        max={TITLE_MAX}
        onChange={(titleDe) => change({ titleDe })}
      />
      <Text
        label={t('rooms.form.titleEn')}
        hint={t('rooms.form.english')}
        value={typed.titleEn}
        max={TITLE_MAX}
        onChange={(titleEn) => change({ titleEn })}
      />
      <Text
        label={t('rooms.form.descriptionDe')}
        value={typed.descriptionDe}
        max={DESCRIPTION_MAX}
        onChange={(descriptionDe) => change({ descriptionDe })}
      />
      <Text
        label={t('rooms.form.descriptionEn')}
        value={typed.descriptionEn}
        max={DESCRIPTION_MAX}
        onChange={(descriptionEn) => change({ descriptionEn })}
      />
      <fieldset className="room-choice">
        <legend className="field-label">{t('rooms.form.kind')}</legend>
        {(typed.kind === 'portal' ? (['portal'] as const) : (['open', 'closed'] as const)).map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={typed.kind === kind} onChange={() => change({ kind })} />
            <span>{t(`rooms.kind.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <Schedule schedule={typed.schedule} onChange={(schedule) => change({ schedule })} />
      <Labelled label={t('rooms.form.lastDay')} hint={t('rooms.form.lastDayHint')}>
        {(describedBy) => (
          <input
            className="field-input"
            type="date"
            aria-describedby={describedBy}
            value={typed.lastDay}
            onChange={({ target }) => change({ lastDay: target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('rooms.form.maxParticipants')} hint={t('rooms.form.maxParticipantsHint')}>
        {(describedBy) => (
          <input
            className="field-input"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            aria-describedby={describedBy}
            value={typed.maxParticipants}
            onChange={({ target }) => change({ maxParticipants: target.value })}
          />
        )}
      </Labelled>
      <div className="room-choice">
        <label>
          <input
            type="checkbox"
            checked={typed.startedBy === 'moderator'}
            onChange={({ target }) => change({ startedBy: target.checked ? 'moderator' : 'anyone' })}
          />
          <span>{t('rooms.form.moderatorFirst')}</span>
        </label>
        <label>
          <input
            type="checkbox"
            checked={typed.screenShare}
            onChange={({ target }) => change({ screenShare: target.checked })}
          />
          <span>{t('rooms.form.screenShare')}</span>
        </label>
      </div>
      <p className="wrong" role="alert">
        {wrong}
      </p>
      <div className="room-acts">
        <button type="button" className="button" data-rank="secondary" onClick={onLeave}>
          {t('rooms.form.leave')}
        </button>
        {isOutdated && (
          <button
            type="button"
            className="button"
            data-rank="secondary"
            aria-disabled={isSending}
            onClick={() => {
              if (!isSending) void attempt(onReload);
            }}
          >
            {t('rooms.form.reload')}
          </button>
        )}
        <button type="submit" className="button" data-rank="primary" aria-disabled={isSending}>
          {isSending ? t('form.sending') : t('rooms.form.save')}
        </button>
      </div>
    </form>
  );
};
