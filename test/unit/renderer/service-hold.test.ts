import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchServiceHold } from '../../../renderer/service-hold.ts';

/** Node has no elements and no pointers: these are as much of them as is asked for. */
class FakeElement extends EventTarget {
  readonly isPlace: boolean;
  constructor(isPlace: boolean) {
    super();
    this.isPlace = isPlace;
  }
  closest(): FakeElement | null {
    return this.isPlace ? this : null;
  }
}

class FakePointerEvent extends Event {
  readonly isPrimary: boolean;
  readonly clientX: number;
  readonly clientY: number;
  constructor(type: string, clientX = 0, clientY = 0, isPrimary = true) {
    super(type, { cancelable: true });
    this.clientX = clientX;
    this.clientY = clientY;
    this.isPrimary = isPrimary;
  }
}

const start = (isPlace = true) => {
  const target = new FakeElement(isPlace);
  const open = vi.fn();
  const screen = vi.fn();
  watchServiceHold(target, open);
  target.addEventListener('click', screen);
  const does = (type: string, x = 0, y = 0, isPrimary = true): void =>
    void target.dispatchEvent(new FakePointerEvent(type, x, y, isPrimary));
  return { does, open, screen };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('PointerEvent', FakePointerEvent);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a held finger', () => {
  it('opens the service menu after five seconds, and letting go is no touch', () => {
    const { does, open, screen } = start();
    does('pointerdown');
    vi.advanceTimersByTime(4_999);
    expect(open).not.toHaveBeenCalled();
    does('pointermove', 20, 0);
    vi.advanceTimersByTime(1);
    expect(open).toHaveBeenCalledOnce();
    does('pointerup');
    does('click');
    expect(screen).not.toHaveBeenCalled();
    // The next touch is one like every other.
    does('pointerdown');
    does('pointerup');
    does('click');
    expect(screen).toHaveBeenCalledOnce();
  });

  it.each<[string, (does: ReturnType<typeof start>['does']) => void]>([
    ['is let go', (does) => does('pointerup')],
    ['wanders', (does) => does('pointermove', 30, 0)],
    ['is taken by the system', (does) => does('pointercancel')],
    ['is joined by another touch elsewhere', (does) => does('pointerdown', 0, 0, false)],
  ])('that %s before opens nothing', (_what, happens) => {
    const { does, open, screen } = start();
    does('pointerdown');
    vi.advanceTimersByTime(4_000);
    happens(does);
    vi.advanceTimersByTime(10_000);
    expect(open).not.toHaveBeenCalled();
    does('click');
    expect(screen).toHaveBeenCalledOnce();
  });

  it('opens nothing anywhere else', () => {
    const { does, open } = start(false);
    does('pointerdown');
    vi.advanceTimersByTime(10_000);
    expect(open).not.toHaveBeenCalled();
  });
});
