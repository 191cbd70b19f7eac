import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { EventType } from '../../../../contract/events.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { noAudioServer, type AudioServer } from '../../../../main/machine/audio-server.ts';
import { terminalStateSchema, type StateFile } from '../../../../main/terminal/state.ts';
import { openSpool } from '../../../../main/report/spool.ts';
import { ownFolder } from '../own-folder.ts';
import { MEETING_CLEAN, MEETING_LEFT_OVER } from '../visit/visit-for-test.ts';
import { keptState, terminalForTest, testCity, type TestCity } from './terminal-for-test.ts';

const QUICK = JSON.stringify({ times: { roomsRefreshSeconds: 0.2, restartSeconds: 0.2, goodbyeSeconds: 1 } });

const shows =
  (name: string) =>
  ({ screen }: Snapshot): boolean =>
    screen.name === name;
const isFresh = ({ rooms }: Snapshot): boolean => rooms.state === 'fresh';

/** A visit that ends in a wipe of the meeting. */
const TO_THE_WIPE: readonly Intent[] = [
  { type: 'begin' },
  { type: 'choose-room', room: 'ag-energie' },
  { type: 'decline-terms' },
];

const isMarked = (state: StateFile): boolean => terminalStateSchema.parse(state.load()).wipeFailed;

/** What waits on the disk for the city, once the process has ended. */
const spooled = async (folder: string): Promise<readonly EventType[]> => {
  const spool = await openSpool(path.join(folder, 'spool'));
  const events = await spool.oldest(50);
  await spool.close();
  return events.map(({ type }) => type);
};

interface Start {
  readonly folder: string;
  readonly city: TestCity;
  readonly state: StateFile;
}

/** @returns what the terminal showed last: it ended for a new start, or stays blocked */
const visitThatFails = async ({ folder, city, state }: Start): Promise<'ended' | 'blocked'> => {
  const relaunch = vi.fn();
  const { send, until } = terminalForTest({
    ...{ folder, city, state },
    machine: QUICK,
    wipeMeeting: () => Promise.resolve(MEETING_LEFT_OVER),
    relaunch,
  });
  await until(isFresh);
  city.isAway = true;
  send(...TO_THE_WIPE);
  await until((snapshot) => shows('restarting')(snapshot) || shows('blocked')(snapshot));
  const shown = await Promise.race([
    until(shows('blocked')).then(() => 'blocked' as const),
    vi.waitUntil(() => relaunch.mock.calls.length > 0, { timeout: 5_000 }).then(() => 'ended' as const),
  ]);
  city.isAway = false;
  return shown;
};

describe('a terminal whose wipe fails', () => {
  it('ends for a new start with everything on the disk, and is blocked the next time', async () => {
    const start = { folder: ownFolder(), city: await testCity(), state: keptState() };
    expect(await visitThatFails(start)).toBe('ended');
    expect(isMarked(start.state)).toBe(true);
    expect((await spooled(start.folder)).slice(-4)).toEqual([
      'stadtfenster.visit.ended',
      'stadtfenster.visit.wiped',
      'stadtfenster.visit.failed',
      'stadtfenster.terminal.restarting',
    ]);
    expect(await visitThatFails(start)).toBe('blocked');
  });

  it('forgets it with a good one', async () => {
    const start = { folder: ownFolder(), city: await testCity(), state: keptState({ wipeFailed: true }) };
    const { send, until } = terminalForTest({
      ...start,
      machine: QUICK,
      wipeMeeting: () => Promise.resolve(MEETING_CLEAN),
    });
    await until(isFresh);
    send(...TO_THE_WIPE);
    await until(shows('goodbye'));
    send({ type: 'finish' });
    await until(shows('attract'));
    expect(isMarked(start.state)).toBe(false);
  });

  it('is blocked at once where nothing can be kept: it would start anew for ever', async () => {
    const readOnly = (): never => {
      throw new Error('EROFS: read-only file system');
    };
    const state = { ...keptState(), save: readOnly };
    expect(await visitThatFails({ folder: ownFolder(), city: await testCity(), state })).toBe('blocked');
  });
});

describe('the sound at the end of a visit', () => {
  const machineWith = (volume: number | null, isBroken = false): AudioServer => {
    let now = volume;
    return {
      ...noAudioServer,
      volume: () => Promise.resolve(now),
      setVolume: (percent) => {
        if (!isBroken && now !== null) now = percent;
        return Promise.resolve();
      },
    };
  };

  it.each([
    ["is seen to be the site's", machineWith(80), [{ item: 'sound', result: 'verified' }]],
    ['is told when it is not', machineWith(80, true), [{ item: 'sound', result: 'failed' }]],
    ['is none where there is none', machineWith(null), []],
  ] as const)('%s', async (_what, audio, sound) => {
    const city = await testCity();
    const machine = JSON.stringify({ times: { roomsRefreshSeconds: 0.2 }, devices: { volume: 40 } });
    const { send, until } = terminalForTest({ folder: ownFolder(), city, machine, audio });
    await until((snapshot) => isFresh(snapshot) && (sound.length === 0 || snapshot.volume !== null));
    send({ type: 'begin' }, { type: 'end-visit' });
    await until(shows('attract'));
    await city.hasHeardOf('stadtfenster.visit.wiped');
    const wiped = city.events.find(({ type }) => type === 'stadtfenster.visit.wiped');
    expect(wiped?.data).toMatchObject({ receipt: { items: [{ item: 'name', result: 'verified' }, ...sound] } });
  });
});
