import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watchTouches } from '../../../renderer/touches.ts';

/** A window of our own: events go through the watcher first, then to the screen. */
const start = () => {
  const target = new EventTarget();
  const touch = vi.fn();
  const touches = watchTouches(target, { touch });
  const screen = vi.fn();
  target.addEventListener('click', screen);
  target.addEventListener('keydown', screen);
  return {
    touch,
    screen,
    touches,
    down: () => target.dispatchEvent(new CustomEvent('pointerdown')),
    click: (count: number) => target.dispatchEvent(new CustomEvent('click', { detail: count, cancelable: true })),
    key: () => target.dispatchEvent(new CustomEvent('keydown', { cancelable: true })),
  };
};

describe('touches and keys', () => {
  // The watcher asks where a repeated click landed; Node has no elements, so it landed on none.
  beforeEach(() => {
    vi.stubGlobal('Element', Map);
    return () => vi.unstubAllGlobals();
  });

  it('tells of each touch and key and lets it through', () => {
    const { down, click, key, touch, screen } = start();
    down();
    click(1);
    key();
    expect(touch.mock.calls).toEqual([[false], [false]]);
    expect(screen).toHaveBeenCalledTimes(2);
  });

  it('drops the second click of a double tap', () => {
    const { click, screen } = start();
    click(1);
    const letThrough = click(2);
    expect(screen).toHaveBeenCalledTimes(1);
    expect(letThrough).toBe(false);
  });

  it('lets the touch that answers the idle question do nothing else, even if the answer is quicker than the click', () => {
    const { down, click, touch, screen, touches } = start();
    touches.questionAsked(true);
    down();
    touches.questionAsked(false);
    click(1);
    expect(touch.mock.calls).toEqual([[true]]);
    expect(screen).not.toHaveBeenCalled();

    down();
    click(1);
    expect(screen).toHaveBeenCalledTimes(1);
  });

  it('lets the key that answers the idle question do nothing else', () => {
    const { key, touch, screen, touches } = start();
    touches.questionAsked(true);
    key();
    expect(touch.mock.calls).toEqual([[true]]);
    expect(screen).not.toHaveBeenCalled();
  });

  it('takes the click of a screen reader, which has no pointer, as an answer', () => {
    const { click, touch, screen, touches } = start();
    touches.questionAsked(true);
    click(0);
    expect(touch.mock.calls).toEqual([[true]]);
    expect(screen).not.toHaveBeenCalled();
  });
});
