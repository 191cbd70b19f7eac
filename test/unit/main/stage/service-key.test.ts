import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { isServiceKey, takeServiceKey } from '../../../../main/stage/service-key.ts';
import { asWebContents, fakeEvent } from '../fake-page.ts';

const KEY = { type: 'keyDown', code: 'KeyS', control: true, alt: true, shift: true } as const;

describe('the key of the service menu', () => {
  it('is four keys at once, and none of them less', () => {
    expect(isServiceKey(KEY)).toBe(true);
    for (const without of ['control', 'alt', 'shift'] as const) {
      expect(isServiceKey({ ...KEY, [without]: false })).toBe(false);
    }
    expect(isServiceKey({ ...KEY, type: 'keyUp' })).toBe(false);
    expect(isServiceKey({ ...KEY, code: 'KeyA' })).toBe(false);
  });

  it('is taken before the page sees it; every other key is the page’s', () => {
    const page = new EventEmitter();
    const open = vi.fn();
    takeServiceKey(asWebContents(page), open);
    const [own, other] = [fakeEvent({}), fakeEvent({})];
    page.emit('before-input-event', own, KEY);
    page.emit('before-input-event', other, { ...KEY, code: 'KeyC' });
    expect(own.isPrevented()).toBe(true);
    expect(other.isPrevented()).toBe(false);
    expect(open).toHaveBeenCalledOnce();
  });
});
