import type { ReactNode } from 'react';
import type { DevicesPresent, FleetTerminal, Wanted } from '../../contract/dashboard.ts';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { Ago } from './ago.tsx';
import { useDashboard } from './dashboard-context.ts';
import type { DashboardTexts } from './texts.ts';

/** The version that a terminal runs, and the one that it should, where that is another. */
export const versionWords = ({ version }: FleetTerminal, wanted: Wanted, t: DashboardTexts): string => {
  if (version === null) return t('fleet.noVersion');
  return wanted.version === null || wanted.version === version
    ? t('fleet.version', { version })
    : t('fleet.versionBehind', { version, wanted: wanted.version });
};

const settingsWords = ({ configurationVersion }: FleetTerminal, wanted: Wanted, t: DashboardTexts): string => {
  if (configurationVersion === null) return t('terminal.unknown');
  return configurationVersion === wanted.configuration ? t('terminal.settingsCurrent') : t('terminal.settingsBehind');
};

const deviceWords = (devices: DevicesPresent, t: DashboardTexts): string[] => [
  ...(['screens', 'cameras', 'microphones', 'speakers'] as const).flatMap((kind) => {
    const count = devices[kind];
    return count === undefined ? [] : [t(`device.${kind}`, { count })];
  }),
  ...(devices.keyboard === undefined ? [] : [t(devices.keyboard ? 'device.keyboard' : 'device.noKeyboard')]),
];

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What is known of a terminal, in words. */
export const TerminalFacts = ({ terminal, wanted }: { readonly terminal: FleetTerminal; readonly wanted: Wanted }) => {
  const { t, locale } = useDashboard();
  const { site, ring, heardAt, waiting, lastProblem } = terminal;
  const devices = deviceWords(terminal.devices, t);
  return (
    <dl className="facts">
      <Fact name={t('terminal.site')}>{site}</Fact>
      <Fact name={t('terminal.ring')}>{ring}</Fact>
      <Fact name={t('terminal.version')}>{versionWords(terminal, wanted, t)}</Fact>
      <Fact name={t('terminal.settings')}>{settingsWords(terminal, wanted, t)}</Fact>
      <Fact name={t('terminal.devices')}>
        {devices.length === 0 ? t('terminal.unknown') : new Intl.ListFormat(FORMAT_LOCALE[locale]).format(devices)}
      </Fact>
      <Fact name={t('terminal.heard')}>{heardAt === null ? t('terminal.never') : <Ago at={heardAt} />}</Fact>
      {waiting !== null && <Fact name={t('terminal.waiting')}>{waiting}</Fact>}
      {lastProblem !== null && (
        <Fact name={t('terminal.lastProblem')}>
          {t(`problem.${lastProblem.code}`, { defaultValue: lastProblem.code })}{' '}
          <small>
            <Ago at={lastProblem.at} />
          </small>
        </Fact>
      )}
    </dl>
  );
};
