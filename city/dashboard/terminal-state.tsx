import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Hand,
  Lock,
  Moon,
  Power,
  TriangleAlert,
  Video,
  WifiOff,
  Wrench,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Concern, FleetTerminal } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { useDashboard } from './dashboard-context.ts';
import { shownState } from './shown-state.ts';

const ICONS: Record<ReturnType<typeof shownState>, ReactNode> = {
  attention: <CircleAlert aria-hidden />,
  'never-heard': <CircleHelp aria-hidden />,
  fine: <CircleCheck aria-hidden />,
  'in-use': <Hand aria-hidden />,
  'in-meeting': <Video aria-hidden />,
  closed: <Moon aria-hidden />,
  locked: <Lock aria-hidden />,
  service: <Wrench aria-hidden />,
  offline: <WifiOff aria-hidden />,
  off: <Power aria-hidden />,
};

/** What a terminal does, as a sign and words, and since when where that is known. */
export const StateMark = ({ terminal }: { readonly terminal: FleetTerminal }) => {
  const { t } = useDashboard();
  const shown = shownState(terminal);
  return (
    <span className="state" data-state={shown}>
      {ICONS[shown]}
      <span>
        <strong>{t(`state.${shown}`)}</strong>
        {shown !== 'attention' && terminal.since !== null && (
          <small>
            <Ago at={terminal.since} />
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
