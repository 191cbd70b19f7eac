import type { Screen } from '../../contract/snapshot.ts';
import { Frame } from '../design/frame.tsx';
import { HelpWords } from '../design/help-words.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';

type BlockedScreen = Extract<Screen, { readonly name: 'blocked' }>;

/** Nobody may use the terminal until staff has looked at it. */
export const Blocked = ({ screen: { code } }: { readonly screen: BlockedScreen }) => {
  const { t } = useTerminal();
  return (
    <Frame>
      <Statement sign="blocked" heading={t('blocked.heading')} code={code}>
        <p>{t(`failure.${code}.sentence`)}</p>
        <p>{t(`failure.${code}.advice`)}</p>
        <HelpWords />
      </Statement>
    </Frame>
  );
};
