import { useState } from 'react';
import { BookOpenText, Check, ChevronDown, Timer } from 'lucide-react';
import {
  Button as TriggerButton,
  CheckboxButton,
  CheckboxField,
  Disclosure,
  DisclosurePanel,
  Heading,
} from 'react-aria-components';
import type { LocalizedText } from '../../contract/locale.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { TickBox } from '../design/tick-box.tsx';
import { useTerminal } from '../terminal-context.ts';
import { cityText } from '../texts.ts';

type TermsScreen = Extract<Screen, { readonly name: 'terms' }>;

const CityText = ({ text }: { readonly text: LocalizedText }) => {
  const shown = cityText(text, useTerminal().snapshot.locale);
  return (
    <span dir="auto" lang={shown.lang}>
      {shown.text}
    </span>
  );
};

/** The rules of the rooms: short at first, in full behind one touch, to accept or to decline. */
export const Terms = ({ screen: { room, terms } }: { readonly screen: TermsScreen }) => {
  const { send, t } = useTerminal();
  const [parentsAgree, setParentsAgree] = useState(false);
  return (
    <Frame
      back={{ label: t('action.back'), onPress: () => send({ type: 'back' }) }}
      aside={
        <Button rank="secondary" onPress={() => send({ type: 'decline-terms' })}>
          {t('terms.decline')}
        </Button>
      }
      primary={
        <Button
          rank="primary"
          icon={<Check aria-hidden />}
          onPress={() => send({ type: 'accept-terms', parentsAgree })}
        >
          {t('terms.accept')}
        </Button>
      }
    >
      <p className="overline">
        <RoomTitle room={room} />
      </p>
      <ScreenHeading>{t('terms.heading')}</ScreenHeading>
      <div className="terms">
        <div className="terms-rules">
          <ul className="terms-summary">
            {terms.summary.map((rule) => (
              <li key={rule.de}>
                <Check aria-hidden />
                <CityText text={rule} />
              </li>
            ))}
          </ul>
          <Disclosure className="terms-full">
            <Heading level={2}>
              <TriggerButton slot="trigger" className="terms-trigger">
                <BookOpenText aria-hidden />
                <span>{t('terms.fullText')}</span>
                <ChevronDown className="terms-chevron" aria-hidden />
              </TriggerButton>
            </Heading>
            <DisclosurePanel>
              {terms.fullText.map((paragraph) => (
                <p key={paragraph.de}>
                  <CityText text={paragraph} />
                </p>
              ))}
            </DisclosurePanel>
          </Disclosure>
        </div>
        <div className="terms-person">
          <section className="terms-young">
            <h2>{t('terms.young')}</h2>
            <CheckboxField isSelected={parentsAgree} onChange={setParentsAgree}>
              <CheckboxButton className="choice">
                <TickBox />
                <span>{t('terms.parentsAgree')}</span>
              </CheckboxButton>
            </CheckboxField>
          </section>
          <p className="terms-idle">
            <Timer aria-hidden />
            <span>{t('terms.idle')}</span>
          </p>
        </div>
      </div>
    </Frame>
  );
};
