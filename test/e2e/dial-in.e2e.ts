import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import { expectReadable } from './readable.ts';
import { askToEnter, crashMeeting, enterMeeting } from './steps.ts';
import { filesWith } from './traces.ts';

/** Of the room in the demo's seed: as it is read, as it is heard, and the digits in a row. */
const NUMBER = { seen: '+49 30 231 250 14', heard: 'plus 4 9, 3 0, 2 3 1, 2 5 0, 1 4', digits: '23125014' } as const;
const CONFERENCE = { seen: '720 11 #', heard: '7 2 0, 1 1, Raute', digits: '72011' } as const;

const way = (terminal: Terminal) =>
  terminal.screens.getByRole('region', { name: terminal.as('de').texts.dialIn.heading });

/** Spaces on the screen hold the groups together. */
const withSpaces = async (terminal: Terminal): Promise<string> =>
  ((await way(terminal).textContent()) ?? '').replaceAll('\u00A0', ' ');

const expectTold = async (terminal: Terminal): Promise<void> => {
  await expect(way(terminal)).toBeVisible();
  const words = await withSpaces(terminal);
  for (const { seen, heard } of [NUMBER, CONFERENCE]) {
    expect(words).toContain(seen);
    expect(words).toContain(heard);
  }
  await expectReadable(terminal.screens, 'by telephone');
};

test('the line is given up: the way by telephone is told, and kept nowhere', async ({
  launch,
  gate,
  profile,
  embedded,
  events,
  eventsOf,
}) => {
  const terminal = await launch({ machine: { times: { rejoinGiveUpSeconds: 2 } } });
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  const meeting = embedded.bbb.meetings.find(({ meetingID }) => meetingID.endsWith(ROOM.id));
  expect(meeting?.parameters).toMatchObject({ dialNumber: '+493023125014', voiceBridge: CONFERENCE.digits });
  await expect(way(terminal)).toHaveCount(0);
  gate.mode = 'error-500';
  gate.only = '/join';
  await crashMeeting(terminal);
  await visitor.sees(visitor.texts.goodbye.heading);
  await expectTold(terminal);
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-lost');
  for (const digits of [NUMBER.digits, CONFERENCE.digits]) {
    expect(filesWith(profile, digits)).toEqual([]);
    expect(JSON.stringify(await events())).not.toContain(digits);
  }
});

test('the meeting cannot be reached: the way by telephone is told, and the next room has none', async ({
  launch,
  embedded,
}) => {
  const terminal = await launch({ machine: { times: { joinGiveUpSeconds: 2 } } });
  const visitor = terminal.as('de');
  embedded.bbb.behave({ page: 'no-answer' });
  await askToEnter(terminal);
  await visitor.sees(visitor.texts.failure['join-timeout'].sentence);
  await expectTold(terminal);
  await visitor.chooseDisplay({ textSize: 200, contrast: 'dark' });
  await expectTold(terminal);
  await visitor.chooseDisplay({ textSize: 100, contrast: 'normal' });
  await visitor.touch(visitor.texts.problem.back);
  await visitor.chooseRoom('AG Wirtschaft');
  await visitor.acceptTerms();
  // Still under the name of before.
  await visitor.enterRoom();
  await visitor.sees(visitor.texts.failure['join-timeout'].sentence);
  await expect(way(terminal)).toHaveCount(0);
});
