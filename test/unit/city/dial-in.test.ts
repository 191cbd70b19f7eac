import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citySeedSchema } from '../../../city/seed/city-seed.ts';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { joinAnswerSchema } from '../../../contract/join.ts';
import { signedUrl } from '../../../demo/bbb/signed-url.ts';
import { contentIn, SECRET, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

const PERSON = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };
const NUMBER = '+49 30 23125014';

const room = (id: string, dialIn?: { number: string; conference?: string }) => ({
  id,
  title: { de: `Raum ${id}` },
  ...(dialIn === undefined ? {} : { dialIn }),
});

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity(null, {
    rooms: [
      room('fest', { number: '+49 (30) 231-25014', conference: '72011' }),
      room('frei', { number: NUMBER }),
      room('offen', { number: NUMBER, conference: '72013' }),
      room('ohne'),
      { ...room('vorstand', { number: NUMBER, conference: '72012' }), kind: 'closed' },
    ],
  });
}, STARTING_MS);
afterAll(() => test.close());

const dialInOf = async (id: string, more: object = {}) => {
  const { json } = await test.post(CITY_PATHS.join(id), { ...PERSON, ...more });
  return joinAnswerSchema.parse(json).dialIn;
};

const meetingOf = (id: string) => test.bbb.meetings.find(({ meetingID }) => meetingID === `stadtfenster-${id}`);

describe('the telephone line of a room', () => {
  it('goes to the BBB server with the meeting, and to whoever is let in', async () => {
    expect(await dialInOf('fest')).toEqual({ number: '+49 30 231 25014', conference: '72011' });
    expect(meetingOf('fest')?.parameters).toMatchObject({ dialNumber: '+493023125014', voiceBridge: '72011' });
  });

  it('has the digits that the BBB server chose when the city did not', async () => {
    const dialIn = await dialInOf('frei');
    expect(dialIn?.number).toBe(NUMBER);
    expect(dialIn?.conference).toMatch(/^\d{5}$/);
    expect(meetingOf('frei')?.parameters).not.toHaveProperty('voiceBridge');
  });

  it('has the digits of the meeting that is there, whatever the city would give it', async () => {
    const meetingID = 'stadtfenster-offen';
    await fetch(signedUrl(test.bbb.url, SECRET, 'create', { name: 'Raum', meetingID, voiceBridge: '79999' }));
    expect(await dialInOf('offen')).toEqual({ number: NUMBER, conference: '79999' });
  });

  it('is absent from a room that has none, on the way to BBB and to the terminal', async () => {
    expect(await dialInOf('ohne')).toBeUndefined();
    const names = Object.keys(meetingOf('ohne')?.parameters ?? {});
    expect(names).toContain('meetingID');
    expect(names).not.toContain('dialNumber');
    expect(names).not.toContain('voiceBridge');
  });
});

describe('who was not let in', () => {
  it('learns of no number: neither from the list of rooms, nor from a code, nor from a refusal', async () => {
    const code = await test.city.createAccessCode('vorstand', 'attendee');
    const answers = [
      await test.get(CITY_PATHS.rooms),
      { json: contentIn((await test.get(CITY_PATHS.configuration)).json) },
      await test.post(CITY_PATHS.code, { code, room: 'vorstand' }),
      await test.post(CITY_PATHS.join('vorstand'), PERSON),
      await test.post(CITY_PATHS.join('vorstand'), { ...PERSON, code, termsVersion: '0' }),
    ];
    for (const { json } of answers) expect(JSON.stringify(json)).not.toMatch(/\b(2312|72012)\b/);
    expect(await dialInOf('vorstand', { code })).toEqual({ number: NUMBER, conference: '72012' });
    expect(JSON.stringify(test.log)).not.toMatch(/\b(2312|72012)\b/);
  });
});

describe('the seed of a city', () => {
  it.each([
    [[room('a', { number: '030 23125014' })], /country code/],
    [[room('a', { number: NUMBER, conference: '12' })], /4 to 10 digits/],
    [[room('a', { number: NUMBER, conference: '01234' })], /4 to 10 digits/],
    [['a', 'b'].map((id) => room(id, { number: NUMBER, conference: '72011' })), /twice/],
  ])('is refused: %j', (rooms, words) => {
    const parsed = citySeedSchema.safeParse({ rooms });
    expect(parsed.error?.issues.map(({ message }) => message).join()).toMatch(words);
  });

  it('may give one number to many rooms, with digits of their own or none', () => {
    const rooms = [room('a', { number: NUMBER }), room('b', { number: NUMBER }), room('c')];
    expect(citySeedSchema.safeParse({ rooms }).success).toBe(true);
  });
});
