import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Something of the visit was left: it ends with this process. */
export const Restarting = () => {
  const { t } = useTerminal();
  useAnnouncement('assertive', t('restarting.sentence'));
  return (
    <Frame>
      <Statement sign="wiping" heading={t('restarting.heading')}>
        <p>{t('restarting.sentence')}</p>
        <p>{t('restarting.advice')}</p>
      </Statement>
    </Frame>
  );
};
