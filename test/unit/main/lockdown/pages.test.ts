import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { refuseDownloads } from '../../../../main/lockdown/downloads.ts';
import type { Destination } from '../../../../main/lockdown/meeting-address.ts';
import { keepMeeting } from '../../../../main/lockdown/meeting-navigation.ts';
import { refuseNewWindows } from '../../../../main/lockdown/new-windows.ts';
import { keepOwnPage } from '../../../../main/lockdown/own-navigation.ts';
import { refuseUnloadTraps } from '../../../../main/lockdown/unload-traps.ts';
import { asSession, asWebContents, fakeEvent } from '../fake-page.ts';

// Outside Electron the package is a path; the rules take nothing of it.
vi.mock('electron', () => ({ protocol: {} }));

describe("the meeting's page", () => {
  const meeting = () => {
    const contents = new EventEmitter();
    const left: Destination[] = [];
    keepMeeting(
      asWebContents(contents),
      { hosts: ['bbb.stadt.example'], returnUrl: 'https://kiosk.invalid/left', allowHttp: false },
      (destination) => left.push(destination),
    );
    const go = (name: 'will-frame-navigate' | 'will-redirect', url: string, isMainFrame: boolean): boolean => {
      const event = fakeEvent({ url, isMainFrame });
      contents.emit(name, event);
      return !event.isPrevented();
    };
    return { go, left };
  };

  it.each(['will-frame-navigate', 'will-redirect'] as const)('stays on its hosts (%s)', (name) => {
    const { go, left } = meeting();
    expect(go(name, 'https://bbb.stadt.example/html5client/', true)).toBe(true);
    expect(left).toEqual([]);
    expect(go(name, 'https://evil.test/', true)).toBe(false);
    expect(left).toEqual([{ kind: 'outside' }]);
    expect(go(name, 'https://kiosk.invalid/left?errors=%5B%7B%22key%22%3A%22guestDeny%22%7D%5D', true)).toBe(false);
    expect(left.at(-1)).toEqual({ kind: 'returned', key: 'guestDeny' });
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
    keepOwnPage(asWebContents(contents));
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

describe('any page', () => {
  it('opens no window and holds no webview', () => {
    let opened: unknown;
    class Page extends EventEmitter {
      readonly setWindowOpenHandler = (handler: (details: object) => unknown) => {
        opened = handler({ url: 'https://bbb.stadt.example/' });
      };
    }
    const contents = new Page();
    refuseNewWindows(asWebContents(contents));
    expect(opened).toEqual({ action: 'deny' });
    const event = fakeEvent({});
    contents.emit('will-attach-webview', event, {}, { src: 'https://evil.test/' });
    expect(event.isPrevented()).toBe(true);
  });

  it('cannot keep a visitor from leaving', () => {
    const contents = new EventEmitter();
    refuseUnloadTraps(asWebContents(contents));
    const event = fakeEvent({});
    contents.emit('will-prevent-unload', event);
    expect(event.isPrevented()).toBe(true);
  });

  it('saves nothing', () => {
    const session = new EventEmitter();
    refuseDownloads(asSession(session));
    const event = fakeEvent({});
    session.emit('will-download', event, {}, {});
    expect(event.isPrevented()).toBe(true);
  });
});
