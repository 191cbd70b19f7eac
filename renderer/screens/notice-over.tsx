import { useEffect, useState } from 'react';
import { Check } from 'lucide-react';
import type { Message } from '../../contract/message.ts';
import type { Notice } from '../../contract/snapshot.ts';
import { ScreenPanel } from '../design/screen-panel.tsx';
import { useBorrowedFocus } from '../design/borrowed-focus.ts';
import { Button } from '../design/button.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { playUnasked, QUESTION } from '../sound/tones.ts';
import { useTerminal } from '../terminal-context.ts';
import { cityText, directionOf } from '../texts.ts';
import { useSecondsUntil } from '../time/use-machine-seconds.ts';

/** A few words of the city, in every language that they were written in: nobody knows who reads them. */
const CityMessage = ({ message, onRead }: { readonly message: Message; readonly onRead: () => void }) => {
  const { snapshot, t } = useTerminal();
  const own = cityText(message, snapshot.locale);
  useAnnouncement('assertive', own.text);
  return (
    <ScreenPanel title={t('notice.message')} done={t('notice.read')} onDone={onRead}>
      <div className="notice-words">
        <p lang={own.lang}>{own.text}</p>
        {snapshot.languages.map((language) => {
          const text = language === own.lang ? undefined : message[language];
          return text === undefined ? null : (
            <p key={language} className="notice-other" lang={language} dir={directionOf(language)}>
              {text}
            </p>
          );
        })}
      </div>
    </ScreenPanel>
  );
};

/** Which terminal is this? Its name can be read from the other end of the room, and a tone says where to look. */
const TerminalName = ({ terminal, onRead }: { readonly terminal: string; readonly onRead: () => void }) => {
  const { snapshot, t } = useTerminal();
  const { sounds } = snapshot.display;
  useEffect(() => playUnasked(QUESTION, sounds), [sounds]);
  const heading = useBorrowedFocus();
  return (
    <div className="name-board" role="dialog" aria-modal="true" aria-labelledby="name-board-title">
      <p className="lead">{t('notice.identify')}</p>
      <h2 id="name-board-title" ref={heading} tabIndex={-1}>
        {terminal}
      </h2>
      <Button rank="primary" icon={<Check aria-hidden />} onPress={onRead}>
        {t('notice.read')}
      </Button>
    </div>
  );
};

/** Seconds at which the end is spoken of again. */
const SPOKEN_AT = [30, 10] as const;

/** The city ends the visit: there is time for a goodbye, and the panel can be put away for it. */
const VisitEnding = ({ deadline, onRead }: { readonly deadline: number; readonly onRead: () => void }) => {
  const { t } = useTerminal();
  const seconds = useSecondsUntil(deadline);
  const [first] = useState(seconds);
  const spoken = Math.min(first, SPOKEN_AT.findLast((at) => seconds <= at) ?? first);
  useAnnouncement('assertive', t('notice.ending.spoken', { count: spoken }));
  return (
    <ScreenPanel title={t('notice.ending.heading')} done={t('notice.read')} onDone={onRead}>
      <div className="notice-words">
        <p>{t('notice.ending.sentence')}</p>
      </div>
      <p className="idle-count" aria-hidden>
        <strong>{seconds}</strong> {t('notice.ending.seconds', { count: seconds })}
      </p>
    </ScreenPanel>
  );
};

/** Over the screen that the city pictures or tries: it hides nothing of it. */
const Serviced = ({ sentence }: { readonly sentence: string }) => {
  useAnnouncement('assertive', sentence);
  return <p className="serviced">{sentence}</p>;
};

/** What the city puts over whatever screen there is. */
export const NoticeOver = ({ notice }: { readonly notice: Notice }) => {
  const { send, t } = useTerminal();
  const read = (): void => send({ type: 'close-notice' });
  switch (notice.kind) {
    case 'message':
      return <CityMessage message={notice.message} onRead={read} />;
    case 'identify':
      return <TerminalName terminal={notice.terminal} onRead={read} />;
    case 'ending':
      return <VisitEnding deadline={notice.deadline} onRead={read} />;
    case 'serviced':
      return <Serviced sentence={t(`notice.serviced.${notice.act}`)} />;
  }
};
