import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { Screen } from '../../../../contract/snapshot.ts';
import { devices } from '../../../../main/lockdown/devices.ts';
import { decidePermission } from '../../../../main/lockdown/lock.ts';
import { meetingPolicy } from '../../../../main/lockdown/meeting-policy.ts';
import { answerPermissions } from '../../../../main/lockdown/permission-questions.ts';
import { ownPolicy } from '../../../../main/lockdown/policy.ts';
import type { PermissionQuestion } from '../../../../main/lockdown/rule.ts';
import { asSession, fakeEvent } from '../fake-page.ts';
import { roomNamed } from '../visit/visit-for-test.ts';

// Outside Electron the package is a path; the rules take nothing of it.
vi.mock('electron', () => ({ protocol: {} }));

const MEETING = 'https://bbb.stadt.example';

/** How the meeting's policy decides, and which rule counted a refusal. */
const askMeeting = (
  question: PermissionQuestion,
  origins: readonly string[],
  screenShare = false,
  allowsMicrophone = true,
) => {
  const counted: string[] = [];
  const policy = meetingPolicy({
    allowsMicrophone: () => allowsMicrophone,
    origins: () => origins,
    allowsScreenShare: () => screenShare,
    openedFor: () => null,
  });
  return { may: decidePermission(policy, question, (rule) => counted.push(rule)), counted };
};
const mayMeeting = (question: PermissionQuestion, origins: readonly string[]): boolean =>
  askMeeting(question, origins).may;

/** What Electron knows beside the few that a meeting may have. */
const REFUSED = [
  'accessibility-events',
  'ambient-light-sensor',
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'captured-surface-control',
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'geolocation-approximate',
  'hand-tracking',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointerLock',
  'sensors',
  'serial',
  'smart-card',
  'storage-access',
  'system-wake-lock',
  'top-level-storage-access',
  'unknown',
  'usb',
  'vr',
  'web-app-installation',
  'web-printing',
  'window-management',
];

