import { useCallback, useState } from 'react';
import { Download } from 'lucide-react';
import {
  type Disturbance,
  type FeedbackWords,
  LEAST_VISITS,
  sharedBySchema,
  type SharedBy,
  type SiteUsage,
  USAGE_DAYS_MAX,
  type Usage,
  usageQuerySchema,
  type UsageSpan,
} from '../../contract/dashboard-usage.ts';
import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import { Bar, BarTable } from './bars.tsx';
import { useDashboard } from './dashboard-context.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { addressOf } from './place.ts';
import type { DashboardTexts } from './texts.ts';
import { readUsage, usageTableAddress } from './usage-api.ts';
import { lastWeeks } from './usage-range.ts';
import { sharesOf } from './usage-sums.ts';
import { useNow } from './use-now.ts';
import { useQuestion } from './use-question.ts';
import './usage-page.css';

/** So many weeks can be chosen at once. */
const WEEKS = [1, 4, 12] as const;

const dayWords = (firstDay: string, lastDay: string, locale: Locale): string =>
  new Intl.DateTimeFormat(FORMAT_LOCALE[locale], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).formatRange(Date.parse(firstDay), Date.parse(lastDay));

/**
 * From when until when, by the city's clocks: the day only where there are several, and in the hour that exists twice
 * the name of the time.
 */
const hourWords = (
  { start, end, isTwice }: UsageSpan['hours'][number],
  { firstDay, lastDay }: UsageSpan,
  { timeZone, t, locale }: { readonly timeZone: string; readonly t: DashboardTexts; readonly locale: Locale },
): string => {
  const clock = { hour: '2-digit', minute: '2-digit', timeZone } as const;
  if (firstDay === lastDay && !isTwice) {
    const words = new Intl.DateTimeFormat(FORMAT_LOCALE[locale], clock);
    return t('usage.clocks', { from: words.format(Date.parse(start)), to: words.format(Date.parse(end)) });
  }
  return new Intl.DateTimeFormat(FORMAT_LOCALE[locale], {
    ...{ weekday: 'short', day: 'numeric', month: 'short', ...clock },
    ...(isTwice ? { timeZoneName: 'short' } : {}),
  }).formatRange(Date.parse(start), Date.parse(end));
};

/** Days as bars; each can be opened to see its hours. */
const Days = ({ spans, timeZone }: { readonly spans: readonly UsageSpan[]; readonly timeZone: string }) => {
  const { t, locale } = useDashboard();
  const most = Math.max(...spans.map(({ visits }) => visits));
  return (
    <section className="card usage-card">
      <h2>{t('usage.byDay')}</h2>
      <ol className="usage-days">
        {spans.map((span) => {
          const days = dayWords(span.firstDay, span.lastDay, locale);
          return (
            <li key={span.firstDay}>
              <details>
                <summary>
                  <span>{days}</span>
                  <Bar value={span.visits} most={most} />
                </summary>
                <BarTable
                  caption={t('usage.byHour', { days })}
                  columns={[t('usage.hours'), t('usage.visits')]}
                  rows={span.hours.map((hour) => ({
                    key: hour.start,
                    name: hourWords(hour, span, { timeZone, t, locale }),
                    value: hour.visits,
                  }))}
                />
              </details>
            </li>
          );
        })}
      </ol>
    </section>
  );
};

const Share = ({ by, sites }: { readonly by: SharedBy; readonly sites: readonly SiteUsage[] }) => {
  const { t } = useDashboard();
  return (
    <section className="card usage-card">
      <BarTable
        caption={t(`usage.shares.${by}`)}
        columns={[t(`usage.values.${by}`), t('usage.visits')]}
        rows={sharesOf(sites, by).map(({ value, visits }) => ({
          key: value,
          name: t(`usage.${by}.${value}`, { defaultValue: t(`outcome.${value}`, { defaultValue: value }) }),
          value: visits,
        }))}
      />
    </section>
  );
};

const Disturbances = ({ disturbances }: { readonly disturbances: readonly Disturbance[] }) => {
  const { t } = useDashboard();
  return (
    <section className="card usage-card">
      {disturbances.length === 0 ? (
        <>
          <h2>{t('usage.disturbances')}</h2>
          <p>{t('usage.undisturbed')}</p>
        </>
      ) : (
        <BarTable
          caption={t('usage.disturbances')}
          columns={[t('usage.terminal'), t('usage.minutes')]}
          rows={disturbances.map(({ terminal, cause, minutes }) => ({
            key: `${terminal} ${cause}`,
            name: (
              <>
                <a href={addressOf({ name: 'terminal', id: terminal })}>{terminal}</a> {t(`usage.cause.${cause}`)}
              </>
            ),
            value: minutes,
          }))}
        />
      )}
      <p className="field-hint">{t('usage.disturbancesHint')}</p>
    </section>
  );
};

