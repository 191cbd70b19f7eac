import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDestination, type MeetingAddresses } from '../../../../main/lockdown/meeting-address.ts';

const ADDRESSES: MeetingAddresses = {
  hosts: ['bbb.stadt.example', 'media.stadt.example:8443'],
  returnUrl: 'https://kiosk.invalid/left',
  allowHttp: false,
};

const kindOf = (target: string, addresses = ADDRESSES): string => judgeDestination(target, addresses).kind;

const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const pathAndMore = fc.webPath().map((path) => (path.startsWith('/') ? path : `/${path}`));

describe("the meeting's own addresses", () => {
  it('are inside, whatever stands behind the host', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ADDRESSES.hosts),
        pathAndMore,
        fc.webQueryParameters(),
        fc.webFragments(),
        (host, path, query, fragment) => {
          expect(kindOf(`https://${host}${path}?${query}#${fragment}`)).toBe('inside');
        },
      ),
    );
  });

  it.each([
    'HTTPS://BBB.Stadt.EXAMPLE/html5client/',
    'https://bbb.stadt.example:443/html5client/',
    // Chromium reads these as the host, too: a backslash is a slash, and line breaks are skipped.
    'https:\\\\bbb.stadt.example\\html5client',
    'https://bbb.sta\ndt.example/',
    'https://bbb.stadt。example/',
    'https://bbb.stadt.example',
  ])('are recognised as a browser reads them: %j', (target) => {
    expect(kindOf(target)).toBe('inside');
  });
});

describe('an address that only looks like the meeting', () => {
  it('is outside when something stands before, behind or around the host', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ADDRESSES.hosts), label, pathAndMore, (host, other, path) => {
        const [name = '', port = ''] = host.split(':');
        const tail = port === '' ? '' : `:${port}`;
        for (const target of [
          `https://${other}${name}${tail}${path}`,
          `https://${other}.${name}${tail}${path}`,
          `https://${name}.${other}${tail}${path}`,
          `https://${name}${other}${tail}${path}`,
          `https://${other}.test/${host}${path}`,
          `https://${other}.test?${host}${path}`,
          `https://${other}.test#${host}${path}`,
          `https://${host}@${other}.test${path}`,
          `https://${other}.test\\@${host}${path}`,
          `https://${other}@${host}${path}`,
          `https://${other}:${other}@${host}${path}`,
          `https://:${other}@${host}${path}`,
        ])
          expect(kindOf(target), target).toBe('outside');
      }),
    );
  });

  it('is outside on any other port', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), (port) => {
        fc.pre(port !== 443);
        expect(kindOf(`https://bbb.stadt.example:${port}/`)).toBe('outside');
        if (port !== 8443) expect(kindOf(`https://media.stadt.example:${port}/`)).toBe('outside');
      }),
    );
    expect(kindOf('https://media.stadt.example/')).toBe('outside');
  });

  it.each([
    // Letters of other scripts that look the same.
    'https://bbb.st\u0430dt.example/',
    'https://xn--bbb-7cd.stadt.example/',
    // Another name, though it usually leads to the same machine.
    'https://bbb.stadt.example./',
    'https://127.0.0.1/',
    'https://[::1]/',
    '//bbb.stadt.example/',
    'bbb.stadt.example',
    '/html5client/',
    '',
    ' ',
    'https://',
    'https:///',
    'https://bbb.stadt.example:99999/',
    'https://bbb.stadt.example%00.evil.test/',
    'https://%62bb.stadt.example.evil.test/',
  ])('is outside: %j', (target) => {
    expect(kindOf(target)).toBe('outside');
  });

  it.each([
    'http://bbb.stadt.example/',
    'ws://bbb.stadt.example/',
    'wss://bbb.stadt.example/',
    'ftp://bbb.stadt.example/',
    'file:///etc/passwd',
    'file://bbb.stadt.example/etc/passwd',
    'javascript:alert(1)',
    'javascript://bbb.stadt.example/%0aalert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data://bbb.stadt.example/',
    'blob:https://bbb.stadt.example/7a6e6bb8-0000-4000-8000-000000000000',
    'filesystem:https://bbb.stadt.example/temporary/x',
    'view-source:https://bbb.stadt.example/',
    'about:blank',
    'about:srcdoc',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'kiosk://ui/index.html',
    'mailto:ada@stadt.example',
    'tel:110',
    'intent://bbb.stadt.example/#Intent;scheme=https;end',
  ])('is outside by its scheme: %j', (target) => {
    expect(kindOf(target)).toBe('outside');
  });
});

