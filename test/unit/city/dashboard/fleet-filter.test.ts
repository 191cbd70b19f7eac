import { describe, expect, it } from 'vitest';
import { filterFleet, type FleetFilter } from '../../../../city/dashboard/fleet-filter.ts';
import type { FleetTerminal } from '../../../../contract/dashboard.ts';

const NOTHING: FleetFilter = { shown: 'all', site: null, words: '' };

const terminal = (id: string, site: string, more: Partial<FleetTerminal> = {}): FleetTerminal => ({
  id,
  site,
  siteId: site,
  ring: 'standard',
  state: 'fine',
  since: null,
  concerns: [],
  version: '1.2.3',
  heardAt: 1,
  waiting: null,
  configurationVersion: null,
  devices: {},
  lastProblem: null,
  ...more,
});

const FLEET = [
  terminal('bib-1', 'Bibliothek am Markt', { state: 'in-meeting', concerns: [{ kind: 'wipe-failed' }] }),
  terminal('bib-2', 'Bibliothek am Markt', { state: 'offline' }),
  terminal('pavillon-1', 'Klima-Pavillon', { version: '1.3.0' }),
  terminal('pavillon-2', 'Klima-Pavillon', { state: 'off', version: null }),
];

const idsWith = (filter: Partial<FleetFilter>): string[] =>
  filterFleet(FLEET, { ...NOTHING, ...filter }).rows.map(({ id }) => id);

describe('the filter of the fleet', () => {
  it('finds words in any order and case, in name, site and version', () => {
    expect(idsWith({})).toHaveLength(4);
    expect(idsWith({ words: 'MARKT bib-2' })).toEqual(['bib-2']);
    expect(idsWith({ words: ' 1.3.0 ' })).toEqual(['pavillon-1']);
    expect(idsWith({ words: 'markt pavillon' })).toEqual([]);
  });

  it('shows a part of the fleet and a site, and counts each part of what is meant', () => {
    expect(idsWith({ shown: 'attention' })).toEqual(['bib-1']);
    expect(idsWith({ shown: 'busy' })).toEqual(['bib-1']);
    expect(idsWith({ shown: 'away' })).toEqual(['bib-2']);
    expect(idsWith({ shown: 'resting', site: 'Klima-Pavillon' })).toEqual(['pavillon-2']);
    expect(idsWith({ shown: 'away', site: 'Klima-Pavillon' })).toEqual([]);
    expect(filterFleet(FLEET, { ...NOTHING, site: 'Bibliothek am Markt', shown: 'away' }).counts).toEqual({
      all: 2,
      attention: 1,
      busy: 1,
      away: 1,
      resting: 0,
    });
  });
});
