import { describe, expect, it } from 'vitest';
import { staysInside } from '../../../../main/lockdown/egress.ts';

const ORIGINS = ['https://bbb.stadt.example', 'https://node2.stadt.example:8443'];

describe("a request of the meeting's page", () => {
  it.each([
    'https://bbb.stadt.example/html5client/',
    'wss://bbb.stadt.example/graphql',
    'https://node2.stadt.example:8443/x',
    'wss://node2.stadt.example:8443/bbb-webrtc-sfu',
    'https://BBB.stadt.example/',
    'blob:https://bbb.stadt.example/1',
    'data:image/png;base64,',
  ])('stays with its servers: %s', (address) => expect(staysInside(address, ORIGINS)).toBe(true));

  it.each([
    'http://bbb.stadt.example/',
    'ws://bbb.stadt.example/',
    'https://bbb.stadt.example:444/',
    'https://bbb.stadt.example.evil.test/',
    'https://evil.test/?https://bbb.stadt.example/',
    'https://bbb.stadt.example@evil.test/',
    'wss://evil.test/',
    'file:///etc/passwd',
    'chrome://gpu',
    'kiosk://ui/index.html',
    'ftp://bbb.stadt.example/',
    'filesystem:https://bbb.stadt.example/temporary/x',
    'x',
    '',
  ])('goes nowhere else: %s', (address) => expect(staysInside(address, ORIGINS)).toBe(false));

  it('goes nowhere while no meeting is open', () => expect(staysInside('https://bbb.stadt.example/', [])).toBe(false));
});
