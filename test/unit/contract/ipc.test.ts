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
    ['a key that is not one of ours', { type: 'press-key', key: { named: 'F4' } }],
    ['a key with a modifier', { type: 'press-key', key: { named: 'Enter', modifiers: ['control'] } }],
    ['a key and a text', { type: 'press-key', key: { text: 'a', named: 'Enter' } }],
    ['no text', { type: 'press-key', key: { text: '' } }],
    ['a word', { type: 'press-key', key: { text: 'ab' } }],
    ['a line break', { type: 'press-key', key: { text: '\r\n' } }],
    ['a tab', { type: 'press-key', key: { text: '\t' } }],
    ['half a character', { type: 'press-key', key: { text: '\ud83d' } }],
    ['a mark that turns the line round', { type: 'press-key', key: { text: '\u202e' } }],
    ['a character with no end of accents', { type: 'press-key', key: { text: `a${'\u0301'.repeat(40)}` } }],
    ['a report in words', { type: 'report-problem', reason: 'Ada hat mich beleidigt' }],
    ['a face that is not drawn', { type: 'rate-visit', rating: 6 }],
    ['feedback with a name', { type: 'send-words', words: 'Gut.', name: 'Ada' }],
    ['words without end', { type: 'send-words', words: 'x'.repeat(2049) }],
    ['agreement that is not yes or no', { type: 'accept-terms', parentsAgree: 'yes' }],
  ])('is not %s', (_what, message) => {
    expect(intentSchema.safeParse(message).success).toBe(false);
  });

  it.each(['a', 'ü', 'ẞ', 'ı', ' ', '€', 'é', 'م', '漢', 'नि', '👨‍👩‍👧', '🇺🇦'])('is a key with the text %s', (text) => {
    const pressed = { type: 'press-key', key: { text } };
    expect(intentSchema.parse(pressed)).toEqual(pressed);
  });

  it('never carries more than one character for the meeting, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const key = intentSchema.safeParse({ type: 'press-key', key: { text } });
        if (!key.success) return;
        expect(Array.from(new Intl.Segmenter().segment(text))).toHaveLength(1);
        expect(text).not.toMatch(/\p{Cc}/u);
      }),
    );
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
