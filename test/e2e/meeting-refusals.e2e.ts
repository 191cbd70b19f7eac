import type { FailureCode } from '../../contract/failure.ts';
import { expect, ROOM, test } from './fixtures.ts';
import { askToEnter } from './steps.ts';

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

for (const [key, failure] of JOIN_KEYS) {
  test(`BBB refuses the join with ${key}`, async ({ terminal, embedded, eventsOf }) => {
    const visitor = terminal.as('de');
    embedded.bbb.behave({ joinFails: key });
    await askToEnter(terminal);
    await visitor.sees(visitor.texts.failure[failure].sentence);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.failed')).map(({ data }) => data.code))
      .toEqual([failure]);
    // What the refused join left behind is wiped before the visitor goes on.
    await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped')).length).toBe(1);
    await visitor.touch(visitor.texts.problem.back);
    await visitor.sees(visitor.texts.rooms.heading);
  });
}

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
