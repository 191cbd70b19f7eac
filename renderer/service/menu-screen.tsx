import type { ReactNode } from 'react';
import type { Layer } from '../../contract/layer.ts';
import type { ServiceFacts, ServiceScreen } from '../../contract/service.ts';
import { Button } from '../design/button.tsx';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { ActIcon } from './act-icon.tsx';
import { useService } from './service-context.ts';
import { ServiceFrame } from './service-frame.tsx';

type MenuState = Extract<ServiceScreen, { readonly name: 'menu' }>;

/** A moment of the machine's clock, in the words of the city's time zone. */
const useMoments = (): ((at: number) => string) => {
  const { locale, timeZone } = useService();
  const format = new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { dateStyle: 'short', timeStyle: 'medium', timeZone });
  return (at) => format.format(at);
};

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Somebody should look at it. */
  readonly isBad?: boolean;
}

const Facts = ({ heading, facts }: { readonly heading: string; readonly facts: readonly Fact[] }) => (
  <section className="service-card">
    <h2>{heading}</h2>
    <dl>
      {facts.map(({ name, value, isBad = false }) => (
        <div key={name} data-bad={isBad}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const AllFacts = ({ facts }: { readonly facts: ServiceFacts }) => {
  const { t } = useService();
  const moment = useMoments();
  const { devices, versions } = facts;
  const none = t('state.none');
  const fieldsOf = (layer: Layer): string => {
    const fields = facts.layers.filter(({ layers }) => layers.includes(layer)).map(({ field }) => field);
    return fields.length === 0 ? none : fields.join(', ');
  };
  const heard =
    facts.cityHeardAt === null ? t('network.never') : t('network.heard', { time: moment(facts.cityHeardAt) });
  return (
    <div className="service-cards">
      <Facts
        heading={t('state.heading')}
        facts={[
          { name: t('state.terminal'), value: facts.terminal ?? none, isBad: facts.terminal === null },
          { name: t('state.city'), value: facts.city },
          { name: t('state.site'), value: facts.site },
          { name: t('state.visit'), value: facts.isVisited ? t('state.visited') : t('state.free') },
          { name: t('state.since'), value: moment(facts.startedAt) },
        ]}
      />
      <Facts
        heading={t('network.heading')}
        facts={[
          {
            name: t('network.city'),
            value: [facts.cityHost, facts.cityAnswers ? t('network.answers') : t('network.silent'), heard]
              .filter((part) => part !== null)
              .join(', '),
            isBad: !facts.cityAnswers,
          },
          { name: t('network.reports'), value: t('network.waiting', { count: facts.eventsWaiting }) },
          { name: t('network.meeting'), value: facts.meetingHost ?? t('network.noMeeting') },
          ...facts.network.map(({ name, isUp, addresses }) => ({
            name,
            value: [isUp ? t('network.up') : t('network.down'), ...addresses].join(', '),
            // One without a cable is no fault, none with one is.
            isBad: !facts.network.some((card) => card.isUp),
          })),
        ]}
      />
      <Facts
        heading={t('devices.heading')}
        facts={[
          { name: t('devices.microphone'), value: devices.microphone?.label ?? t('devices.unknown') },
          { name: t('devices.speaker'), value: devices.speaker?.label ?? t('devices.unknown') },
          {
            name: t('devices.volume'),
            value:
              facts.volume === null
                ? t('devices.unknown')
                : t('devices.percent', { percent: Math.round(facts.volume) }),
          },
        ]}
      />
      <Facts
        heading={t('settings.heading')}
        facts={[
          { name: t('settings.version'), value: facts.configurationVersion ?? none },
          { name: t('settings.texts'), value: facts.textsVersion ?? none },
          { name: t('settings.machine'), value: fieldsOf('machine') },
          { name: t('settings.city'), value: fieldsOf('city') },
        ]}
      />
      <Facts
        heading={t('versions.heading')}
        facts={[
          { name: 'Stadtfenster', value: versions.version },
          { name: 'Electron', value: versions.electron },
          { name: 'Chromium', value: versions.chromium },
          { name: t('versions.system'), value: facts.system },
          {
            name: t('versions.sandbox'),
            value: versions.sandboxed ? t('versions.on') : t('versions.off'),
            isBad: !versions.sandboxed,
          },
        ]}
      />
    </div>
  );
};

const Log = ({ lines }: { readonly lines: MenuState['log'] }) => {
  const { t } = useService();
  const moment = useMoments();
  return (
    <section className="service-card service-log">
      <h2>{t('log.heading')}</h2>
      {lines.length === 0 && <p>{t('log.empty')}</p>}
      <ol>
        {lines.map(({ at, kind, detail }, index) => (
          <li key={`${at}-${lines.length - index}`}>
            <span className="service-time">{moment(at)}</span> <strong>{kind}</strong> {detail}
          </li>
        ))}
      </ol>
    </section>
  );
};

/** How the terminal is, and what the role of whoever has come in may have done. */
export const MenuScreen = ({ screen: { role, facts, log, acts } }: { readonly screen: MenuState }) => {
  const { t, send } = useService();
  return (
    <ServiceFrame
      heading={t('menu.heading')}
      role={t(`role.${role}`)}
      back={{ label: t('close'), onPress: () => send({ type: 'close' }) }}
      ahead={
        <nav className="service-acts" aria-label={t('acts')}>
          {acts.map((act) => (
            <Button key={act} rank="secondary" icon={<ActIcon act={act} />} onPress={() => send({ type: 'ask', act })}>
              {t(`act.${act}`)}
            </Button>
          ))}
        </nav>
      }
    >
      <AllFacts facts={facts} />
      <Log lines={log} />
    </ServiceFrame>
  );
};
