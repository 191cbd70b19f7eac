import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesFolders, parseCommandLine, withoutIdentity } from '../../../../main/terminal/command-line.ts';

const NOTHING = {
  city: undefined,
  enrol: undefined,
  ca: undefined,
  profile: undefined,
  volatile: undefined,
  windowed: false,
};

describe('the command line', () => {
  it('may be empty', () => {
    expect(parseCommandLine([])).toEqual(NOTHING);
  });

  it('names city, code, folders and window', () => {
    const expected = {
      city: 'https://city.example/stadt',
      enrol: '7K4M-2PX9-RTAC',
      ca: '/srv/ca.pem',
      profile: '/srv/x',
      volatile: '/run/x',
      windowed: true,
    };
    const given = ['--city', 'https://city.example/stadt', '--enrol', '7K4M-2PX9-RTAC', '--profile', '/srv/x'];
    const apart = [...given, '--ca', '/srv/ca.pem', '--volatile', '/run/x', '--windowed'];
    const joined = [
      '--city=https://city.example/stadt',
      '--enrol=7K4M-2PX9-RTAC',
      '--ca=/srv/ca.pem',
      '--profile=/srv/x',
      '--volatile=/run/x',
      '--windowed',
    ];
    expect(parseCommandLine(apart)).toEqual(expected);
    expect(parseCommandLine(joined)).toEqual(expected);
  });

  it("leaves Chromium's switches alone", () => {
    const argv = ['--no-sandbox', '--remote-debugging-port=0', '--ozone-platform', 'wayland', '--windowed', 'x'];
    expect(parseCommandLine(argv)).toEqual({ ...NOTHING, windowed: true });
  });

  it.each(['city', 'enrol', 'ca', 'profile', 'volatile'])(
    'gives an option without its value as an empty one, not as absent: --%s',
    (name) => {
      expect(parseCommandLine([`--${name}`])).toEqual({ ...NOTHING, [name]: '' });
      expect(parseCommandLine([`--${name}=`])).toEqual({ ...NOTHING, [name]: '' });
    },
  );

  it.each([
    [[], true],
    [['--profile', '/srv/x'], true],
    [['--profile'], false],
    [['--profile='], false],
    [['--profile', '--windowed'], false],
    [['--volatile', '/run/x'], true],
    [['--volatile'], false],
    [['--profile', '/srv/x', '--volatile', '--windowed'], false],
  ] as const)('knows whether a folder was named: %j', (argv, usable) => {
    expect(namesFolders(parseCommandLine(argv))).toBe(usable);
  });

  it('is never an exception, whatever stands in it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '--city',
        '--enrol',
        '--profile',
        '--windowed',
        '--',
        '-',
        '--no-windowed',
        '--__proto__',
        '=',
        '-x',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (argv) => {
        expect(Object.keys(parseCommandLine(argv))).toEqual(Object.keys(NOTHING));
      }),
    );
  });
});

describe('the command line of a terminal that has left its city', () => {
  it.each([
    [
      ['.', '--city', 'https://a.example/', '--profile', '/p', '--enrol', '7K4M-2PX9-RTAC'],
      ['.', '--profile', '/p'],
    ],
    [
      ['--city=https://a.example/', '--windowed', '--enrol=7K4M-2PX9-RTAC', '--no-sandbox'],
      ['--windowed', '--no-sandbox'],
    ],
    [['--city=https://a.example/', '.'], ['.']],
    [['.'], ['.']],
  ])('names neither city nor code: %j', (argv, left) => {
    expect(withoutIdentity(argv)).toEqual(left);
  });
});
