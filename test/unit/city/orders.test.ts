import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { signedCommandSchema, type Command, type SignedCommand } from '../../../contract/command.ts';
import type { Audience } from '../../../contract/order.ts';
import { signedEnvelopeSchema } from '../../../contract/signed.ts';
import { openOrder } from '../../../main/terminal/orders/open-order.ts';
import { startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

/** Those of the ring `early`. */
const EARLY = ['pavillon-2', 'rathaus-1'];

let test: TestCity;
beforeAll(async () => {
  test = await startTestCity();
  for (const terminal of ['pavillon-1', ...EARLY]) await test.enrol(terminal, siteOf(terminal));
  for (const terminal of EARLY) await test.city.terminals.move({ terminal, ring: 'early' });
}, STARTING_MS);
afterAll(() => test.close());
beforeEach(() => {
  test.clock.now += 60_000;
});

const give = (command: Command, audience: Audience = { all: true }, validSeconds = 600) =>
  test.city.orders.send({ audience, command, validSeconds, by: 'it' });

interface Stream {
  readonly status: number;
  readonly type: string | null;
  /** Commands as they came, opened. */
  readonly got: SignedCommand[];
  readonly ids: string[];
  hasEnded: boolean;
  close(): void;
}

const opened: Stream[] = [];

/** A terminal that holds its stream open. */
const listen = async (token: string, after?: number): Promise<Stream> => {
  const end = new AbortController();
  const response = await fetch(new URL(CITY_PATHS.orders, test.city.url), {
    headers: {
      authorization: `Bearer ${token}`,
      ...(after === undefined ? {} : { 'last-event-id': String(after) }),
    },
    signal: end.signal,
  });
  const stream: Stream = {
    status: response.status,
    type: response.headers.get('content-type'),
    got: [],
    ids: [],
    hasEnded: false,
    close: () => end.abort(),
  };
  opened.push(stream);
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of z.custom<AsyncIterable<Uint8Array>>().parse(response.body)) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/s.exec(part) ?? [];
        if (id === undefined || data === undefined) continue;
        const envelope = signedEnvelopeSchema.parse(JSON.parse(data));
        stream.ids.push(id);
        stream.got.push(
          signedCommandSchema.parse(JSON.parse(Buffer.from(envelope.payload, 'base64url').toString('utf8'))),
        );
      }
    }
  };
  void read()
    .catch(() => undefined)
    .finally(() => {
      stream.hasEnded = true;
    });
  return stream;
};

const actsOf = ({ got }: Stream): string[] => got.map(({ command }) => command.act);

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await wait(5);
};

/** Terminals are named after their sites here. */
const siteOf = (terminal: string): string | undefined => (terminal.startsWith('pavillon-') ? 'pavillon' : undefined);

/** The stream of a terminal that has everything up to now. */
const listenFromNow = async (terminal: string): Promise<Stream> =>
  // A new token would end the one that the other tests use.
  listen(terminal === 'bib-1' ? test.token : await test.enrol(terminal, siteOf(terminal)), test.clock.now);

