import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { reviveOwnPage } from '../../../../main/health/own-page.ts';
import { asWebContents } from '../fake-page.ts';

const MINUTE = 60_000;

const pageForTest = () => {
  const done: string[] = [];
  let now = 0;
  let isDestroyed = false;
  class Page extends EventEmitter {
    readonly reload = () => done.push('reload');
    readonly isDestroyed = () => isDestroyed;
  }
  const page = new Page();
  reviveOwnPage(
    asWebContents(page),
    { gone: () => done.push('told'), broken: () => done.push('broken') },
    {
      now: () => now,
      after: (milliseconds, work) => {
        done.push(`pause ${milliseconds}`);
        work();
      },
    },
  );
  return {
    done,
    goes: (reason: string) => page.emit('render-process-gone', {}, { reason }),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    destroy: () => {
      isDestroyed = true;
    },
  };
};

describe('our own page', () => {
  it.each(['crashed', 'oom', 'killed', 'abnormal-exit', 'launch-failed', 'integrity-failure'])(
    'is drawn again when its process is gone (%s), and the city is told',
    (reason) => {
      const { done, goes } = pageForTest();
      goes(reason);
      expect(done).toEqual(['told', 'pause 50', 'reload']);
    },
  );

  it('may end when everything ends', () => {
    const { done, goes, destroy } = pageForTest();
    goes('clean-exit');
    expect(done).toEqual([]);
    destroy();
    goes('crashed');
    expect(done).toEqual(['told', 'pause 50']);
  });

  it('comes back more slowly each time, and is given up the fourth time in ten minutes', () => {
    const { done, goes, pass } = pageForTest();
    for (let time = 1; time <= 4; time += 1) {
      goes('crashed');
      pass(MINUTE);
    }
    expect(done.filter((step) => step.startsWith('pause'))).toEqual(['pause 50', 'pause 250', 'pause 1000']);
    expect(done.slice(-3)).toEqual(['reload', 'told', 'broken']);
  });

  it('may break now and then for years', () => {
    const { done, goes, pass } = pageForTest();
    for (let time = 1; time <= 100; time += 1) {
      goes('crashed');
      pass(4 * MINUTE);
    }
    expect(done).not.toContain('broken');
    expect(done.filter((step) => step === 'reload')).toHaveLength(100);
  });
});
