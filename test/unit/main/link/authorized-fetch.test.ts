import { describe, expect, it } from 'vitest';
import { authorizedFetch, type TokenKeeper } from '../../../../main/link/authorized-fetch.ts';

/** A city that takes one token. */
const cityTaking = (good: string) => {
  const heard: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const authorization = request.headers.get('authorization');
    heard.push(`${authorization ?? 'none'} ${await request.text()}`.trim());
    return new Response(null, { status: authorization === `Bearer ${good}` ? 204 : 401 });
  };
  return { heard, fetch };
};

const keeper = (token: string | null, next: string | null): TokenKeeper => ({
  token: () => Promise.resolve(token),
  renewed: (used) => Promise.resolve(used === token ? next : 'unasked'),
});

const post = (): Request => new Request('https://city.example/v1/events', { method: 'POST', body: 'events' });

describe('a request to the city', () => {
  it('carries the token', async () => {
    const { heard, fetch } = cityTaking('one');
    expect((await authorizedFetch(fetch, keeper('one', null))(post())).status).toBe(204);
    expect(heard).toEqual(['Bearer one events']);
  });

  it('is sent once more, whole, when the token is none any more', async () => {
    const { heard, fetch } = cityTaking('two');
    expect((await authorizedFetch(fetch, keeper('one', 'two'))(post())).status).toBe(204);
    expect(heard).toEqual(['Bearer one events', 'Bearer two events']);
  });

  it('is not sent a third time', async () => {
    const { heard, fetch } = cityTaking('three');
    expect((await authorizedFetch(fetch, keeper('one', 'two'))(post())).status).toBe(401);
    expect(heard).toHaveLength(2);
  });

  it('stays refused when there is no other token', async () => {
    const { heard, fetch } = cityTaking('two');
    expect((await authorizedFetch(fetch, keeper('one', null))(post())).status).toBe(401);
    expect(heard).toEqual(['Bearer one events']);
  });

  it('goes without a token where there is no identity', async () => {
    const { heard, fetch } = cityTaking('one');
    await authorizedFetch(fetch, keeper(null, null))(post());
    expect(heard).toEqual(['none events']);
  });
});
