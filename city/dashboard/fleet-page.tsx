import { useMemo, useRef, useState } from 'react';
import type { FleetTerminal } from '../../contract/dashboard.ts';
import { readFleet } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { filterFleet, type FleetFilter, SHOWN } from './fleet-filter.ts';
import { FleetList } from './fleet-list.tsx';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { useAnswer } from './use-answer.ts';

const ALL: FleetFilter = { shown: 'all', site: null, words: '' };

/** Reads the fleet, and says nothing when it is as it was. */
const useFleet = () => {
  const tag = useRef<string | null>(null);
  const read = useMemo(
    () => async () => {
      const answer = await readFleet(tag.current);
      if (answer !== null) tag.current = answer.tag;
      return answer?.fleet.terminals ?? null;
    },
    [],
  );
  return useAnswer<readonly FleetTerminal[]>(read);
};

/** Every terminal of the city and how it is. */
export const FleetPage = () => {
  const { t } = useDashboard();
  const { value: terminals, failure } = useFleet();
  const [filter, setFilter] = useState(ALL);
  const sites = useMemo(() => [...new Set(terminals?.map(({ site }) => site))], [terminals]);
  const { rows, counts } = useMemo(() => filterFleet(terminals ?? [], filter), [terminals, filter]);
  return (
    <div className="fleet">
      <PageHeading>{t('fleet.heading')}</PageHeading>
      <LineNotice failure={failure} />
      <div className="fleet-filter" role="search">
        <div className="shown" role="group" aria-label={t('fleet.shownLabel')}>
          {SHOWN.map((shown) => (
            <button
              key={shown}
              type="button"
              className="shown-choice"
              data-shown={shown}
              aria-pressed={filter.shown === shown}
              onClick={() => setFilter({ ...filter, shown })}
            >
              <strong>{counts[shown]}</strong> <span>{t(`fleet.shown.${shown}`)}</span>
            </button>
          ))}
        </div>
        <label className="field">
          <span className="field-label">{t('fleet.site')}</span>
          <select
            className="field-input"
            value={filter.site ?? ''}
            onChange={({ target }) => setFilter({ ...filter, site: target.value === '' ? null : target.value })}
          >
            <option value="">{t('fleet.allSites')}</option>
            {sites.map((site) => (
              <option key={site} value={site}>
                {site}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t('fleet.search')}</span>
          <input
            className="field-input"
            type="search"
            value={filter.words}
            onChange={({ target }) => setFilter({ ...filter, words: target.value })}
          />
        </label>
      </div>
      <p className="only-read" role="status">
        {terminals !== null && t('fleet.found', { count: rows.length })}
      </p>
      {terminals === null ? <p>{t('waiting')}</p> : <FleetList rows={rows} />}
    </div>
  );
};
