import type { ReactNode } from 'react';
import type { FailureCode } from '../../contract/failure.ts';
import { useTerminal } from '../terminal-context.ts';
import { ScreenHeading } from './screen-heading.tsx';
import { Sign, type SignName } from './sign.tsx';

interface StatementProps {
  readonly sign: SignName;
  /** What it is about, above the heading. */
  readonly overline?: ReactNode;
  readonly heading: string;
  readonly children: ReactNode;
  /** Shown small, so that staff can say it to the city's IT. */
  readonly code?: FailureCode | undefined;
}

/** A screen that says one thing: a drawn sign, a plain sentence, what to do now. */
export const Statement = ({ sign, overline, heading, children, code }: StatementProps) => {
  const { t } = useTerminal();
  return (
    <div className="statement">
      <Sign name={sign} />
      <div className="statement-words">
        {overline !== undefined && <p className="overline">{overline}</p>}
        <ScreenHeading>{heading}</ScreenHeading>
        <div className="lead">{children}</div>
        {code !== undefined && <p className="for-staff">{t('problem.forStaff', { code })}</p>}
      </div>
    </div>
  );
};
