import type { FailureCode } from '../../contract/failure.ts';
import { enterMeeting as participate } from '../../demo/bbb/participant.ts';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import { expect, ROOM, test } from './fixtures.ts';
import { askToEnter, enterMeeting } from './steps.ts';

/** BBB's messageKeys at join, and the sentence the visitor reads. */
const JOIN_KEYS: readonly (readonly [string, FailureCode])[] = [
  ['invalidMeetingIdentifier', 'meeting-not-started'],
  ['meetingForciblyEnded', 'meeting-over'],
  ['mismatchCreateTimeParam', 'meeting-over'],
  ['maxParticipantsReached', 'room-full'],
  ['guestDeniedAccess', 'meeting-denied'],
  ['guestDeny', 'meeting-denied'],
  ['serverUnavailable', 'meeting-server-away'],
  ['invalidPassword', 'meeting-refused'],
  ['Params required', 'meeting-refused'],
  ['aKeyOfTheNextVersion', 'meeting-refused'],
  // Never sent to an address of the caller: the visitor would stand before XML.
  ['checksumError', 'meeting-refused'],
];

test('BBB refuses the join: each of its keys has its sentence, and leaves nothing behind', async ({
  terminal,
  embedded,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  for (const [times, [key, failure]] of JOIN_KEYS.entries()) {
    await test.step(key, async () => {
      embedded.bbb.behave({ joinFails: key });
      await askToEnter(terminal);
      await visitor.sees(visitor.texts.failure[failure].sentence);
      await expect
        .poll(async () => (await eventsOf('stadtfenster.visit.failed')).map(({ data }) => data.code)[times])
        .toBe(failure);
      // What the refused join left behind is wiped before the visitor goes on.
      const wiped = async (): Promise<number> =>
        (await eventsOf('stadtfenster.visit.wiped')).filter(({ data }) => data.stage === 'meeting').length;
      await expect.poll(wiped).toBe(times + 1);
      await visitor.touch(visitor.texts.problem.back);
      await visitor.sees(visitor.texts.rooms.heading);
      await visitor.touch(visitor.texts.action.end);
      await visitor.seesAttract();
    });
  }
});

test('the same person comes in from elsewhere: whoever was there first is told that it is over for them', async ({
  terminal,
  embedded: { bbb, secret },
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  const meetingID = `stadtfenster-${ROOM.id}`;
  const [person] = bbb.meetings.find((meeting) => meeting.meetingID === meetingID)?.people ?? [];
  const again = { meetingID, fullName: 'Doppelt', role: 'VIEWER', userID: person?.userID ?? '' };
  const other = await participate(signedUrl(bbb.url, secret, 'join', again));
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome['meeting-ended']).first()).toBeVisible();
  // The meeting itself goes on.
  expect(bbb.meetings.find((meeting) => meeting.meetingID === meetingID)?.running).toBe(true);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
  other.vanish();
  await visitor.finish();
  await visitor.seesAttract();
});

for (const { what, behaviour, failure } of [
  { what: 'refuses to make the meeting', behaviour: { createFails: 'validationError' }, failure: 'meeting-refused' },
  { what: 'is away', behaviour: { server: 'refusing' }, failure: 'meeting-server-away' },
  { what: 'answers with a web page', behaviour: { answers: 'html' }, failure: 'meeting-refused' },
  { what: 'is down behind its proxy', behaviour: { server: 'unavailable' }, failure: 'meeting-server-away' },
] as const) {
  test(`the meeting server ${what}`, async ({ terminal, embedded }) => {
    const visitor = terminal.as('de');
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    embedded.bbb.behave(behaviour);
    await visitor.enterRoom();
    await visitor.sees(visitor.texts.failure[failure].sentence);
    embedded.bbb.behave({});
    await visitor.touch(visitor.texts.problem.retry);
    await terminal.meeting();
  });
}
