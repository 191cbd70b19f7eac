import { LanguageChoice } from '../design/language-choice.tsx';
import { useTerminal } from '../terminal-context.ts';
import { Panel } from './panel.tsx';

/**
 * The language of our bar and panels, in a meeting. The meeting's page keeps the one it was joined with: BBB is
 * told it with the join, and there is no other way into the page.
 */
export const LanguagePanel = () => {
  const { t } = useTerminal();
  return (
    <Panel name="language" title={t('language.label')}>
      <LanguageChoice />
      <p>{t('language.meeting')}</p>
    </Panel>
  );
};
