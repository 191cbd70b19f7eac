import { useMemo, useState } from 'react';
import { type Audience, isMeant } from '../../contract/order.ts';
import { audienceWords } from './command-words.ts';
import { Commands } from './commands.tsx';
import { useDashboard } from './dashboard-context.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { useFleet } from './use-fleet.ts';

const EVERYBODY: Audience = { all: true };

/** Commands for a site, a ring or all, and the last ones of the city. */
export const CommandsPage = () => {
  const { t } = useDashboard();
  const { value: fleet, failure } = useFleet();
  const [chosen, setChosen] = useState(0);
  const siteNames = useMemo(() => new Map(fleet?.terminals.map(({ site, siteId }) => [siteId, site])), [fleet]);
  const audiences = useMemo(() => {
    const terminals = fleet?.terminals ?? [];
    const sites = [...siteNames.keys()].map((site): Audience => ({ site }));
    const rings = [...new Set(terminals.map(({ ring }) => ring))].map((ring): Audience => ({ ring }));
    return [EVERYBODY, ...sites, ...rings];
  }, [fleet, siteNames]);
  const audience = audiences[chosen] ?? EVERYBODY;
  const meant =
    fleet?.terminals.filter(({ id, siteId, ring }) => isMeant(audience, { terminal: id, site: siteId, ring })) ?? [];
  return (
    <>
      <PageHeading>{t('command-list.heading')}</PageHeading>
      <LineNotice failure={failure} />
      <p>{t('command-form.lead')}</p>
      <Commands audience={audience} terminals={meant.length} siteNames={siteNames}>
        <label className="field">
          <span className="field-label">{t('command-form.audience')}</span>
          <select className="field-input" value={chosen} onChange={({ target }) => setChosen(target.selectedIndex)}>
            {audiences.map((one, index) => (
              <option key={index} value={index}>
                {audienceWords(one, siteNames, t)}
              </option>
            ))}
          </select>
        </label>
      </Commands>
    </>
  );
};
