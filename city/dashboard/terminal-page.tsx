import { useMemo } from 'react';
import { ArrowLeft } from 'lucide-react';
import type { FleetTerminal } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { readTerminal } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { eventWords, toneOf } from './event-words.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { addressOf } from './place.ts';
import { Concerns, StateMark } from './terminal-state.tsx';
import { moment } from './time-words.ts';
import { useAnswer } from './use-answer.ts';

const Facts = ({ terminal }: { readonly terminal: FleetTerminal }) => {
  const { t } = useDashboard();
  const { site, version, heardAt, waiting } = terminal;
  return (
    <dl className="facts">
      <div>
        <dt>{t('terminal.site')}</dt>
        <dd>{site}</dd>
      </div>
      <div>
        <dt>{t('terminal.version')}</dt>
        <dd>{version ?? t('terminal.unknown')}</dd>
      </div>
      <div>
        <dt>{t('terminal.heard')}</dt>
        <dd>{heardAt === null ? t('terminal.never') : <Ago at={heardAt} />}</dd>
      </div>
      {waiting !== null && (
        <div>
          <dt>{t('terminal.waiting')}</dt>
          <dd>{waiting}</dd>
        </div>
      )}
    </dl>
  );
};

/** One terminal: how it is, what is known of it, what it told last. */
export const TerminalPage = ({ id }: { readonly id: string }) => {
  const { t, locale } = useDashboard();
  const read = useMemo(() => () => readTerminal(id), [id]);
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
            <Facts terminal={value.terminal} />
          </section>
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
