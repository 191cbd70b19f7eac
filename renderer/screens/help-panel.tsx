import { ScreenPanel } from '../design/screen-panel.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CallStaff } from './call-staff.tsx';

/**
 * What to do on the screen under it, and the way to somebody who helps.
 *
 * @param onDone closes it
 */
export const HelpPanel = ({ onDone }: { readonly onDone: () => void }) => {
  const { snapshot, t } = useTerminal();
  const { name } = snapshot.screen;
  const isElsewhere =
    name === 'attract' || name === 'meeting' || name === 'locked' || name === 'closed' || name === 'enrolment';
  return (
    <ScreenPanel title={t('help.open')} done={t('help.close')} onDone={onDone}>
      {/* The attract screen is left the moment the panel opens; the meeting has its own help; a terminal that is shut, or not enrolled, has none. */}
      <p>{t(`help.here.${isElsewhere ? 'rooms' : name}`)}</p>
      <CallStaff />
    </ScreenPanel>
  );
};
