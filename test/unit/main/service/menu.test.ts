import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceFacts, ServiceIntent, ServiceSnapshot } from '../../../../contract/service.ts';
import type { ServiceRole } from '../../../../contract/service-pin.ts';
import { NO_DEVICES } from '../../../../contract/devices.ts';
import { startServiceMenu, type ServiceMenuPorts } from '../../../../main/service/menu.ts';

const FACTS: ServiceFacts = {
  terminal: 'bibliothek-1',
  city: 'Musterstadt',
  site: 'Bibliothek',
  cityHost: 'city.example',
  cityAnswers: true,
  cityHeardAt: 1,
  isVisited: false,
  eventsWaiting: 0,
  meetingHost: null,
  network: [],
  devices: NO_DEVICES,
  volume: null,
  configurationVersion: 7,
  layers: [{ field: 'city', layers: ['city'] }],
  textsVersion: null,
  versions: { version: '0.1.0', electron: '45.4.1', chromium: '150.0', sandboxed: true },
  system: 'Linux 6.1',
  startedAt: 1,
};

const PIN_OF: Readonly<Record<string, ServiceRole>> = { '111111': 'librarian', '222222': 'operator' };

const open = (change: Partial<ServiceMenuPorts> = {}) => {
  const events: string[] = [];
  const drawn: ServiceSnapshot[] = [];
  const closed = vi.fn();
  const done = vi.fn<(act: string) => void>();
  const signOfLife = vi.fn();
  const act = (name: string) => () => done(name);
  const menu = startServiceMenu({
    pins: { check: (pin) => Promise.resolve(PIN_OF[pin] ?? 'wrong'), waitUntil: () => null },
    hasPins: () => true,
    facts: () => Promise.resolve(FACTS),
    log: () => [],
    about: () => ({ locale: 'de', timeZone: 'Europe/Berlin' }),
    signOfLife,
    acts: { restart: act('restart'), 're-enrol': act('re-enrol'), 'leave-kiosk': act('leave-kiosk') },
    record: ({ act: name, role }) => events.push([name, role].filter((part) => part !== undefined).join(' ')),
    draw: (snapshot) => drawn.push(snapshot),
    closed,
    now: Date.now,
    ...change,
  });
  const send = async (...intents: readonly ServiceIntent[]): Promise<void> => {
    for (const intent of intents) {
      menu.heard(intent);
      await vi.advanceTimersByTimeAsync(0);
    }
  };
  return { menu, send, events, drawn, closed, done, signOfLife };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the service menu', () => {
  it('opens for nobody while nobody has a PIN', async () => {
    const { menu, send, events } = open({ hasPins: () => false });
    expect(menu.snapshot().screen).toEqual({ name: 'no-pin' });
    await send({ type: 'enter-pin', pin: '222222' }, { type: 'ask', act: 'restart' }, { type: 'confirm' });
    expect(menu.snapshot().screen).toEqual({ name: 'no-pin' });
    expect(events).toEqual(['asked']);
  });

  it('tells a wrong PIN from one that is not complete', async () => {
    const { menu, send, events } = open();
    await send({ type: 'enter-pin', pin: '12345' });
    expect(menu.snapshot().screen).toMatchObject({ name: 'pin', problem: 'incomplete', tries: 0 });
    await send({ type: 'enter-pin', pin: '333333' });
    expect(menu.snapshot().screen).toMatchObject({ name: 'pin', problem: 'wrong', tries: 1 });
    expect(events).toEqual(['asked', 'refused']);
  });

  it('says until when to wait, and records who does not', async () => {
    const { menu, send, events } = open({ pins: { check: () => Promise.resolve('wait'), waitUntil: () => 42 } });
    await send({ type: 'enter-pin', pin: '222222' });
    expect(menu.snapshot().screen).toMatchObject({ name: 'pin', problem: null, waitUntil: 42 });
    expect(events).toEqual(['asked', 'throttled']);
  });

  it('lets the desk look and restart, and nothing else', async () => {
    const { menu, send, events, done, closed } = open();
    await send({ type: 'enter-pin', pin: '111111' });
    expect(menu.snapshot().screen).toMatchObject({ name: 'menu', role: 'librarian', acts: ['restart'], facts: FACTS });
    for (const act of ['re-enrol', 'leave-kiosk', 'reboot'] as const) {
      await send({ type: 'ask', act }, { type: 'confirm' });
      expect(menu.snapshot().screen).toMatchObject({ asked: null });
    }
    expect(done).not.toHaveBeenCalled();
    await send({ type: 'ask', act: 'restart' }, { type: 'confirm' });
    expect(done.mock.calls).toEqual([['restart']]);
    expect(closed).toHaveBeenCalledOnce();
    expect(events).toEqual(['asked', 'opened librarian', 'restart librarian', 'closed librarian']);
  });

  it('asks before it does anything, and offers what the machine can do', async () => {
    const reboot = vi.fn();
    const { menu, send, done } = open({ acts: { reboot } });
    await send({ type: 'enter-pin', pin: '222222' }, { type: 'confirm' });
    expect(menu.snapshot().screen).toMatchObject({ acts: ['reboot'], asked: null });
    await send({ type: 'ask', act: 'reboot' });
    expect(menu.snapshot().screen).toMatchObject({ asked: 'reboot' });
    await send({ type: 'cancel' }, { type: 'confirm' });
    expect(reboot).not.toHaveBeenCalled();
    await send({ type: 'ask', act: 'reboot' }, { type: 'confirm' });
    expect(reboot).toHaveBeenCalledOnce();
    expect(done).not.toHaveBeenCalled();
  });

  it('closes two minutes after the last touch, and keeps a visit from running out until then', async () => {
    const { menu, events, closed, signOfLife } = open();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(signOfLife.mock.calls.length).toBeGreaterThan(95);
    menu.touched();
    await vi.advanceTimersByTimeAsync(119_000);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(closed).toHaveBeenCalledOnce();
    signOfLife.mockClear();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(signOfLife).not.toHaveBeenCalled();
    expect(events).toEqual(['asked', 'closed']);
  });

  it('that was closed while a PIN was looked at lets nobody in', async () => {
    const { menu, send, events } = open();
    menu.heard({ type: 'enter-pin', pin: '222222' });
    await send({ type: 'close' }, { type: 'ask', act: 'restart' }, { type: 'confirm' });
    expect(events).toEqual(['asked', 'closed']);
  });

  it.each([
    undefined,
    null,
    'confirm',
    { type: 'confirm', extra: 1 },
    { type: 'ask', act: 'format' },
    { type: 'enter-pin', pin: 'x'.repeat(99) },
  ])('drops what is not in the contract: %j', async (message) => {
    const { menu, drawn } = open();
    menu.heard(message);
    await vi.advanceTimersByTimeAsync(0);
    expect(drawn).toEqual([]);
  });

  it('draws in order, also when drawing lets other work run first', async () => {
    const problems: string[] = [];
    let isFirst = true;
    const { menu } = open({
      draw: ({ screen }) => {
        if (isFirst) {
          isFirst = false;
          menu.heard({ type: 'enter-pin', pin: '222222' });
        }
        problems.push(screen.name === 'pin' && screen.isChecking ? 'checking' : 'incomplete');
      },
      pins: { check: () => new Promise(() => undefined), waitUntil: () => null },
    });
    menu.heard({ type: 'enter-pin', pin: '1' });
    expect(problems).toEqual(['incomplete', 'checking']);
    await vi.advanceTimersByTimeAsync(0);
  });

  it('draws again only what has changed', async () => {
    const facts = { ...FACTS };
    const { send, drawn } = open({ facts: () => Promise.resolve({ ...facts }) });
    await send({ type: 'enter-pin', pin: '222222' });
    const before = drawn.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(drawn).toHaveLength(before);
    facts.cityAnswers = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(drawn).toHaveLength(before + 1);
  });
});
