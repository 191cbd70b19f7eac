import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CITY_ERROR_STATUS, CITY_PATHS, bearerTokenSchema, roomListSchema } from '../../../contract/city-api.ts';
import { roomIdSchema, type Room } from '../../../contract/room.ts';

const SECRET = 'Abc-_'.repeat(8) + 'xyz';

const isToken = (text: string): boolean => bearerTokenSchema.safeParse(text).success;

describe('a bearer token', () => {
  it('is a terminal and 43 characters of base64url', () => {
    const terminal = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/);
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(terminal, secret, (name, bytes) => {
        expect(isToken(`${name}.${bytes.toString('base64url')}`)).toBe(true);
        expect(isToken(`${name}.${bytes.toString('hex')}`)).toBe(false);
      }),
    );
  });

  it.each([
    ['no terminal', `.${SECRET}`],
    ['no secret', 'bibliothek-1.'],
    ['a secret that is too short', `bibliothek-1.${SECRET.slice(1)}`],
    ['a secret that is too long', `bibliothek-1.${SECRET}x`],
    ['padding', `bibliothek-1.${SECRET.slice(1)}=`],
    ['upper case in the name', `Bibliothek-1.${SECRET}`],
    ['a name that begins with a hyphen', `-bibliothek.${SECRET}`],
    ['a name that ends with a hyphen', `bibliothek-.${SECRET}`],
    ['a name of 65 characters', `${'b'.repeat(65)}.${SECRET}`],
    ['a second dot', `bibliothek.1.${SECRET}`],
    ['a new line behind it', `bibliothek-1.${SECRET}\n`],
    ['a header in it', `bibliothek-1.${SECRET}\r\nx: y`],
    ['a blank before it', ` bibliothek-1.${SECRET}`],
  ])('has not %s', (_what, token) => {
    expect(isToken(token)).toBe(false);
  });

  it('may have a name of 64 characters', () => {
    expect(isToken(`${'b'.repeat(64)}.${SECRET}`)).toBe(true);
  });
});

describe('a room id', () => {
  it('cannot leave its place in a path', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab1\-./\\%?#@: Ä]{0,4}$/), (id) => {
        fc.pre(roomIdSchema.safeParse(id).success);
        expect(encodeURIComponent(id)).toBe(id);
        expect(new URL(CITY_PATHS.join(id), 'https://city.example/').pathname).toBe(`/v1/rooms/${id}/join`);
      }),
    );
    for (const id of ['.', '..', '../x', 'a/b', 'a%2fb', 'a?b', 'a b', 'Ä', 'A', '', 'a'.repeat(65), 'a\n'])
      expect(roomIdSchema.safeParse(id).success).toBe(false);
  });
});

describe('a room list', () => {
  const room: Room = {
    id: 'ag-energie',
    kind: 'open',
    title: { de: 'AG Energie & Umwelt' },
    description: null,
    running: false,
    participants: 0,
    nextMeeting: { start: '2026-11-18T17:00:00+01:00', end: '2026-11-18T16:00:00Z' },
  };

  it('holds at most 500 rooms', () => {
    const rooms = Array.from({ length: 500 }, (_, index) => ({ ...room, id: `room-${index}` }));
    expect(roomListSchema.parse({ rooms }).rooms).toHaveLength(500);
    expect(roomListSchema.safeParse({ rooms: [...rooms, room] }).success).toBe(false);
  });

  it('keeps nothing of a room that a terminal must not know', () => {
    const chatty = { ...room, moderatorPassword: 'mp', attendees: ['Ada'] };
    expect(roomListSchema.parse({ rooms: [chatty] }).rooms).toEqual([room]);
  });

  it.each([
    ['a title without German', { title: { en: 'Energy' } }],
    ['a start without offset', { nextMeeting: { start: '2026-11-18T17:00:00', end: '2026-11-18T18:00:00' } }],
    ['half a person', { participants: 1.5 }],
    ['fewer than nobody', { participants: -1 }],
    ['an unknown kind', { kind: 'secret' }],
  ])('refuses %s', (_what, change) => {
    expect(roomListSchema.safeParse({ rooms: [{ ...room, ...change }] }).success).toBe(false);
  });
});

describe("the city's refusals", () => {
  it('have statuses of errors', () => {
    for (const status of Object.values(CITY_ERROR_STATUS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });
});
