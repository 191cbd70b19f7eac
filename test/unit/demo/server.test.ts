import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { startBbbStandIn } from '../../../demo/bbb/server.ts';
import { START, standInForTest, standInWithMeeting } from './stand-in.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  await mkdir(join(folder, 'client', 'assets'), { recursive: true });
  await writeFile(join(folder, 'client', 'index.html'), '<p>client</p>');
  await writeFile(join(folder, 'client', 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'outside.txt'), 'outside');
});

afterAll(() => rm(folder, { recursive: true }));

describe('the pages', () => {
  it('serves the built client below /html5client and nothing else of the disk', async () => {
    const { standIn } = await standInForTest({ clientFolder: join(folder, 'client') });
    const page = await fetch(`${standIn.url}/html5client/join?sessionToken=x`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toBe('<p>client</p>');
    const script = await fetch(`${standIn.url}/html5client/assets/main.js`);
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
    for (const path of ['/html5client/..%2Foutside.txt', '/html5client/%2e%2e/outside.txt', '/html5client/none.js']) {
      expect((await fetch(`${standIn.url}${path}`)).status).toBe(404);
    }
  });

  it('says how to build the client when it is not there', async () => {
    const { standIn } = await standInForTest({ clientFolder: join(folder, 'none') });
    const page = await fetch(`${standIn.url}/html5client/join`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npx vite build');
  });

  it('says on its start page what it is', async () => {
    const { standIn } = await standInForTest();
    expect(await (await fetch(standIn.url)).text()).toContain('stand-in');
  });
});

describe('requests', () => {
  it('are listed with their time and meeting, without names or tokens', async () => {
    const { clock, joinUrl, standIn } = await standInWithMeeting();
    clock.now += 500;
    await fetch(joinUrl({ fullName: 'Secret Name', role: 'VIEWER' }), { redirect: 'manual' });
    expect(standIn.requests.at(-1)).toEqual({
      at: START + 500,
      method: 'GET',
      path: '/bigbluebutton/api/join',
      meetingID: 'room-1',
    });
    expect(JSON.stringify(standIn.requests)).not.toMatch(/Secret|checksum/);
  });
});

describe('misbehaviour', () => {
  it('lets create and join fail with a given key until told otherwise', async () => {
    const { call, standIn } = await standInForTest();
    const create = { name: 'Room', meetingID: 'room-1' };
    standIn.behave({ createFails: 'apiNotEnabled' });
    expect(await call('create', create)).toMatchObject({ returncode: 'FAILED', messageKey: 'apiNotEnabled' });
    standIn.behave({ joinFails: 'somethingNew' });
    await call('create', create);
    const join = { meetingID: 'room-1', fullName: 'Ada', role: 'VIEWER', redirect: 'false' };
    expect(await call('join', join)).toEqual({
      returncode: 'FAILED',
      messageKey: 'somethingNew',
      message: 'The request failed',
    });
    standIn.behave({});
    expect(await call('join', join)).toMatchObject({ returncode: 'SUCCESS' });
  });

  it('answers HTML, 503 or late when told to', async () => {
    const { standIn, urlFor } = await standInForTest();
    standIn.behave({ answers: 'html' });
    expect(await (await fetch(urlFor('getMeetings'))).text()).toMatch(/^<!doctype html>/);
    standIn.behave({ server: 'unavailable' });
    expect((await fetch(urlFor('getMeetings'))).status).toBe(503);
    standIn.behave({ delayMs: 60_000 });
    await expect(fetch(urlFor('getMeetings'), { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
    standIn.behave({ delayMs: 1 });
    expect((await fetch(urlFor('getMeetings'))).status).toBe(200);
  });

  it('cuts every line when it refuses, and takes them again afterwards', async () => {
    const { joinUrl, standIn, urlFor } = await standInWithMeeting();
    await enterMeeting(joinUrl({ role: 'VIEWER' }));
    standIn.behave({ server: 'refusing' });
    await expect(fetch(urlFor('getMeetings'))).rejects.toThrow('fetch failed');
    await expect.poll(() => standIn.meetings[0]?.people[0]?.connected).toBe(false);
    standIn.behave({});
    expect((await fetch(urlFor('getMeetings'))).status).toBe(200);
  });

  it('has a page that never finishes and one that never begins', async () => {
    const { standIn } = await standInForTest({ clientFolder: join(folder, 'client') });
    standIn.behave({ page: 'never-finishes' });
    const giveUp = new AbortController();
    const page = await fetch(`${standIn.url}/html5client/join`, { signal: giveUp.signal });
    expect(page.status).toBe(200);
    const wholePage = page.text();
    setTimeout(() => giveUp.abort(), 200);
    await expect(wholePage).rejects.toThrow('aborted');
    standIn.behave({ page: 'no-answer' });
    await expect(fetch(`${standIn.url}/html5client/join`, { signal: AbortSignal.timeout(200) })).rejects.toThrow(
      'timeout',
    );
  });
});

describe('start and close', () => {
  it('fails when the port is taken, and closes at once with people in it', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    await enterMeeting(joinUrl({ role: 'VIEWER' }));
    await expect(startBbbStandIn({ port: standIn.port, secret: 'S' })).rejects.toThrow('EADDRINUSE');
    await standIn.close();
    await expect(
      new Promise((resolve, reject) => connect(standIn.port, '127.0.0.1', () => resolve('open')).on('error', reject)),
    ).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a stand-in that is started anew', () => {
  it('knows no meeting any more, and has hung up on everybody', async () => {
    const { standIn, call, joinUrl } = await standInWithMeeting();
    const participant = await enterMeeting(joinUrl({ role: 'VIEWER' }));
    participant.send({ type: 'chat', text: 'Grüße' });
    await participant.until(({ chat }) => chat.length === 1);
    standIn.restart();
    expect(standIn.meetings).toEqual([]);
    expect(await call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject({ messageKey: 'notFound' });
    await call('create', { name: 'Room 1', meetingID: 'room-1' });
    const next = await enterMeeting(joinUrl({ role: 'VIEWER', fullName: 'Grace' }));
    await next.until(({ snapshot }) => snapshot !== null);
    expect(next.chat).toEqual([]);
    next.vanish();
  });
});
