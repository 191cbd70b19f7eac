import { describe, expect, it } from 'vitest';
import type { ServerResponse } from 'node:http';
import { createCityLink } from '../../../../main/link/city.ts';
import { createHelpLine } from '../../../../main/link/help-line.ts';
import type { HelpPorts } from '../../../../main/visit/help-call.ts';
import { START } from '../hand-clock.ts';
import { cityForLink, json, nobody, refusal, type Heard } from './city-for-link.ts';

const REQUEST = { step: 'name', locale: 'en' } as const;
const ID = '0badcafe';

const lineTo = (city: string): HelpPorts =>
  createHelpLine(
    createCityLink({
      city,
      fetch: (request) => fetch(request),
      now: () => START,
      answerSeconds: () => 0.3,
    }),
  );

const never = (): AbortSignal => new AbortController().signal;
const waysOf = (heard: readonly Heard[]): string[] => heard.map(({ method, path }) => `${method} ${path}`);

describe('the line for help', () => {
  it('calls with the step and the language, looks and closes', async () => {
    const city = await cityForLink(json({ id: ID, state: 'open' }));
    const line = lineTo(city.url);
    expect(await line.callStaff(REQUEST, never())).toBe(ID);
    expect(await line.lookAtCall(ID)).toBe('open');
    line.closeCall(ID);
    await expect
      .poll(() => waysOf(city.heard))
      .toEqual(['POST /v1/help-calls', `GET /v1/help-calls/${ID}`, `DELETE /v1/help-calls/${ID}`]);
    expect(JSON.parse(city.heard[0]?.body ?? '')).toEqual(REQUEST);
  });

  it('closes a call that was called off before the city had answered', async () => {
    const off = new AbortController();
    const city = await cityForLink((response, { method }) => {
      if (method === 'POST') off.abort();
      json({ id: ID, state: 'open' })(response);
    });
    await lineTo(city.url).callStaff(REQUEST, off.signal);
    await expect.poll(() => waysOf(city.heard)).toEqual(['POST /v1/help-calls', `DELETE /v1/help-calls/${ID}`]);
  });

  it.each([
    ['refuses', refusal(429, 'rate-limited'), 'unheard'],
    ['no longer knows the call', refusal(404, 'not-found'), 'closed'],
    ['is not the city that answers', json({ id: '<b>', state: 'soon' }), 'unheard'],
    ['says nothing', () => undefined, 'unheard'],
  ] as const)('bears a city that %s', async (_what, answer: (response: ServerResponse) => void, state) => {
    const { url } = await cityForLink(answer);
    const line = lineTo(url);
    expect(await line.callStaff(REQUEST, never())).toBeNull();
    expect(await line.lookAtCall(ID)).toBe(state);
    line.closeCall(ID);
  });

  it('bears a city that is away', async () => {
    const line = lineTo(await nobody());
    expect(await line.callStaff(REQUEST, never())).toBeNull();
    expect(await line.lookAtCall(ID)).toBe('unheard');
  });
});
