import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { reviveOwnPage } from '../../../../main/health/own-page.ts';
import { asWebContents } from '../fake-page.ts';

const pageForTest = () => {
  const done: string[] = [];
  class Page extends EventEmitter {
    readonly reload = () => done.push('reload');
    readonly isDestroyed = () => false;
  }
  const page = new Page();
  reviveOwnPage(
    asWebContents(page),
    () => done.push('told'),
    (milliseconds, work) => {
      done.push(`pause ${milliseconds}`);
      work();
    },
  );
  return { done, goes: (reason: string) => page.emit('render-process-gone', {}, { reason }) };
};

describe('our own page', () => {
  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed', 'integrity-failure'])(
    'is drawn again when its process is gone (%s), and the city is told',
    (reason) => {
      const { done, goes } = pageForTest();
      goes(reason);
      expect(done).toEqual(['told', 'pause 500', 'reload']);
    },
  );

  it('may end when everything ends', () => {
    const { done, goes } = pageForTest();
    goes('clean-exit');
    expect(done).toEqual([]);
  });
});
