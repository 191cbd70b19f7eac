import type { FleetTerminal, TerminalState } from '../../contract/dashboard.ts';

export const SHOWN = ['all', 'attention', 'busy', 'away', 'resting'] as const;
/** Which part of the fleet is shown. */
export type Shown = (typeof SHOWN)[number];

const STATES: Readonly<Record<Exclude<Shown, 'all' | 'attention'>, readonly TerminalState[]>> = {
  busy: ['in-use', 'in-meeting', 'service'],
  away: ['offline', 'never-heard'],
  resting: ['off', 'closed', 'locked'],
};

/** What somebody looks for. */
export interface FleetFilter {
  readonly shown: Shown;
  /** Null for all sites. */
  readonly site: string | null;
  readonly words: string;
}

/** Whether a terminal belongs to a part of the fleet. */
export const isShown = ({ state, concerns }: FleetTerminal, shown: Shown): boolean => {
  switch (shown) {
    case 'all':
      return true;
    case 'attention':
      return concerns.length > 0;
    default:
      return STATES[shown].includes(state);
  }
};

/** The terminals of the site whose name, site or version has every one of the words, however they are written. */
const isMeant = ({ id, site, version }: FleetTerminal, filter: FleetFilter): boolean => {
  const text = `${id} ${site} ${version ?? ''}`.toLocaleLowerCase();
  const words = filter.words.toLocaleLowerCase().split(/\s+/);
  return (filter.site === null || filter.site === site) && words.every((word) => text.includes(word));
};

/** What the filter leaves, and how many there are of each part of it. */
export const filterFleet = (
  terminals: readonly FleetTerminal[],
  filter: FleetFilter,
): { readonly rows: readonly FleetTerminal[]; readonly counts: Readonly<Record<Shown, number>> } => {
  const meant = terminals.filter((terminal) => isMeant(terminal, filter));
  const countOf = (shown: Shown): number => meant.filter((terminal) => isShown(terminal, shown)).length;
  return {
    rows: meant.filter((terminal) => isShown(terminal, filter.shown)),
    counts: {
      all: meant.length,
      attention: countOf('attention'),
      busy: countOf('busy'),
      away: countOf('away'),
      resting: countOf('resting'),
    },
  };
};
