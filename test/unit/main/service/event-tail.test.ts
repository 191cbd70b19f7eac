import { describe, expect, it } from 'vitest';
import { createEventTail } from '../../../../main/service/event-tail.ts';

const VISIT = '00000000-0000-4000-8000-000000000001';

describe('the tail of events', () => {
  it('has the kind and the words of the last ones, the latest first, and no id of a visit', () => {
    const tail = createEventTail(() => 7);
    tail.note('stadtfenster.visit.started', { visit: VISIT });
    tail.note('stadtfenster.visit.feedback', { visit: VISIT, rating: 5, words: 'Erika war hier' });
    tail.note('stadtfenster.terminal.problem', { code: 'clock-wrong', amount: 90 });
    expect(tail.lines()).toEqual([
      { at: 7, kind: 'terminal.problem', detail: 'clock-wrong · 90' },
      { at: 7, kind: 'visit.feedback', detail: '' },
      { at: 7, kind: 'visit.started', detail: '' },
    ]);
  });

  it('does not grow for ever', () => {
    const tail = createEventTail(() => 7);
    for (let time = 0; time < 500; time += 1) tail.note('stadtfenster.visit.started', { visit: VISIT });
    expect(tail.lines()).toHaveLength(200);
  });
});