const Words = ({ words }: { readonly words: readonly FeedbackWords[] }) => {
  const { t, locale } = useDashboard();
  return (
    <section className="card usage-card">
      <h2>{t('usage.words')}</h2>
      {words.length === 0 && <p>{t('usage.noWords')}</p>}
      <ul className="usage-words">
        {words.map(({ site, day, words: written }, index) => (
          <li key={index}>
            <q>{written}</q>
            <small>
              {site}, {dayWords(day, day, locale)}
            </small>
          </li>
        ))}
      </ul>
      <p className="field-hint">{t('usage.wordsHint', { count: LEAST_VISITS })}</p>
    </section>
  );
};

const Told = ({ usage, site }: { readonly usage: Usage; readonly site: string | null }) => {
  const { t } = useDashboard();
  const isMeant = (one: { readonly site: string }): boolean => site === null || one.site === site;
  const sites = usage.sites.filter(isMeant);
  const told = sites.filter(({ visits }) => visits > 0);
  const [only] = told;
  return (
    <>
      {only === undefined && <p className="card">{t('usage.empty', { count: LEAST_VISITS })}</p>}
      <div className="usage-cards">
        {site === null && only !== undefined && (
          <section className="card usage-card">
            <BarTable
              caption={t('usage.bySite')}
              columns={[t('fleet.site'), t('usage.visits')]}
              rows={told.map(({ site: name, visits }) => ({ key: name, name, value: visits }))}
            />
            <p className="field-hint">{t('usage.siteHint')}</p>
          </section>
        )}
        {site !== null && only !== undefined && <Days spans={only.spans} timeZone={usage.timeZone} />}
        {only !== undefined && sharedBySchema.options.map((by) => <Share key={by} by={by} sites={told} />)}
        <Disturbances disturbances={usage.disturbances.filter(isMeant)} />
      </div>
      {usage.words !== null && <Words words={usage.words.filter(isMeant)} />}
    </>
  );
};

/** How the terminals were used on some days, in numbers that give nobody away. */
export const UsagePage = () => {
  const { t } = useDashboard();
  const now = useNow();
  const [chosen, setChosen] = useState(() => lastWeeks(4, now));
  const [site, setSite] = useState<string | null>(null);
  const isRange = usageQuerySchema.safeParse(chosen).success;
  const [asked, setAsked] = useState(chosen);
  const { value: usage, failure, isAsking } = useQuestion(useCallback(() => readUsage(asked), [asked]));

  const choose = (range: typeof chosen): void => {
    setChosen(range);
    if (usageQuerySchema.safeParse(range).success) setAsked(range);
  };
  return (
    <>
      <PageHeading>{t('usage.heading')}</PageHeading>
      <p>{t('usage.lead', { count: LEAST_VISITS })}</p>
      <LineNotice failure={failure} />
      <div className="usage-filter" role="search">
        <div className="shown" role="group" aria-label={t('usage.range')}>
          {WEEKS.map((weeks) => {
            const range = lastWeeks(weeks, now);
            return (
              <button
                key={weeks}
                type="button"
                className="shown-choice"
                aria-pressed={range.from === chosen.from && range.to === chosen.to}
                onClick={() => choose(range)}
              >
                {t('usage.weeks', { count: weeks })}
              </button>
            );
          })}
        </div>
        {(['from', 'to'] as const).map((edge) => (
          <label key={edge} className="field">
            <span className="field-label">{t(`usage.${edge}`)}</span>
            <input
              className="field-input"
              type="date"
              value={chosen[edge]}
              onChange={({ target }) => choose({ ...chosen, [edge]: target.value })}
            />
          </label>
        ))}
        <label className="field">
          <span className="field-label">{t('fleet.site')}</span>
          <select
            className="field-input"
            value={site ?? ''}
            onChange={({ target }) => setSite(target.value === '' ? null : target.value)}
          >
            <option value="">{t('fleet.allSites')}</option>
            {usage?.sites.map(({ site: name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <a className="button" data-rank="secondary" href={usageTableAddress(asked)} download>
          <Download aria-hidden />
          <span>{t('usage.download')}</span>
        </a>
      </div>
      <p className="wrong" role="alert">
        {!isRange && t('usage.wrongRange', { count: USAGE_DAYS_MAX })}
      </p>
      <p className={usage === null ? '' : 'only-read'} role="status">
        {isAsking ? t('waiting') : failure === null && t('usage.read')}
      </p>
      {usage !== null && <Told usage={usage} site={site} />}
    </>
  );
};
