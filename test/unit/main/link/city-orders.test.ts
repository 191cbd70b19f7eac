import { describe, expect, it } from 'vitest';
import { cityForLink, json, nobody, refusal } from './city-for-link.ts';
import { linkTo, TOKEN } from './link-for-test.ts';

const ORDER = '0193a3a5-4f1c-7000-8000-00000000abcd';

describe('the stream of orders', () => {
  it('is opened from where the terminal was, and is read while it is open', async () => {
    const { url, heard } = await cityForLink((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write('data: a\n\n');
    });
    const end = new AbortController();
    const answer = await linkTo(url).orders(41, end.signal);
    expect(answer.ok).toBe(true);
    if (!answer.ok) return;
    const reader = answer.value.getReader();
    const first: { readonly value?: unknown } = await reader.read();
    expect(first.value instanceof Uint8Array && Buffer.from(first.value).toString()).toBe('data: a\n\n');
    expect(heard[0]).toMatchObject({
      method: 'GET',
      path: '/v1/orders',
      headers: { accept: 'text/event-stream', 'last-event-id': '41', authorization: `Bearer ${TOKEN}` },
    });
    end.abort();
    await expect(reader.read()).rejects.toThrow();
  });

  it.each([
    ['a web page', json({}, 200, { 'content-type': 'text/html' }), 'city-malformed'],
    ['a token that is none', refusal(401, 'unauthorized'), 'city-refused'],
    ['an older city', refusal(404, 'not-found'), 'room-gone'],
    ['a fault', json('oops', 500), 'city-failed'],
  ])('is none for %s', async (_what, answer, code) => {
    const { url } = await cityForLink(answer);
    expect(await linkTo(url).orders(0, AbortSignal.timeout(5_000))).toEqual({ ok: false, code });
  });

  it('is none where nobody answers', async () => {
    const answer = await linkTo(await nobody()).orders(0, AbortSignal.timeout(5_000));
    expect(answer).toEqual({ ok: false, code: 'city-unreachable' });
  });
});

describe('what a command asks for', () => {
  it('is sent as what it is', async () => {
    const { url, heard } = await cityForLink(json({}, 202));
    expect(await linkTo(url).attach(ORDER, 'log', Buffer.from('[]'))).toBe(true);
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: `/v1/orders/${ORDER}/attachment`,
      headers: { 'content-type': 'application/json' },
      body: '[]',
    });
    expect(await linkTo(url).attach(ORDER, 'screenshot', Buffer.from([0xff, 0xd8, 0xff]))).toBe(true);
    expect(heard[1]?.headers['content-type']).toBe('image/jpeg');
  });

  it('is not there when the city did not take it', async () => {
    const { url } = await cityForLink(refusal(413, 'too-large'));
    expect(await linkTo(url).attach(ORDER, 'log', Buffer.from('[]'))).toBe(false);
    expect(await linkTo(await nobody()).attach(ORDER, 'log', Buffer.from('[]'))).toBe(false);
  });
});
