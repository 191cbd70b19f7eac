import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentSchema } from '../../../contract/ipc.ts';
import { joinAnswerSchema } from '../../../contract/join.ts';

describe('an intent', () => {
  it.each([
    ['nothing', undefined],
    ['a word', 'begin'],
    ['an unknown one', { type: 'wipe' }],
    ['one that says more than it may', { type: 'begin', name: 'Ada' }],
    ['a join without a part', { type: 'join', name: null }],
    ['a join with an unknown part', { type: 'join', name: null, part: 'moderate' }],
    ['a name without end', { type: 'join', name: 'x'.repeat(2049), part: 'listen' }],
    ['a room that is a path', { type: 'choose-room', room: '../events' }],
    ['a language nobody speaks here', { type: 'set-locale', locale: 'tlh' }],
    ['an unknown panel', { type: 'show-panel', panel: 'devtools' }],
    ['a report in words', { type: 'report-problem', reason: 'Ada hat mich beleidigt' }],
    ['a face that is not drawn', { type: 'rate-visit', rating: 6 }],
    ['feedback with a name', { type: 'send-words', words: 'Gut.', name: 'Ada' }],
    ['words without end', { type: 'send-words', words: 'x'.repeat(2049) }],
    ['agreement that is not yes or no', { type: 'accept-terms', parentsAgree: 'yes' }],
  ])('is not %s', (_what, message) => {
    expect(intentSchema.safeParse(message).success).toBe(false);
  });

  it('is never an exception, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        expect(() => intentSchema.safeParse(message)).not.toThrow();
      }),
    );
  });
});

describe("the city's answer to a join", () => {
  const answer = {
    joinUrl: 'https://bbb.example/bigbluebutton/api/join?x=1',
    meetingHosts: ['bbb.example'],
    returnUrl: 'https://kiosk.invalid/left',
  };

  it('names a web address and the hosts of the meeting', () => {
    expect(joinAnswerSchema.parse(answer)).toEqual(answer);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'kiosk://ui/index.html', '/join', ''])(
    'does not lead to %j',
    (joinUrl) => {
      expect(joinAnswerSchema.safeParse({ ...answer, joinUrl }).success).toBe(false);
    },
  );

  it('names at least one host', () => {
    expect(joinAnswerSchema.safeParse({ ...answer, meetingHosts: [] }).success).toBe(false);
  });
});
