import { Check } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { useTerminal } from '../terminal-context.ts';
import { DisplayChoices } from './display-choices.tsx';
import { Panel } from './panel.tsx';

/** The same choices in a meeting. They are for our bar and panels: the meeting's page has settings of its own. */
export const MeetingDisplayPanel = () => {
  const { send, t } = useTerminal();
  return (
    <Panel name="display" title={t('display.open')}>
      <DisplayChoices />
      <p>{t('display.meeting')}</p>
      <div className="panel-actions">
        <Button rank="primary" icon={<Check aria-hidden />} onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('display.done')}
        </Button>
      </div>
    </Panel>
  );
};
