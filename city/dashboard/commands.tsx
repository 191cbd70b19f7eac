import { useMemo, type ReactNode } from 'react';
import { may } from '../../contract/dashboard.ts';
import type { Audience } from '../../contract/order.ts';
import { readCommands } from './command-api.ts';
import { CommandForm } from './command-form.tsx';
import { CommandList } from './command-list.tsx';
import type { SiteNames } from './command-words.ts';
import { useDashboard } from './dashboard-context.ts';
import { LineNotice } from './line-notice.tsx';
import { useAnswer } from './use-answer.ts';

interface CommandsProps {
  readonly audience: Audience;
  /** How many terminals that is now. */
  readonly terminals: number;
  readonly siteNames: SiteNames;
  /** What chooses the audience, where it is to be chosen. */
  readonly children?: ReactNode;
}

/** Gives commands to an audience, and shows what became of the last ones: of a single terminal, or of all. */
export const Commands = ({ audience, terminals, siteNames, children }: CommandsProps) => {
  const { t, signedIn } = useDashboard();
  const terminal = 'terminal' in audience ? audience.terminal : null;
  const read = useMemo(() => () => readCommands(terminal), [terminal]);
  const { value, failure, again } = useAnswer(read);
  return (
    <>
      {signedIn !== null && may(signedIn.role, 'command') && (
        <CommandForm audience={audience} terminals={terminals} siteNames={siteNames} onGiven={() => void again()}>
          {children}
        </CommandForm>
      )}
      <LineNotice failure={failure} />
      {value === null ? (
        <p>{t('waiting')}</p>
      ) : (
        <CommandList rows={value} siteNames={siteNames} isOfOne={terminal !== null} />
      )}
    </>
  );
};