describe('a meeting', () => {
  it.each([
    ['media', ['audio'], true],
    ['media', ['video'], true],
    ['media', ['audio', 'video'], true],
    ['media', [], false],
    ['media', ['unknown'], false],
    ['media', ['audio', 'screen'], false],
    ['speaker-selection', [], true],
    ['clipboard-sanitized-write', [], true],
    ['screen-wake-lock', [], true],
  ])('asks for %s %j: %s', (permission, mediaTypes, may) => {
    expect(mayMeeting({ permission, origin: MEETING, mediaTypes }, [MEETING])).toBe(may);
  });

  it.each(REFUSED)('has no %s', (permission) => {
    expect(mayMeeting({ permission, origin: MEETING, mediaTypes: ['audio'] }, [MEETING])).toBe(false);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', ''])(
    'has no %j, which every object has',
    (permission) => {
      expect(mayMeeting({ permission, origin: MEETING, mediaTypes: ['audio'] }, [MEETING])).toBe(false);
    },
  );

  it.each([
    '',
    'null',
    'https://evil.test',
    'http://bbb.stadt.example',
    'https://bbb.stadt.example:8443',
    'https://bbb.stadt.example.evil.test',
    'https://bbb.stadt.example/',
    'kiosk://ui',
  ])('is not the origin %j', (origin) => {
    expect(mayMeeting({ permission: 'media', origin, mediaTypes: ['audio'] }, [MEETING])).toBe(false);
  });

  it('has no microphone at a terminal at which nobody speaks, also together with the camera', () => {
    const asks = (...mediaTypes: string[]) =>
      askMeeting({ permission: 'media', origin: MEETING, mediaTypes }, [MEETING], false, false);
    expect(asks('audio')).toEqual({ may: false, counted: ['permissions'] });
    expect(asks('audio', 'video').may).toBe(false);
    expect(asks('video').may).toBe(true);
  });

  it('that shares screens is asked for by its room, and refused otherwise', () => {
    const question = { permission: 'display-capture', origin: MEETING, mediaTypes: ['video'] };
    expect(askMeeting(question, [MEETING], true)).toEqual({ may: true, counted: [] });
    expect(askMeeting(question, [MEETING])).toEqual({ may: false, counted: ['screen-capture'] });
  });

  it.each([
    ['openExternal', 'external-protocols'],
    ['notifications', 'notifications'],
    ['clipboard-read', 'clipboard'],
    ['fullscreen', 'fullscreen'],
    ['pointerLock', 'input-locks'],
    ['usb', 'devices'],
    ['fileSystem', 'file-chooser'],
    ['system-wake-lock', 'wake-locks'],
    ['geolocation', 'permissions'],
    ['something-new', 'permissions'],
  ])('that asks for %s is counted by the rule %s', (permission, rule) => {
    expect(askMeeting({ permission, origin: MEETING, mediaTypes: [] }, [MEETING])).toEqual({
      may: false,
      counted: [rule],
    });
  });

  it('that is not open has nothing', () => {
    expect(mayMeeting({ permission: 'media', origin: MEETING, mediaTypes: ['audio'] }, [])).toBe(false);
  });
});

describe('our own page', () => {
  const room = roomNamed('ag-energie');
  const code = { name: 'code', room, problem: null, checking: false, waitUntil: null } as const;
  const CHECK: Screen = { name: 'check', room };
  const SCAN: Screen = { ...code, scanning: true };
  const may = (screen: Screen | undefined, mediaTypes: readonly string[], change: Partial<PermissionQuestion> = {}) =>
    decidePermission(
      ownPolicy(() => screen),
      { permission: 'media', origin: 'kiosk://ui', mediaTypes, ...change },
      () => undefined,
    );

  it.each([
    ['the check', CHECK, true, true],
    ['the camera that reads a code', SCAN, true, false],
    ['the keys for a code', { ...code, scanning: false }, false, false],
    ['the rooms', { name: 'rooms' }, false, false],
    ['nothing yet', undefined, false, false],
  ] as const)('on %s has camera and microphone as its screen needs them', (_where, screen, camera, microphone) => {
    expect(may(screen, ['video'])).toBe(camera);
    expect(may(screen, ['audio'])).toBe(microphone);
    expect(may(screen, ['audio', 'video'])).toBe(camera && microphone);
  });

  it.each([CHECK, SCAN])('has nothing else on $name, and nobody has it in its place', (screen) => {
    for (const kinds of [[], ['unknown'], ['video', 'screen']]) expect(may(screen, kinds)).toBe(false);
    expect(may(screen, ['video'], { origin: MEETING })).toBe(false);
    expect(may(screen, ['video'], { permission: 'display-capture' })).toBe(false);
  });
});

type Handler = (...values: readonly unknown[]) => unknown;

/** Stands where Electron's session stands and keeps the handlers it is given. */
class FakeSession extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  readonly setPermissionRequestHandler = (handler: Handler) => this.handlers.set('request', handler);
  readonly setPermissionCheckHandler = (handler: Handler) => this.handlers.set('check', handler);
  readonly setDevicePermissionHandler = (handler: Handler) => this.handlers.set('device', handler);
  readonly setBluetoothPairingHandler = (handler: Handler) => this.handlers.set('bluetooth', handler);
}

const guarded = (decide: (question: PermissionQuestion) => boolean) => {
  const session = new FakeSession();
  const questions: PermissionQuestion[] = [];
  answerPermissions(asSession(session), (question) => {
    questions.push(question);
    return decide(question);
  });
  const handler = (name: string): Handler => {
    const found = session.handlers.get(name);
    if (found === undefined) throw new Error(`no handler for ${name}`);
    return found;
  };
  return {
    session,
    questions,
    handler,
    request: (permission: string, details: object): unknown => {
      let answer: unknown;
      handler('request')(null, permission, (given: unknown) => (answer = given), details);
      return answer;
    },
    check: (permission: string, origin: string, details: object): unknown =>
      handler('check')(null, permission, origin, details),
  };
};

