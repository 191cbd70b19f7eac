import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Hand,
  Moon,
  Power,
  TriangleAlert,
  Video,
  WifiOff,
  Wrench,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Concern, FleetTerminal, TerminalState } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { useDashboard } from './dashboard-context.ts';

const ICONS: Record<TerminalState, ReactNode> = {
  'never-heard': <CircleHelp aria-hidden />,
  fine: <CircleCheck aria-hidden />,
  'in-use': <Hand aria-hidden />,
  'in-meeting': <Video aria-hidden />,
  closed: <Moon aria-hidden />,
  service: <Wrench aria-hidden />,
  offline: <WifiOff aria-hidden />,
  off: <Power aria-hidden />,
};

/** What a terminal does, as a sign and words, and since when where that is known. */
export const StateMark = ({ terminal: { state, since, concerns } }: { readonly terminal: FleetTerminal }) => {
  const { t } = useDashboard();
  // A terminal that needs somebody is not fine, whatever it does.
  const isAlarm = state === 'fine' && concerns.length > 0;
  return (
    <span className="state" data-state={isAlarm ? 'attention' : state}>
      {isAlarm ? <CircleAlert aria-hidden /> : ICONS[state]}
      <span>
        <strong>{t(`state.${isAlarm ? 'attention' : state}`)}</strong>
        {!isAlarm && since !== null && (
          <small>
            <Ago at={since} />
          </small>
        )}
      </span>
    </span>
  );
};

const ConcernWords = ({ concern }: { readonly concern: Concern }) => {
  const { t } = useDashboard();
  switch (concern.kind) {
    case 'wipe-failed':
      return t('concern.wipeFailed');
    case 'problem':
      return t(`problem.${concern.code}`, { defaultValue: concern.code });
    case 'lock-incomplete':
      return t('concern.lockIncomplete', { count: concern.gaps });
    case 'dead-letters':
      return t('concern.deadLetters', { count: concern.count });
  }
};

/** Why somebody should look at a terminal. */
export const Concerns = ({ concerns }: { readonly concerns: readonly Concern[] }) => (
  <>
    {concerns.map((concern) => (
      <span key={concern.kind} className="concern">
        <TriangleAlert aria-hidden />
        <span>
          <ConcernWords concern={concern} />
        </span>
      </span>
    ))}
  </>
);
