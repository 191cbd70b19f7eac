import { useEffect, useState } from 'react';
import { LOCALES, type Locale } from '../../contract/locale.ts';
import type { ServiceIntent, ServiceSnapshot } from '../../contract/service.ts';
import { AskScreen } from './ask-screen.tsx';
import { MenuScreen } from './menu-screen.tsx';
import { NoPinScreen } from './no-pin-screen.tsx';
import { PinScreen } from './pin-screen.tsx';
import { ServiceContext } from './service-context.ts';
import { serviceTexts } from './texts.ts';

const Screen = ({ screen }: Pick<ServiceSnapshot, 'screen'>) => {
  if (screen.name === 'no-pin') return <NoPinScreen />;
  if (screen.name === 'pin') return <PinScreen key={screen.tries} screen={screen} />;
  return screen.asked === null ? <MenuScreen screen={screen} /> : <AskScreen act={screen.asked} />;
};

interface ServiceMenuProps {
  readonly snapshot: ServiceSnapshot;
  readonly send: (intent: ServiceIntent) => void;
}

/** The page of the service menu: one screen at a time, in the language of the city unless somebody chooses another. */
export const ServiceMenu = ({ snapshot: { locale: first, timeZone, screen }, send }: ServiceMenuProps) => {
  const [chosen, setChosen] = useState<Locale | null>(null);
  const locale = chosen ?? first;
  const [other = first] = LOCALES.filter((language) => language !== locale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <ServiceContext value={{ locale, timeZone, send, t: serviceTexts(locale), other, choose: setChosen }}>
      <div className="app">
        <Screen screen={screen} />
      </div>
    </ServiceContext>
  );
};
