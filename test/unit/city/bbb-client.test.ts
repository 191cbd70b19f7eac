import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createBbbClient } from '../../../city/meetings/bbb-client.ts';
import { bbbSettingsSchema } from '../../../city/meetings/bbb-settings.ts';

const SECRET = 'S3cr3t';
const CREATED = '<response><returncode>SUCCESS</returncode><createTime>1715261728123</createTime></response>';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that answers the first request with the first listener, and so on; the last answers all that follow. */
const bbbThat = async (...listeners: readonly RequestListener[]) => {
  const urls: string[] = [];
  server = createServer((request, response) => {
    const listener = listeners[Math.min(urls.length, listeners.length - 1)];
    urls.push(request.url ?? '');
    listener?.(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const settings = bbbSettingsSchema.parse({ url: `http://127.0.0.1:${port ?? ''}`, secret: SECRET, timeoutMs: 600 });
  return { urls, bbb: createBbbClient(settings) };
};

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const UNREACHABLE: unknown = expect.objectContaining({ code: 'meeting-server-unreachable' });
const REFUSED: unknown = expect.objectContaining({ code: 'meeting-server-refused' });

describe('the BBB client', () => {
  it('signs exactly the bytes that arrive', async () => {
    const { bbb, urls } = await bbbThat(answer(200, CREATED));
    await bbb.create({ name: `O'Neill & "Söhne" <100 % 'ok'> (~!*) + 日本 👍`, meetingID: 'stadtfenster-a' });
    const [, query = ''] = (urls[0] ?? '').split('?');
    const [signed = '', checksum] = query.split('&checksum=');
    expect(checksum).toBe(createHash('sha256').update(`create${signed}${SECRET}`).digest('hex'));
    expect(new URLSearchParams(signed).get('name')).toBe(`O'Neill & "Söhne" <100 % 'ok'> (~!*) + 日本 👍`);
  });

  it('tries create once more, which does no harm, and then gives up', async () => {
    const recovering = await bbbThat(answer(503, ''), answer(200, CREATED));
    expect(await recovering.bbb.create({ meetingID: 'a' })).toMatchObject({ createTime: '1715261728123' });
    expect(recovering.urls).toHaveLength(2);
    server.close();
    const away = await bbbThat(answer(503, ''));
    await expect(away.bbb.create({ meetingID: 'a' })).rejects.toEqual(UNREACHABLE);
    expect(away.urls).toHaveLength(2);
  });

  it('asks for the meetings once only, because it asks again anyway', async () => {
    const { bbb, urls } = await bbbThat(answer(503, ''));
    await expect(bbb.getMeetings()).rejects.toEqual(UNREACHABLE);
    expect(urls).toHaveLength(1);
  });

  it.each([404, 401, 500])('takes HTTP %i for a refusal', async (status) => {
    const { bbb } = await bbbThat(answer(status, CREATED));
    await expect(bbb.getMeetings()).rejects.toEqual(REFUSED);
  });

  it('follows no redirect: a signed call is for nobody else', async () => {
    const { bbb, urls } = await bbbThat(answer(302, '', { location: '/elsewhere' }));
    await expect(bbb.getMeetings()).rejects.toEqual(REFUSED);
    expect(urls).toHaveLength(1);
  });

  it('does not wait for an answer that never ends', async () => {
    const { bbb } = await bbbThat((_request, response) => response.writeHead(200).write('<response>'));
    await expect(bbb.create({ meetingID: 'a' })).rejects.toEqual(UNREACHABLE);
  });

  it('does not wait for an answer that never begins', async () => {
    const { bbb } = await bbbThat(() => undefined);
    await expect(bbb.create({ meetingID: 'a' })).rejects.toEqual(UNREACHABLE);
  });

  it('notices a connection that breaks', async () => {
    const { bbb } = await bbbThat((request) => request.socket.destroy());
    await expect(bbb.getMeetings()).rejects.toEqual(UNREACHABLE);
  });
});
