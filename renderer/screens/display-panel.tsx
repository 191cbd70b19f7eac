import { ScreenPanel } from '../design/screen-panel.tsx';
import { useTerminal } from '../terminal-context.ts';
import { DisplayChoices } from './display-choices.tsx';

/**
 * Text size, colours, motion and sounds, over whatever screen is there before and after the meeting.
 *
 * @param onDone closes it
 */
export const DisplayPanel = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useTerminal();
  return (
    <ScreenPanel title={t('display.open')} done={t('display.done')} onDone={onDone}>
      <DisplayChoices />
    </ScreenPanel>
  );
};
