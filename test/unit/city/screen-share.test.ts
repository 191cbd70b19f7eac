import { afterAll, beforeAll, expect, it } from 'vitest';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { joinAnswerSchema } from '../../../contract/join.ts';
import { startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity(null, {
    rooms: [
      { id: 'zeigen', title: { de: 'Zeigen' }, screenShare: true },
      { id: 'ohne', title: { de: 'Ohne' } },
    ],
  });
}, STARTING_MS);
afterAll(() => test.close());

it('a terminal is told with the join whether a room lets screens be shared; it does not unless the city says so', async () => {
  const mayShare = async (room: string) => {
    const person = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };
    const { json } = await test.post(CITY_PATHS.join(room), person);
    return joinAnswerSchema.parse(json).screenShare;
  };
  expect(await mayShare('zeigen')).toBe(true);
  expect(await mayShare('ohne')).toBe(false);
});
