import { describe, expect, it } from 'vitest';
import { isAddress, mayGoTo, withReason } from '../../../demo/bbb/client/logout-address.ts';
import { audioPlanFor, readPreferences, type Preferences } from '../../../demo/bbb/client/preferences.ts';
import { endSentence, textsFor } from '../../../demo/bbb/client/texts.ts';

describe('the logout address', () => {
  it.each([
    ['https://kiosk.example-city.invalid/bbb/left', true],
    ['http://127.0.0.1:8080/left', true],
    ['https://city.example/?a=1', true],
    ['http://[::1]:8080/', true],
    ['http://localhost:8080/left', false],
    ['https://city./', false],
    ['kiosk://left', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%s is one: %s', (address, expected) => {
    expect(isAddress(address)).toBe(expected);
  });

  it("is not gone to when empty, nor when it is the server's own and that is not allowed", () => {
    expect(mayGoTo('', 'https://bbb.example', true)).toBe(false);
    expect(mayGoTo('https://bbb.example/', 'https://bbb.example', true)).toBe(true);
    expect(mayGoTo('https://bbb.example/', 'https://bbb.example', false)).toBe(false);
    expect(mayGoTo('https://city.example/', 'https://bbb.example', false)).toBe(true);
  });

  it('gets the reason into its query', () => {
    expect(withReason('https://x.invalid/left', 'Über & aus')).toBe(
      'https://x.invalid/left?reason=%C3%9Cber%20%26%20aus',
    );
    expect(withReason('https://x.invalid/left?a=1', 'b')).toBe('https://x.invalid/left?a=1&reason=b');
  });
});

const preferencesFor = (values: Readonly<Record<string, string>>): Preferences =>
  readPreferences(
    { user_metadata: Object.entries(values).map(([parameter, value]) => ({ parameter, value })) },
    'en-GB',
  );

describe('the wishes of a join', () => {
  it("are BBB's defaults where nothing is said", () => {
    expect(preferencesFor({})).toMatchObject({
      locale: 'en-GB',
      autoJoinAudio: false,
      listenOnlyMode: true,
      forceListenOnly: false,
      showSessionDetails: true,
      directLeaveButton: null,
    });
  });

  it.each([
    [{}, 'VIEWER', { choices: ['microphone', 'listening'], atStart: 'wait' }],
    [{ bbb_auto_join_audio: 'true' }, 'VIEWER', { choices: ['microphone', 'listening'], atStart: 'ask' }],
    [{ bbb_listen_only_mode: 'false' }, 'VIEWER', { choices: ['microphone'], atStart: 'wait' }],
    [
      { bbb_auto_join_audio: 'true', bbb_listen_only_mode: 'false' },
      'VIEWER',
      { choices: ['microphone'], atStart: 'ask' },
    ],
    [
      { bbb_auto_join_audio: 'true', bbb_listen_only_mode: 'false', bbb_skip_check_audio: 'true' },
      'VIEWER',
      { choices: ['microphone'], atStart: 'microphone' },
    ],
    [
      { bbb_auto_join_audio: 'true', bbb_force_listen_only: 'true' },
      'VIEWER',
      { choices: ['listening'], atStart: 'ask' },
    ],
    [{ bbb_force_listen_only: 'true' }, 'MODERATOR', { choices: ['microphone', 'listening'], atStart: 'wait' }],
  ] as const)('%j as %s lead to audio by %j', (values, role, expected) => {
    expect(audioPlanFor(preferencesFor(values), role)).toMatchObject(expected);
  });
});

describe('the echo test', () => {
  it.each([
    [{}, true],
    [{ bbb_skip_check_audio: 'false' }, true],
    [{ bbb_skip_check_audio: 'true' }, false],
  ])('with %j: %s', (values, expected) => {
    for (const role of ['VIEWER', 'MODERATOR'] as const)
      expect(audioPlanFor(preferencesFor(values), role).checksMicrophone).toBe(expected);
  });
});

describe('the texts', () => {
  it('are German for German and English for every other language', () => {
    expect(textsFor('de').lang).toBe('de');
    expect(textsFor('de-AT').lang).toBe('de');
    expect(textsFor('den').lang).toBe('en');
    expect(textsFor('fr').lang).toBe('en');
  });

  it('say why it is over, and who ended it', () => {
    const { texts } = textsFor('en');
    expect(endSentence(texts, 'user_logged_out_reason', null)).toBe('You left the session.');
    expect(endSentence(texts, 'ENDED_AFTER_USER_LOGGED_OUT', 'Ada')).toBe('This session was ended by Ada.');
    expect(endSentence(texts, 'SOMETHING_NEW', null)).toBe('The session has ended.');
  });
});
