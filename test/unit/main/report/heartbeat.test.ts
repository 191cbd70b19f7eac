import { describe, expect, it } from 'vitest';
import { NO_DEVICES } from '../../../../contract/devices.ts';
import { heartbeatSchema } from '../../../../contract/heartbeat.ts';
import { assembleHeartbeat, doingOf, type HeartbeatParts } from '../../../../main/report/heartbeat.ts';
import { START } from '../hand-clock.ts';

const LITTLE: HeartbeatParts = {
  doing: 'idle',
  about: { version: '0.1.0', electron: '45.4.1', chromium: '150.0', sandboxed: true },
  vitals: { machineUpSeconds: 3_600 },
  upSeconds: 59.6,
  configuration: null,
  answerMs: null,
  clockOffset: 0,
  screens: undefined,
  devices: NO_DEVICES,
  spool: { waiting: 0, bytes: 0, oldestAt: null, dropped: 0, deadLetters: 0 },
  now: START,
};

describe('a heartbeat', () => {
  it('tells what is known, and nothing of a device but that it is there', () => {
    const heartbeat = assembleHeartbeat({
      ...LITTLE,
      doing: 'in-meeting',
      vitals: { machineUpSeconds: 3_600, processorPercent: 12, network: 'wired', cameras: 1, keyboard: true },
      configuration: { version: 7, ageSeconds: 20 },
      answerMs: 31,
      clockOffset: -61_400,
      screens: [{ width: 1920, height: 1080, touch: true }],
      devices: {
        microphone: { label: 'Tischmikrofon von Ada', place: 1, count: 2 },
        speaker: { label: 'Lautsprecher', place: 1, count: 1 },
      },
      spool: { waiting: 3, bytes: 900, oldestAt: START - 90_000, dropped: 4, deadLetters: 5 },
    });
    expect(heartbeatSchema.parse(heartbeat)).toEqual({
      doing: 'in-meeting',
      ...{ version: '0.1.0', electron: '45.4.1', chromium: '150.0' },
      ...{ machineUpSeconds: 3_600, processorPercent: 12, network: 'wired', cameras: 1, keyboard: true },
      upSeconds: 60,
      ...{ configurationVersion: 7, configurationAgeSeconds: 20 },
      ...{ answerMs: 31, clockAheadSeconds: 61 },
      screens: [{ width: 1920, height: 1080, touch: true }],
      ...{ microphones: 2, speakers: 1 },
      spool: { waiting: 3, bytes: 900, oldestSeconds: 90, dropped: 4, deadLetters: 5 },
    });
    expect(JSON.stringify(heartbeat)).not.toContain('Ada');
    expect(JSON.stringify(heartbeat).length).toBeLessThan(2_048);
  });

  it('leaves out what is not known', () => {
    expect(JSON.parse(JSON.stringify(heartbeatSchema.parse(assembleHeartbeat(LITTLE))))).toEqual({
      doing: 'idle',
      ...{ version: '0.1.0', electron: '45.4.1', chromium: '150.0' },
      ...{ machineUpSeconds: 3_600, upSeconds: 60, clockAheadSeconds: 0 },
      spool: { waiting: 0, bytes: 0, dropped: 0, deadLetters: 0 },
    });
  });

  it('knows no age that runs backwards', () => {
    const { spool } = assembleHeartbeat({ ...LITTLE, spool: { ...LITTLE.spool, waiting: 1, oldestAt: START + 5_000 } });
    expect(spool.oldestSeconds).toBe(0);
  });
});

describe('what a terminal does', () => {
  it.each([
    ['attract', false, false, 'idle'],
    ['attract', false, true, 'offline'],
    ['rooms', false, true, 'in-use'],
    ['goodbye', false, false, 'in-use'],
    ['meeting', false, true, 'in-meeting'],
    ['blocked', false, true, 'blocked'],
    ['meeting', true, true, 'service'],
  ] as const)(
    'on %s, with the service menu open %s and the city away %s, is: %s',
    (screen, isServiceOpen, isCityAway, doing) => {
      expect(doingOf({ screen, isServiceOpen, isCityAway })).toBe(doing);
    },
  );
});
