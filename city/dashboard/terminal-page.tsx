import { useMemo } from 'react';
import { ArrowLeft } from 'lucide-react';
import { readTerminal } from './city-api.ts';
import { Commands } from './commands.tsx';
import { useDashboard } from './dashboard-context.ts';
import { DayLine } from './day-line.tsx';
import { eventWords, toneOf } from './event-words.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { addressOf } from './place.ts';
import { SettingsList } from './settings-list.tsx';
import { TerminalFacts } from './terminal-facts.tsx';
import { Concerns, StateMark } from './terminal-state.tsx';
import { moment } from './time-words.ts';
import { useAnswer } from './use-answer.ts';

/** One terminal: how it is, what is known of it, what it told last. */
export const TerminalPage = ({ id }: { readonly id: string }) => {
  const { t, locale } = useDashboard();
  const read = useMemo(() => () => readTerminal(id), [id]);
  const audience = useMemo(() => ({ terminal: id }), [id]);
  const { value, failure } = useAnswer(read);
  return (
    <>
      <a className="button back" data-rank="quiet" href={addressOf({ name: 'fleet' })}>
        <ArrowLeft aria-hidden />
        <span>{t('terminal.back')}</span>
      </a>
      <PageHeading>{t('terminal.heading', { id })}</PageHeading>
      <LineNotice failure={failure} />
      {value === null ? (
        failure === null && <p>{t('waiting')}</p>
      ) : (
        <>
          <section className="card terminal-card" aria-label={t('terminal.now')}>
            <StateMark terminal={value.terminal} />
            <Concerns concerns={value.terminal.concerns} />
            <DayLine id={id} isSaid />
            <TerminalFacts terminal={value.terminal} wanted={value.wanted} />
          </section>
          <h2>{t('command-list.heading')}</h2>
          <Commands
            audience={audience}
            terminals={1}
            siteNames={new Map([[value.terminal.siteId, value.terminal.site]])}
          />
          <h2>{t('settings.heading')}</h2>
          <SettingsList settings={value.settings} />
          <h2>{t('terminal.timeline')}</h2>
          {value.events.length === 0 && <p>{t('terminal.noEvents')}</p>}
          <ol className="timeline">
            {value.events.map(({ position, event }) => (
              <li key={position} className="timeline-entry" data-tone={toneOf(event)}>
                <time dateTime={event.time}>{moment(Date.parse(event.time), locale)}</time>
                <span>{eventWords(event, t, locale)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
};