describe('plain http', () => {
  const local: MeetingAddresses = { ...ADDRESSES, hosts: ['127.0.0.1:8090'], allowHttp: true };

  it('is inside only where it is allowed', () => {
    expect(kindOf('http://127.0.0.1:8090/x', local)).toBe('inside');
    expect(kindOf('http://127.0.0.1:8090/x', { ...local, allowHttp: false })).toBe('outside');
    expect(kindOf('http://127.0.0.1:8091/x', local)).toBe('outside');
    expect(kindOf('http://a@127.0.0.1:8090/x', local)).toBe('outside');
  });
});

describe('what is inside', () => {
  it('is always https to a host of the meeting, without a user, however the address was put together', () => {
    const piece = fc.constantFrom(
      ...[
        'https:',
        'http:',
        'blob:',
        'javascript:',
        'view-source:',
        '//',
        '/',
        '\\',
        '@',
        ':',
        '?',
        '#',
        '%',
        '.',
        ' ',
      ],
      ...['bbb.stadt.example', 'media.stadt.example', 'kiosk.invalid', 'evil.test', ':8443', ':443', '\t', '\u0000'],
      ...['left', 'a', 'xn--', '[::1]', '。', '%2e', '%40', '\u00ad'],
    );
    const patched = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          patched,
          patched.map((rest) => `https://${rest}`),
          fc.string(),
          fc.webUrl(),
        ),
        (target) => {
          const destination = judgeDestination(target, ADDRESSES);
          if (destination.kind === 'outside') return;
          const url = new URL(target);
          expect(url.protocol).toBe('https:');
          if (destination.kind === 'returned') {
            expect([url.host, url.pathname]).toEqual(['kiosk.invalid', '/left']);
          } else {
            expect(ADDRESSES.hosts).toContain(url.host);
            expect([url.username, url.password]).toEqual(['', '']);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('the return address', () => {
  const errors = (value: string): string => `https://kiosk.invalid/left?errors=${encodeURIComponent(value)}`;

  it.each([
    'https://kiosk.invalid/left',
    'https://kiosk.invalid/left?',
    'https://kiosk.invalid/left?reason=meetingEnded',
    'https://kiosk.invalid/left#x',
    'https://kiosk.invalid:443/left',
    'https://KIOSK.invalid/left',
  ])('is the end without a reason: %s', (target) => {
    expect(judgeDestination(target, ADDRESSES)).toEqual({ kind: 'returned', key: null });
  });

  it('may hold a query of its own', () => {
    const addresses = { ...ADDRESSES, returnUrl: 'https://kiosk.invalid/left?visit=1' };
    expect(judgeDestination('https://kiosk.invalid/left?visit=1&reason=x', addresses).kind).toBe('returned');
  });

  it.each([
    'https://kiosk.invalid/',
    'https://kiosk.invalid/left/',
    'https://kiosk.invalid/leftover',
    'https://kiosk.invalid/LEFT',
    'https://kiosk.invalid:8443/left',
    'http://kiosk.invalid/left',
    'https://kiosk.invalid.evil.test/left',
    'https://evil.test/https://kiosk.invalid/left',
    'blob:https://kiosk.invalid/left',
  ])('is not %s', (target) => {
    expect(kindOf(target)).toBe('outside');
  });

  it.each([
    ['[{"key":"guestDeny","message":"Guest denied"}]', 'guestDeny'],
    ['[{"key": "maxParticipantsReached", "message": "x"}]', 'maxParticipantsReached'],
    ['[{"message":"x","key":"notFound"}]', 'notFound'],
    ['[{"key":"first","message":"x"},{"key":"second","message":"y"}]', 'first'],
  ])('brings the key of %s', (value, key) => {
    expect(judgeDestination(errors(value), ADDRESSES)).toEqual({ kind: 'returned', key });
  });

  it.each([
    '',
    '[]',
    'guestDeny',
    '[{"message":"x"}]',
    '[{"key":"","message":"x"}]',
    '[{"key":"a<script>","message":"x"}]',
    '[{"key":"Ada\\u0020Lovelace","message":"x"}]',
    '[{"key":"https://evil.test","message":"x"}]',
    `[{"key":"${'k'.repeat(65)}","message":"x"}]`,
    '[{"message":"typed: \\"key\\":\\"Ada\\""}]',
  ])('brings no key out of %s', (value) => {
    expect(judgeDestination(errors(value), ADDRESSES)).toEqual({ kind: 'returned', key: 'unknown' });
  });

  it('brings well-formed keys only, whatever BBB or somebody else puts there', () => {
    const value = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.record({ key: fc.string(), message: fc.string() })).map((list) => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(value, (text) => {
        const destination = judgeDestination(errors(text), ADDRESSES);
        expect(destination.kind).toBe('returned');
        expect('key' in destination ? destination.key : '').toMatch(/^[A-Za-z][A-Za-z ]{0,63}$/);
      }),
      { numRuns: 500 },
    );
  });
});
