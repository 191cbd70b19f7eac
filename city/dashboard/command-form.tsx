import { useEffect, useRef, useState, type ReactNode } from 'react';
import { type Command, commandSchema } from '../../contract/command.ts';
import { mayCommand } from '../../contract/dashboard-commands.ts';
import { MESSAGE_MAX } from '../../contract/message.ts';
import type { Audience } from '../../contract/order.ts';
import { type CommandAct, commandActSchema } from '../../contract/order-result.ts';
import { CityFailure } from './city-api.ts';
import { giveCommand } from './command-api.ts';
import { audienceWords, type SiteNames } from './command-words.ts';
import { useDashboard } from './dashboard-context.ts';
import { span } from './time-words.ts';

/** Whoever is at the terminal, or comes to it, notices these. */
const ASKED_ABOUT = new Set<CommandAct>(['restart-app', 'restart-device', 'display-off', 'lock', 'end-visit']);

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const VALID_FOR = [10 * MINUTE_S, HOUR_S, DAY_S, 7 * DAY_S] as const;
const SHOWN_FOR = [2 * MINUTE_S, 10 * MINUTE_S, HOUR_S, 8 * HOUR_S] as const;

interface Draft {
  readonly act: CommandAct;
  readonly de: string;
  readonly en: string;
  readonly shownSeconds: number;
  readonly validSeconds: number;
}

const EMPTY: Draft = { act: 'identify', de: '', en: '', shownSeconds: SHOWN_FOR[0], validSeconds: VALID_FOR[1] };

const hasMessage = (act: CommandAct): boolean => act === 'lock' || act === 'show-message';

/** @returns null when what was written cannot be shown on a screen */
const commandOf = ({ act, de, en, shownSeconds }: Draft): Command | null => {
  const message = de.trim() === '' ? null : { de, ...(en.trim() === '' ? {} : { en }) };
  const more = act === 'show-message' ? { message, seconds: shownSeconds } : act === 'lock' ? { message } : {};
  return commandSchema.safeParse({ act, ...more }).data ?? null;
};

const Choice = <T extends string | number>({
  label,
  value,
  options,
  words,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly words: (option: T) => string;
  readonly onChange: (option: T) => void;
}) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <select
      className="field-input"
      value={String(value)}
      onChange={({ target }) => {
        const chosen = options[target.selectedIndex];
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <option key={option} value={String(option)}>
          {words(option)}
        </option>
      ))}
    </select>
  </label>
);

const Words = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => (
  <label className="field command-words">
    <span className="field-label">{label}</span>
    <input
      className="field-input"
      type="text"
      maxLength={MESSAGE_MAX}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  </label>
);

/** Asks whether a command is meant, and takes the focus, so that Enter alone gives none. */
const Sure = ({
  question,
  isSending,
  onYes,
  onNo,
}: {
  readonly question: string;
  readonly isSending: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) => {
  const { t } = useDashboard();
  const asked = useRef<HTMLParagraphElement>(null);
  useEffect(() => asked.current?.focus(), []);
  return (
    <div className="notice command-sure" role="group" aria-label={t('command-form.sure')}>
      <p ref={asked} tabIndex={-1}>
        {question}
      </p>
      <button type="button" className="button" data-rank="secondary" onClick={onNo}>
        {t('command-form.no')}
      </button>
      <button type="button" className="button" data-rank="primary" aria-disabled={isSending} onClick={onYes}>
        {t('command-form.yes')}
      </button>
    </div>
  );
};

interface CommandFormProps {
  readonly audience: Audience;
  /** How many terminals that is now. */
  readonly terminals: number;
  readonly siteNames: SiteNames;
  /** Told when a command was given. */
  readonly onGiven: () => void;
  /** What chooses the audience, where it is to be chosen. */
  readonly children?: ReactNode;
}

/** Has terminals do something: all that the account may have them do, asked about where it is noticed. */
export const CommandForm = ({ audience, terminals, siteNames, onGiven, children }: CommandFormProps) => {
  const { t, locale, signedIn } = useDashboard();
  const [draft, setDraft] = useState(EMPTY);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  if (signedIn === null) return null;
  const acts = commandActSchema.options.filter((act) => mayCommand(signedIn.role, act));
  const change = (changed: Partial<Draft>): void => {
    setDraft({ ...draft, ...changed });
    setAsking(false);
    setTold(null);
    setWrong(null);
  };
  const send = async (): Promise<void> => {
    const command = commandOf(draft);
    if (command === null || isSending) return;
    setSending(true);
    try {
      await giveCommand({ audience, command, validSeconds: draft.validSeconds });
      setTold(
        t('command-form.given', { act: t(`command.${draft.act}`), audience: audienceWords(audience, siteNames, t) }),
      );
      onGiven();
    } catch (error) {
      setWrong(error instanceof CityFailure ? error.code : 'malformed');
    } finally {
      setSending(false);
      setAsking(false);
    }
  };
  const submit = (): void => {
    setTold(null);
    setWrong(null);
    if (commandOf(draft) === null) setWrong('message-missing');
    else if (ASKED_ABOUT.has(draft.act) || terminals !== 1) setAsking(true);
    else void send();
  };
  const forSeconds = (seconds: number): string => span(seconds * 1000, locale);
  return (
    <form
      className="card command-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <Choice
        label={t('command-form.act')}
        value={draft.act}
        options={acts}
        words={(act) => t(`command.${act}`)}
        onChange={(act) => change({ act })}
      />
      {hasMessage(draft.act) && (
        <>
          <Words label={t('command-form.de')} value={draft.de} onChange={(de) => change({ de })} />
          <Words label={t('command-form.en')} value={draft.en} onChange={(en) => change({ en })} />
        </>
      )}
      {draft.act === 'show-message' && (
        <Choice
          label={t('command-form.shown')}
          value={draft.shownSeconds}
          options={SHOWN_FOR}
          words={forSeconds}
          onChange={(shownSeconds) => change({ shownSeconds })}
        />
      )}
      <Choice
        label={t('command-form.valid')}
        value={draft.validSeconds}
        options={VALID_FOR}
        words={forSeconds}
        onChange={(validSeconds) => change({ validSeconds })}
      />
      <button type="submit" className="button" data-rank={isAsking ? 'secondary' : 'primary'} aria-disabled={isSending}>
        {t('command-form.give')}
      </button>
      {isAsking && (
        <Sure
          question={t('command-form.question', {
            act: t(`command.${draft.act}`),
            audience: audienceWords(audience, siteNames, t),
            count: terminals,
          })}
          isSending={isSending}
          onYes={() => void send()}
          onNo={() => setAsking(false)}
        />
      )}
      <p className={wrong === null ? 'given' : 'wrong'} role={wrong === null ? 'status' : 'alert'}>
        {wrong === null ? told : t(`wrong.${wrong}`, { defaultValue: t('wrong.unknown') })}
      </p>
    </form>
  );
};
