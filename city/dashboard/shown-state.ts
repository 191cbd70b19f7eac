import type { FleetTerminal, TerminalState } from '../../contract/dashboard.ts';

/** The state as it is said: a terminal that needs somebody is not fine. */
export const shownState = ({ state, concerns }: FleetTerminal): TerminalState | 'attention' =>
  state === 'fine' && concerns.length > 0 ? 'attention' : state;
