import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { downloads } from '../../../../main/lockdown/downloads.ts';
import type { Destination } from '../../../../main/lockdown/meeting-address.ts';
import { meetingNavigation, noNavigation, ownNavigation } from '../../../../main/lockdown/navigation.ts';
import { meetingWindows, newWindows } from '../../../../main/lockdown/new-windows.ts';
import { unloadTraps } from '../../../../main/lockdown/unload-traps.ts';
import { asSession, asWebContents, fakeEvent } from '../fake-page.ts';

// Outside Electron the package is a path; the rules take nothing of it.
vi.mock('electron', () => ({ protocol: {} }));

const ADDRESSES = { hosts: ['bbb.stadt.example'], returnUrl: 'https://kiosk.invalid/left', allowHttp: false };

describe("the meeting's page", () => {
  const meeting = () => {
    const contents = new EventEmitter();
    const left: Destination[] = [];
    let refusals = 0;
    meetingNavigation(() => ({ addresses: ADDRESSES, left: (destination) => left.push(destination) })).lockPage?.(
      asWebContents(contents),
      () => {
        refusals += 1;
      },
    );
    const go = (name: 'will-frame-navigate' | 'will-redirect', url: string, isMainFrame: boolean): boolean => {
      const event = fakeEvent({ url, isMainFrame });
      contents.emit(name, event);
      return !event.isPrevented();
    };
    return { go, left, refusals: () => refusals };
  };

  it.each(['will-frame-navigate', 'will-redirect'] as const)('stays on its hosts (%s)', (name) => {
    const { go, left, refusals } = meeting();
    expect(go(name, 'https://bbb.stadt.example/html5client/', true)).toBe(true);
    expect(left).toEqual([]);
    expect(go(name, 'https://evil.test/', true)).toBe(false);
    expect(left).toEqual([{ kind: 'outside' }]);
    expect(go(name, 'https://kiosk.invalid/left?errors=%5B%7B%22key%22%3A%22guestDeny%22%7D%5D', true)).toBe(false);
    expect(left.at(-1)).toEqual({ kind: 'returned', key: 'guestDeny' });
    // The way back that BBB was given is none of the refusals.
    expect(refusals()).toBe(1);
  });

  it('may have frames from the web, and its end is not theirs', () => {
    const { go, left } = meeting();
    for (const url of [
      'https://player.example/x',
      'about:blank',
      'blob:https://bbb.stadt.example/x',
      'data:text/html,x',
    ])
      expect(go('will-frame-navigate', url, false)).toBe(true);
    expect(go('will-redirect', 'https://player.example/y', false)).toBe(true);
    expect(left).toEqual([]);
  });

  it.each(['kiosk://ui/index.html', 'file:///etc/passwd', 'chrome://gpu', 'devtools://devtools/x', 'tel:110', 'x'])(
    'has no frame with %s',
    (url) => {
      const { go, left } = meeting();
      expect(go('will-frame-navigate', url, false)).toBe(false);
      expect(left).toEqual([]);
    },
  );
});

describe('our own page', () => {
  const own = () => {
    const contents = new EventEmitter();
    ownNavigation.lockPage?.(asWebContents(contents), () => undefined);
    return (name: string, url: string): boolean => {
      const event = fakeEvent({ url });
      contents.emit(name, event);
      return !event.isPrevented();
    };
  };

  it.each(['will-frame-navigate', 'will-redirect'])('stays where it is (%s)', (name) => {
    const go = own();
    expect(go(name, 'kiosk://ui/index.html')).toBe(true);
    for (const url of [
      'https://bbb.stadt.example/',
      'kiosk://ui.evil.test/index.html',
      'kiosk://uix/',
      'kiosk://ui@evil.test/',
      'kiosk://other/index.html',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'about:blank',
    ])
      expect(go(name, url), url).toBe(false);
  });
});

describe('a window that the meeting wants', () => {
  const wish = (url: string) => {
    const joined: string[] = [];
    let refusals = 0;
    let opened: unknown;
    class Page extends EventEmitter {
      readonly setWindowOpenHandler = (handler: (details: object) => unknown) => {
        opened = handler({ url });
      };
    }
    meetingWindows(() => ({ addresses: ADDRESSES, join: (address) => joined.push(address) })).lockPage?.(
      asWebContents(new Page()),
      () => {
        refusals += 1;
      },
    );
    return { joined, refusals, opened };
  };

  it('is none, but the way into a breakout room is taken in the view that is there', () => {
    const breakout = 'https://bbb.stadt.example/bigbluebutton/api/join?meetingID=x';
    expect(wish(breakout)).toMatchObject({ joined: [breakout], opened: { action: 'deny' } });
    for (const url of [
      'https://bbb.stadt.example/help',
      'https://evil.test/bigbluebutton/api/join?x',
      'javascript:alert(1)',
    ])
      expect(wish(url)).toMatchObject({ joined: [], refusals: 1, opened: { action: 'deny' } });
  });
});

describe('any page', () => {
  it('opens no window and holds no webview', () => {
    let opened: unknown;
    class Page extends EventEmitter {
      readonly setWindowOpenHandler = (handler: (details: object) => unknown) => {
        opened = handler({ url: 'https://bbb.stadt.example/' });
      };
    }
    const contents = new Page();
    let refusals = 0;
    newWindows.lockPage?.(asWebContents(contents), () => {
      refusals += 1;
    });
    expect(opened).toEqual({ action: 'deny' });
    const event = fakeEvent({});
    contents.emit('will-attach-webview', event, {}, { src: 'https://evil.test/' });
    expect(event.isPrevented()).toBe(true);
    expect(refusals).toBe(2);
  });

  it('that nobody opened goes nowhere', () => {
    const contents = new EventEmitter();
    noNavigation.lockPage?.(asWebContents(contents), () => undefined);
    const event = fakeEvent({ url: 'https://bbb.stadt.example/', isMainFrame: true });
    contents.emit('will-frame-navigate', event);
    expect(event.isPrevented()).toBe(true);
  });

  it('cannot keep a visitor from leaving', () => {
    const contents = new EventEmitter();
    unloadTraps.lockPage?.(asWebContents(contents), () => undefined);
    const event = fakeEvent({});
    contents.emit('will-prevent-unload', event);
    expect(event.isPrevented()).toBe(true);
  });

  it('saves nothing', () => {
    const session = new EventEmitter();
    downloads.lockSession?.(asSession(session), () => undefined);
    const event = fakeEvent({});
    session.emit('will-download', event, {}, {});
    expect(event.isPrevented()).toBe(true);
  });
});
