import { describe, expect, it } from 'vitest';
import {
  BbbFailure,
  createAnswerSchema,
  meetingInfoSchema,
  meetingListSchema,
  parseAnswer,
} from '../../../city/meetings/bbb-answer.ts';
import { Refusal } from '../../../city/refusal.ts';

const MEETING = `<meetingName>AG &amp; Co</meetingName><meetingID>stadtfenster-energie</meetingID>
  <createTime>1715261728123</createTime><attendeePW>apw-geheim</attendeePW><moderatorPW>mpw-geheim</moderatorPW>
  <running>true</running><hasBeenForciblyEnded>false</hasBeenForciblyEnded><participantCount>2</participantCount>
  <attendees><attendee><userID>u1</userID><fullName>Erika Mustermann</fullName></attendee>
  <attendee><userID>u2</userID><fullName>Max Mustermann</fullName></attendee></attendees>`;

const ok = (content: string) => `<response><returncode>SUCCESS</returncode>${content}</response>`;

const messageKeyOf = (xml: string): string => {
  try {
    parseAnswer('create', xml, createAnswerSchema);
  } catch (error) {
    if (error instanceof BbbFailure) return error.messageKey;
    throw error;
  }
  throw new Error('The answer was taken as a success.');
};

describe('an answer of BBB', () => {
  it('gives away nothing but the fields the city needs', () => {
    expect(parseAnswer('getMeetingInfo', ok(MEETING), meetingInfoSchema)).toEqual({
      returncode: 'SUCCESS',
      createTime: '1715261728123',
      running: true,
      hasBeenForciblyEnded: false,
      participantCount: 2,
    });
    const list = parseAnswer(
      'getMeetings',
      ok(`<meetings><meeting>${MEETING}</meeting></meetings>`),
      meetingListSchema,
    );
    expect(list.meetings.meeting).toEqual([{ meetingID: 'stadtfenster-energie', running: true, participantCount: 2 }]);
  });

  it.each(['<meetings/>', '<meetings></meetings>', '<meetings/><messageKey>noMeetings</messageKey>'])(
    'without meetings is an empty list: %s',
    (content) => {
      expect(parseAnswer('getMeetings', ok(content), meetingListSchema).meetings.meeting).toEqual([]);
    },
  );

  it('has its key in one of two forms', () => {
    const single = '<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>';
    const several = `<response><returncode>FAILED</returncode><errors>
      <error><key>missingParamMeetingID</key><message>a</message></error>
      <error><key>validationError</key><message>b</message></error></errors></response>`;
    expect(messageKeyOf(single)).toBe('checksumError');
    expect(messageKeyOf(several)).toBe('missingParamMeetingID');
    expect(messageKeyOf(several.replace(/<error><key>validation.*?<\/error>/s, ''))).toBe('missingParamMeetingID');
    expect(messageKeyOf(single.replace('checksumError', 'Params required'))).toBe('Params required');
    expect(messageKeyOf('<response><returncode>FAILED</returncode></response>')).toBe('no reason given');
  });

  it.each([
    ['an HTML page', '<!doctype html><html lang="en"><title>Welcome</title><p>nginx</p></html>'],
    ['JSON', '{"returncode":"SUCCESS"}'],
    ['nothing', ''],
    ['half an answer', '<response><returncode>SUCCESS</returncode><createTime>17'],
    ['no createTime', ok('<meetingID>x</meetingID>')],
    ['a createTime that is none', ok('<createTime>soon</createTime>')],
    ['another returncode', '<response><returncode>MAYBE</returncode></response>'],
    ['a key with markup in it', '<response><returncode>FAILED</returncode><messageKey>a<b/>c</messageKey></response>'],
  ])('that is %s is refused', (_name, text) => {
    expect(() => parseAnswer('create', text, createAnswerSchema)).toThrow(
      expect.objectContaining({ name: 'Refusal', code: 'meeting-server-refused' }),
    );
  });

  it('does not unfold entities', () => {
    const declared = '<!DOCTYPE response [<!ENTITY many "111">]>';
    const text = `${declared}${ok('<createTime>&many;</createTime>')}`;
    expect(() => parseAnswer('create', text, createAnswerSchema)).toThrow(Refusal);
  });
});