describe('the stream of commands', () => {
  it('is for terminals, and stays open', async () => {
    expect((await test.get(CITY_PATHS.orders, null)).status).toBe(401);
    const stream = await listenFromNow('bib-1');
    expect([stream.status, stream.type]).toEqual([200, 'text/event-stream']);
    expect(stream.hasEnded).toBe(false);
  });

  it('brings each terminal what is for it, signed with the key of the city', async () => {
    const [bib, first, second, hall] = await Promise.all(
      ['bib-1', 'pavillon-1', 'pavillon-2', 'rathaus-1'].map(listenFromNow),
    );
    if (!bib || !first || !second || !hall) throw new Error('no streams');
    const before = test.clock.now;
    test.clock.now += 1;
    await give({ act: 'identify' }, { terminal: 'bib-1' });
    await give({ act: 'display-off' }, { site: 'pavillon' });
    await give({ act: 'display-on' }, { ring: 'early' });
    await give({ act: 'lock', message: { de: 'Wir bauen um.' } });
    await until(() => [bib, first, second, hall].every((stream) => actsOf(stream).includes('lock')));
    expect([bib, first, second, hall].map(actsOf)).toEqual([
      ['identify', 'lock'],
      ['display-off', 'lock'],
      ['display-off', 'display-on', 'lock'],
      ['display-on', 'lock'],
    ]);
    const versions = second.got.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
    expect(versions.every((version) => version > before)).toBe(true);
    expect(second.ids).toEqual(versions.map(String));
  });

  it('is read by a terminal as it is', async () => {
    const configuration = signedEnvelopeSchema.parse((await test.get(CITY_PATHS.configuration)).json);
    const token = await test.enrol('bib-2');
    await give({ act: 'unlock' }, { terminal: 'bib-2' });
    const response = await fetch(new URL(CITY_PATHS.orders, test.city.url), {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': String(test.clock.now - 1) },
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('data: ')) {
      const chunk: { readonly value?: unknown } | undefined = await reader?.read();
      if (chunk?.value instanceof Uint8Array) text += new TextDecoder().decode(chunk.value);
    }
    await reader?.cancel();
    const envelope: unknown = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '');
    const reading = openOrder(
      envelope,
      {
        read: (payload) => signedCommandSchema.parse(JSON.parse(payload.toString('utf8'))),
        maxBytes: 10_000,
      },
      {
        addressee: { terminal: 'bib-2', site: null, ring: null },
        keys: [configuration.key],
        leastVersion: 1,
        now: test.clock.now,
      },
    );
    expect(reading).toMatchObject({ ok: true, value: { command: { act: 'unlock' } } });
  });

  it('brings what was missed and is still valid, from where the terminal was', async () => {
    const token = await test.enrol('away-1');
    const to = { terminal: 'away-1' };
    const old = await give({ act: 'identify' }, to, 30);
    const seen = await give({ act: 'display-off' }, to);
    await give({ act: 'display-on' }, to);
    test.clock.now += 31_000;
    const all = await listen(token, old.version - 1);
    await until(() => all.got.length === 2);
    expect(actsOf(all)).toEqual(['display-off', 'display-on']);
    const rest = await listen(token, seen.version);
    await until(() => rest.got.length > 0);
    expect(actsOf(rest)).toEqual(['display-on']);
    // A terminal holds one: the one before is over.
    await until(() => all.hasEnded);
  });

  it('takes a number that is none as the beginning', async () => {
    const token = await test.enrol('odd-1');
    await give({ act: 'identify' }, { terminal: 'odd-1' });
    for (const after of [Number.NaN, -3, 1.5]) {
      const stream = await listen(token, after);
      await until(() => actsOf(stream).includes('identify'));
    }
  });
});

