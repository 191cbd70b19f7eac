import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';

/** The short moment in which the meeting is cleared away. */
export const Wiping = () => {
  const { t } = useTerminal();
  useAnnouncement('polite', t('wiping.sentence'));
  return (
    <Frame>
      <Statement sign="wiping" heading={t('wiping.heading')}>
        <p>{t('wiping.sentence')}</p>
      </Statement>
    </Frame>
  );
};
