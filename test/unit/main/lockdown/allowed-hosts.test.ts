import { describe, expect, it } from 'vitest';
import { leadsToAllowedHost } from '../../../../main/lockdown/allowed-hosts.ts';
import { ANSWER } from '../visit/visit-for-test.ts';

const joinAt = (joinUrl: string, ...meetingHosts: string[]) => ({ ...ANSWER, joinUrl, meetingHosts });

describe('a join', () => {
  it('may lead anywhere while no hosts are configured', () => {
    expect(leadsToAllowedHost(joinAt('http://elsewhere.test/join', 'elsewhere.test'), null)).toBe(true);
  });

  it.each([
    ['the host itself', joinAt('https://bbb.example/join', 'bbb.example'), ['bbb.example']],
    ['one below', joinAt('https://bbb.stadt.example/join', 'bbb.stadt.example'), ['*.stadt.example']],
    ['a host in capitals', joinAt('https://BBB.example/join', 'BBB.example'), ['bbb.example']],
    [
      'two hosts that are both named',
      joinAt('https://a.example/join', 'a.example', 'b.example'),
      ['b.example', 'a.example'],
    ],
    ['this machine without https', joinAt('http://127.0.0.1:8090/join', '127.0.0.1:8090'), ['127.0.0.1:8090']],
  ])('may lead to %s', (_what, answer, hosts) => {
    expect(leadsToAllowedHost(answer, hosts)).toBe(true);
  });

  it.each([
    ['another host', joinAt('https://evil.test/join', 'evil.test'), ['bbb.example']],
    [
      'a host that begins alike',
      joinAt('https://bbb.example.evil.test/join', 'bbb.example.evil.test'),
      ['bbb.example'],
    ],
    ['another port', joinAt('https://bbb.example:8443/join', 'bbb.example:8443'), ['bbb.example']],
    [
      'one that is named and one that is not',
      joinAt('https://bbb.example/join', 'bbb.example', 'evil.test'),
      ['bbb.example'],
    ],
    ['an address that its own hosts do not name', joinAt('https://evil.test/join', 'bbb.example'), ['bbb.example']],
    ['somebody before the host', joinAt('https://bbb.example@evil.test/join', 'bbb.example'), ['bbb.example']],
    ['the host with a password', joinAt('https://ada:1@bbb.example/join', 'bbb.example'), ['bbb.example']],
    ['the host without https', joinAt('http://bbb.example/join', 'bbb.example'), ['bbb.example']],
  ])('may not lead to %s', (_what, answer, hosts) => {
    expect(leadsToAllowedHost(answer, hosts)).toBe(false);
  });
});