describe('a command', () => {
  it('for nobody is not taken', async () => {
    for (const audience of [{ terminal: 'nowhere-1' }, { site: 'nirgendwo' }, { ring: 'none' }]) {
      await expect(give({ act: 'identify' }, audience)).rejects.toThrow('knows no terminal');
    }
  });

  it('has a version that never goes back, whatever the clock does and however many come at once', async () => {
    const { version } = await give({ act: 'identify' });
    test.clock.now -= 10_000;
    const next = await Promise.all(Array.from({ length: 5 }, () => give({ act: 'identify' })));
    expect(next.map((command) => command.version).sort((one, other) => one - other)).toEqual(
      [1, 2, 3, 4, 5].map((step) => version + step),
    );
    test.clock.now += 10_000;
  });

  it('is reported from what the terminals tell, and has expired where they tell nothing', async () => {
    const { id } = await give({ act: 'restart-app' }, { site: 'pavillon' });
    const tell = async (terminal: string, sequence: number, data: object) => {
      const event = {
        specversion: '1.0',
        id: `0193a3a5-4f1c-7000-8000-${String(sequence).padStart(12, '0')}`,
        source: `/terminals/${terminal}`,
        time: new Date(test.clock.now).toISOString(),
        sequence,
        type: 'stadtfenster.order.result',
        data: { order: id, act: 'restart-app', ...data },
      };
      const token = await test.enrol(terminal, 'pavillon');
      const answer = await test.post(CITY_PATHS.events, [event], { token, type: 'application/cloudevents-batch+json' });
      expect(answer.status).toBe(202);
    };
    const report = async () => (await test.city.orders.list({ id, limit: 1 }))[0]?.terminals;
    expect(await report()).toMatchObject([
      { terminal: 'pavillon-1', state: 'waiting', heardAt: null },
      { terminal: 'pavillon-2', state: 'waiting' },
    ]);
    // The later one may come first.
    await tell('pavillon-2', 12, { state: 'failed', reason: 'visited' });
    await tell('pavillon-2', 11, { state: 'accepted' });
    test.clock.now += 601_000;
    expect(await report()).toMatchObject([
      { terminal: 'pavillon-1', state: 'expired' },
      { terminal: 'pavillon-2', state: 'failed', reason: 'visited' },
    ]);
  });
});

describe('what a command asks for', () => {
  const LOG = [{ at: 1, kind: 'visit.ended', detail: 'left' }];
  const picture = (size: number): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(size)]);
  const send = async (id: string, body: Buffer | object, token?: string): Promise<number> => {
    const isPicture = Buffer.isBuffer(body);
    const answer = await fetch(new URL(CITY_PATHS.orderAttachment(id), test.city.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token ?? test.token}`,
        'content-type': isPicture ? 'image/jpeg' : 'application/json',
      },
      body: isPicture ? Uint8Array.from(body) : JSON.stringify(body),
    });
    return answer.status;
  };

  it('is kept once, for whoever asked', async () => {
    const [log, shot] = [await give({ act: 'collect-logs' }), await give({ act: 'screenshot' })];
    expect(await send(log.id, LOG)).toBe(202);
    expect(await send(log.id, [])).toBe(202);
    expect(await send(shot.id, picture(1000))).toBe(202);
    const kept = await test.city.orders.attachment({ id: log.id, terminal: 'bib-1' });
    expect([kept.kind, JSON.parse(Buffer.from(kept.body, 'base64').toString())]).toEqual(['log', LOG]);
    expect((await test.city.orders.attachment({ id: shot.id, terminal: 'bib-1' })).kind).toBe('screenshot');
  });

  it('is nothing else, from nobody else', async () => {
    const [log, shot] = [await give({ act: 'collect-logs' }), await give({ act: 'screenshot' })];
    const other = await give({ act: 'screenshot' }, { terminal: 'pavillon-1' });
    const lock = await give({ act: 'unlock' });
    expect([
      await send(log.id, picture(10)),
      await send(shot.id, LOG),
      await send(other.id, picture(10)),
      await send(lock.id, LOG),
      await send('0193a3a5-4f1c-7000-8000-000000000099', LOG),
      await send(log.id, LOG, `bib-1.${'x'.repeat(43)}`),
      await send('no-id', LOG),
      await send(log.id, [{ at: 1, kind: 'x', detail: 'y', name: 'Ada' }]),
      await send(shot.id, Buffer.from('<svg/>')),
      await send(shot.id, picture(2 * 1024 * 1024)),
    ]).toEqual([404, 404, 404, 404, 404, 401, 400, 400, 400, 413]);
  });
});

describe('the end of the city', () => {
  it('ends the streams at once', async () => {
    const response = await fetch(new URL(CITY_PATHS.orders, test.city.url), {
      headers: { authorization: `Bearer ${test.token}`, 'last-event-id': String(test.clock.now + 1000) },
    });
    await test.city.close();
    expect(await response.text()).toBe('retry: 2000\n\n');
  });
});
