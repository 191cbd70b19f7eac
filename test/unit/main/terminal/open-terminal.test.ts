import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import { terminalStateSchema } from '../../../../main/terminal/state.ts';
import { json, refusal } from '../link/city-for-link.ts';
import { ownFolder } from '../own-folder.ts';
import { CITY, contentOf, newCity, signed } from './sign-as-city.ts';
import { configurationOf, keptState, terminalForTest, testCity, TOKEN, type TestCity } from './terminal-for-test.ts';

const CODE = withCheckSymbol('7K4M2PX9RTA');

const PLACE = {
  terminal: 'bibliothek-1',
  site: 'bibliothek',
  token: TOKEN,
  generation: 1,
  lifeSeconds: 3600,
  cityKeys: [CITY.key],
  configuration: signed(configurationOf()),
};

const isFresh = ({ rooms }: Snapshot): boolean => rooms.state === 'fresh';
const isAttract = ({ screen }: Snapshot): boolean => screen.name === 'attract';
const shows = (part: object) => (snapshot: Snapshot) => {
  try {
    expect(snapshot.screen).toMatchObject({ name: 'enrolment', ...part });
    return true;
  } catch {
    return false;
  }
};

/** What the city was asked for when somebody wanted a place in it. */
const asked = (city: TestCity) => city.heard.filter(({ path }) => path === '/v1/enrolment');

describe('a terminal without a place in a city', () => {
  it('asks for city and code, takes its place, and then tells what had happened before', async () => {
    const [city, state] = [await testCity(), keptState()];
    city.place = json(PLACE);
    const { terminal, send, until } = terminalForTest({ folder: ownFolder(), state });
    terminal.record('stadtfenster.terminal.lock-incomplete', { gaps: ['runs-as-root'] });
    send({ type: 'begin' }, { type: 'name-city', city: city.url });
    await until(shows({ step: 'code', city: city.url }));
    send({ type: 'enrol', code: CODE, city: null });
    await until((snapshot) => isAttract(snapshot) && isFresh(snapshot));
    expect(terminal.snapshot()).toMatchObject({ city: 'Musterstadt', site: 'Bibliothek' });
    const kept = terminalStateSchema.parse(state.kept());
    expect(kept).toMatchObject({ identity: { terminal: 'bibliothek-1', city: city.url }, cityKeys: [CITY.key] });
    await city.hasHeardOf('stadtfenster.terminal.lock-incomplete');
    expect(city.events.map(({ source }) => source)).toEqual(city.events.map(() => '/terminals/bibliothek-1'));
    // The key stays where it is.
    const told = JSON.stringify(city.heard);
    expect(told).not.toContain(kept.identity?.privateKey);
    // And a visit can begin.
    send({ type: 'begin' });
    await until(({ screen }) => screen.name === 'rooms');
  });

  it.each([
    ['configuration is signed by somebody else', { configuration: newCity().sign(contentOf(configurationOf())) }],
    ['configuration is for another terminal', { terminal: 'saal-1' }],
    ['answer is none', { token: 'x' }],
  ])('does not take a place whose %s', async (_what, change) => {
    const [city, state] = [await testCity(), keptState()];
    city.place = json({ ...PLACE, ...change });
    const { send, until } = terminalForTest({ folder: ownFolder(), state });
    send({ type: 'name-city', city: city.url }, { type: 'enrol', code: CODE, city: null });
    await until(shows({ step: 'code', problem: 'city-malformed', checking: false }));
    expect(state.kept()).toEqual({});
  });

  it('asks again with the same key when the answer was lost', async () => {
    const city = await testCity();
    city.isAway = true;
    const { send, until } = terminalForTest({ folder: ownFolder(), given: { city: city.url } });
    send({ type: 'enrol', code: CODE, city: null });
    await until(shows({ problem: 'city-unreachable' }));
    city.isAway = false;
    city.place = json(PLACE);
    send({ type: 'enrol', code: CODE, city: null });
    await until(isAttract);
    const [first, second] = asked(city).map(({ body }) => body);
    expect(second).toBe(first);
  });

  it('ends with the code of the refusal when it was to be enrolled unattended', async () => {
    const city = await testCity();
    city.place = refusal(403, 'enrolment-code-used');
    const gaveUp = await new Promise((resolve) => {
      terminalForTest({ folder: ownFolder(), given: { city: city.url, enrol: CODE }, gaveUp: resolve });
    });
    expect(gaveUp).toBe('enrolment-code-used');
  });

  it('is taken to another city by a code for it, and forgets what the one before has said', async () => {
    const [one, other, state] = [await testCity(), await testCity(), keptState()];
    const next = newCity();
    const configuration = next.sign(contentOf(configurationOf({ city: 'Neustadt' })));
    other.configuration = json(configuration);
    other.place = json({ ...PLACE, cityKeys: [next.key], configuration });
    const given = { city: other.url, enrol: CODE };
    const { terminal, until } = terminalForTest({ folder: ownFolder(), city: one, state, given });
    expect(terminal.snapshot()).toMatchObject({ city: 'Stadtfenster', rooms: { rooms: [] } });
    await until((snapshot) => isAttract(snapshot) && snapshot.city === 'Neustadt');
    expect(terminalStateSchema.parse(state.kept())).toMatchObject({ cityKeys: [next.key] });
    expect(one.heard).toEqual([]);
  });
});

describe('a terminal that its city refuses', () => {
  const unauthorized = refusal(401, 'unauthorized');

  it('says so, but not to whoever is in the middle of a visit, and is enrolled again', async () => {
    const city = await testCity();
    const { terminal, send, until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    send({ type: 'begin' });
    city.isRefusing = unauthorized;
    city.place = refusal(403, 'terminal-refused');
    await until(({ rooms }) => rooms.failure === 'city-refused');
    expect(terminal.snapshot().screen.name).toBe('rooms');
    send({ type: 'end-visit' });
    await until(shows({ step: 'notice', refusal: 'terminal-refused', city: city.url, isCityFixed: true }));
    // Nobody can take it to a city of their own.
    send({ type: 'open-enrolment' }, { type: 'name-city', city: 'https://evil.example/' });
    send({ type: 'enrol', code: CODE, city: 'https://evil.example/' });
    await until(shows({ step: 'code', problem: 'city-address-other', city: city.url }));

    city.isRefusing = null;
    city.place = json({ ...PLACE, token: `bibliothek-1.${'n'.repeat(43)}` });
    send({ type: 'enrol', code: CODE, city: null });
    await until((snapshot) => isAttract(snapshot) && isFresh(snapshot));
    await city.hasHeardOf('stadtfenster.terminal.problem');
    expect(city.events.map(({ data }) => ('code' in data ? data.code : ''))).toContain('terminal-refused');
  });
});