describe("a guarded session's requests", () => {
  it('are decided by the origin of the frame that asks', () => {
    const { request, questions } = guarded(({ origin }) => origin === MEETING);
    expect(request('media', { requestingUrl: `${MEETING}/html5client/?x=1`, mediaTypes: ['audio'] })).toBe(true);
    expect(request('media', { requestingUrl: 'https://evil.test/', mediaTypes: ['audio'] })).toBe(false);
    expect(questions).toEqual([
      { permission: 'media', origin: MEETING, mediaTypes: ['audio'] },
      { permission: 'media', origin: 'https://evil.test', mediaTypes: ['audio'] },
    ]);
  });

  it.each([
    ['a frame without an address', {}],
    ['an address that is none', { requestingUrl: 'bbb' }],
    ['an empty address', { requestingUrl: '' }],
    ['a page out of a data address', { requestingUrl: 'data:text/html,x' }],
  ])('of %s belong to nobody', (_what, details) => {
    const { request } = guarded((question) => mayMeeting(question, [MEETING]));
    expect(request('media', { ...details, mediaTypes: ['audio'] })).toBe(false);
  });

  it('for media without a kind are a screen capture, and refused', () => {
    const { request } = guarded((question) => mayMeeting(question, [MEETING]));
    expect(request('media', { requestingUrl: MEETING, mediaTypes: [] })).toBe(false);
    expect(request('media', { requestingUrl: MEETING })).toBe(false);
    expect(request('media', { requestingUrl: MEETING, mediaTypes: undefined })).toBe(false);
    expect(request('media', { requestingUrl: MEETING, mediaTypes: ['video'] })).toBe(true);
  });
});

describe("a guarded session's checks", () => {
  it('are decided like the requests', () => {
    const { check } = guarded((question) => mayMeeting(question, [MEETING]));
    expect(check('media', MEETING, { mediaType: 'audio', securityOrigin: MEETING })).toBe(true);
    expect(check('media', `${MEETING}/`, { mediaType: 'video' })).toBe(true);
    expect(check('media', MEETING, { mediaType: 'unknown' })).toBe(true);
    expect(check('speaker-selection', MEETING, {})).toBe(true);
    expect(check('geolocation', MEETING, {})).toBe(false);
    expect(check('media', '', {})).toBe(false);
    expect(check('constructor', MEETING, {})).toBe(false);
  });

  it('count the origin that will use the device before the one that asks', () => {
    const { check } = guarded((question) => mayMeeting(question, [MEETING]));
    expect(check('media', MEETING, { mediaType: 'audio', securityOrigin: 'https://evil.test/' })).toBe(false);
    expect(check('media', 'https://evil.test', { mediaType: 'audio', securityOrigin: `${MEETING}/` })).toBe(true);
  });
});

describe('devices', () => {
  it('are refused, even where every permission is granted', () => {
    const { session, handler } = guarded(() => true);
    let refusals = 0;
    devices.lockSession?.(asSession(session), () => {
      refusals += 1;
    });
    expect(handler('device')({ deviceType: 'hid', origin: MEETING })).toBe(false);

    let paired: unknown;
    handler('bluetooth')({ deviceId: 'x', pairingKind: 'confirm' }, (answer: unknown) => (paired = answer));
    expect(paired).toEqual({ confirmed: false });

    for (const [name, nothing] of [
      ['select-hid-device', undefined],
      ['select-usb-device', undefined],
    ] as const) {
      const event = fakeEvent({});
      let chosen: unknown = 'not answered';
      session.emit(name, event, { deviceList: [{ deviceId: 'x' }] }, (device: unknown) => (chosen = device));
      expect([event.isPrevented(), chosen]).toEqual([true, nothing]);
    }
    const event = fakeEvent({});
    let chosen: unknown = 'not answered';
    session.emit('select-serial-port', event, [{ portId: 'x' }], null, (port: unknown) => (chosen = port));
    expect([event.isPrevented(), chosen]).toEqual([true, '']);
    expect(refusals).toBe(5);
  });
});
