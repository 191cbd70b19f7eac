import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meetingKeySchema, namedKeySchema, type MeetingKey } from '../../../../contract/meeting-key.ts';
import { pressKey } from '../../../../main/stage/press-key.ts';

/** What was done to a page when a key was pressed. */
const pressed = (key: MeetingKey): string[] => {
  const done: string[] = [];
  pressKey(
    {
      focus: () => done.push('focus'),
      insertText: (text) => {
        done.push(`text ${text}`);
        return Promise.reject(new Error('the page is gone'));
      },
      sendInputEvent: (event) => done.push('keyCode' in event ? `${event.type} ${event.keyCode}` : event.type),
    },
    key,
  );
  return done;
};

describe('a key in the page of a meeting', () => {
  it('writes its text where the caret is, and nothing else', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(texts, (text) => {
        const key = meetingKeySchema.safeParse({ text });
        if (key.success) expect(pressed(key.data)).toEqual(['focus', `text ${text}`]);
      }),
    );
  });

  it.each(namedKeySchema.options)('%s goes down and up again', (named) => {
    const done = pressed({ named });
    const code = named.replace('Arrow', '');
    expect(done[0]).toBe('focus');
    expect(done.filter((step) => !step.startsWith('char'))).toEqual(['focus', `keyDown ${code}`, `keyUp ${code}`]);
    expect(done.includes('char Enter')).toBe(named === 'Enter');
  });
});
