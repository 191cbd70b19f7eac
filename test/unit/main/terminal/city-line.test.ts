import { expect, it } from 'vitest';
import { DEFAULT_REPORTING } from '../../../../contract/reporting.ts';
import { openCityLine } from '../../../../main/terminal/city-line.ts';
import { openState } from '../../../../main/terminal/state.ts';
import { cityForLink, json } from '../link/city-for-link.ts';
import { identityAt, keptState, TOKEN } from './terminal-for-test.ts';

it('gives the terminal’s token to its city, and to no event platform', async () => {
  const [city, platform] = [await cityForLink(json({ rooms: [] })), await cityForLink(json({}))];
  const line = openCityLine({
    city: city.url,
    state: openState(keptState({ identity: identityAt(city.url) })),
    fetch,
    answerSeconds: () => 5,
    reporting: () => ({ ...DEFAULT_REPORTING, url: platform.url }),
    refused: () => undefined,
  });
  await line.rooms();
  expect(city.heard.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`]);
  const time = '2026-11-18T16:00:00.000Z';
  const head = {
    specversion: '1.0',
    id: '0193a3a5-4f1c-7000-8000-00000000abcd',
    source: '/terminals/bibliothek-1',
  } as const;
  const data = { visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' };
  await line.deliver([{ ...head, time, sequence: 1, type: 'stadtfenster.visit.started', data }]);
  expect(platform.heard).toHaveLength(1);
  expect(JSON.stringify(platform.heard)).not.toContain(TOKEN);
});
