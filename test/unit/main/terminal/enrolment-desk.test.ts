import { describe, expect, it } from 'vitest';
import type { EnrolmentScreen } from '../../../../contract/enrolment-screen.ts';
import { DEFAULT_DISPLAY } from '../../../../contract/display.ts';
import type { FailureCode } from '../../../../contract/failure.ts';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import type { Answer } from '../../../../main/link/city.ts';
import type { Enrolled } from '../../../../main/terminal/enrol.ts';
import { openDesk, type DeskPorts } from '../../../../main/terminal/enrolment-desk.ts';
import { START } from '../hand-clock.ts';

const CODE = withCheckSymbol('7K4M2PX9RTA');
const CITY = 'https://city.example/';
const PLACE: Enrolled = { identity: null, cityKeys: [], signedConfiguration: null };
const refusing = (code: FailureCode, retryAfterSeconds?: number): Answer<Enrolled> => ({
  ok: false,
  code,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});

/** A desk before a city that says these things one after the other, and a clock that is moved by hand. */
const deskWith = (answers: readonly Answer<Enrolled>[], change: Partial<DeskPorts> = {}) => {
  const timers: { at: number; work: () => void }[] = [];
  const clock = { now: START };
  const asked: string[] = [];
  const gaveUp: string[] = [];
  let places = 0;
  const desk = openDesk({
    enrol: (city, code) => {
      asked.push(`${city.href} ${code}`);
      return Promise.resolve(answers[asked.length - 1] ?? refusing('city-unreachable'));
    },
    enrolled: () => void (places += 1),
    changed: () => undefined,
    refusal: () => null,
    fixedCity: () => null,
    gaveUp: (code) => gaveUp.push(code),
    times: () => ({ scanSeconds: 60, idleSeconds: 90 }),
    now: () => clock.now,
    random: () => 1,
    after: (milliseconds, work) => {
      const timer = { at: clock.now + milliseconds, work };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    ...change,
  });
  /** Lets answers come in and so many seconds pass. */
  const pass = async (seconds: number): Promise<void> => {
    clock.now += seconds * 1000;
    for (const due of timers.filter(({ at }) => at <= clock.now)) {
      timers.splice(timers.indexOf(due), 1);
      due.work();
    }
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { desk, pass, asked, gaveUp, places: () => places, clock };
};

const at = (screen: Partial<EnrolmentScreen>): unknown => expect.objectContaining(screen);

describe('the screen for enrolling', () => {
  it('asks for the city, then for the code, and goes back', () => {
    const { desk } = deskWith([]);
    expect(desk.screen()).toEqual(at({ step: 'city', city: '', isCityFixed: false, refusal: null }));
    desk.heard({ type: 'name-city', city: 'http://city.example' });
    expect(desk.screen()).toEqual(at({ step: 'city', problem: 'city-address-wrong' }));
    desk.heard({ type: 'name-city', city: 'city.example' });
    expect(desk.screen()).toEqual(at({ step: 'code', city: CITY, problem: null }));
    desk.heard({ type: 'back' });
    expect(desk.screen()).toEqual(at({ step: 'city', city: CITY }));
  });

  it('sends no code to the city that cannot be one', async () => {
    const { desk, pass, asked } = deskWith([], { fixedCity: () => CITY });
    desk.heard({ type: 'enrol', code: '7K4M', city: null });
    expect(desk.screen()).toEqual(at({ step: 'code', problem: 'code-incomplete' }));
    desk.heard({ type: 'enrol', code: `${CODE.slice(0, -1)}${CODE.endsWith('A') ? 'C' : 'A'}`, city: null });
    expect(desk.screen()).toEqual(at({ step: 'code', problem: 'enrolment-code-wrong' }));
    await pass(0);
    expect(asked).toEqual([]);
  });

  it.each(['enrolment-code-wrong', 'enrolment-code-used', 'enrolment-code-expired', 'city-unreachable'] as const)(
    'says %s, and lets somebody try again',
    async (code) => {
      const { desk, pass, asked, places } = deskWith([refusing(code), { ok: true, value: PLACE }], {
        fixedCity: () => CITY,
      });
      desk.heard({ type: 'enrol', code: CODE, city: null });
      expect(desk.screen()).toEqual(at({ checking: true, problem: null }));
      // A second touch does not ask twice.
      desk.heard({ type: 'enrol', code: CODE, city: null });
      await pass(0);
      expect(desk.screen()).toEqual(at({ step: 'code', checking: false, problem: code }));
      desk.heard({ type: 'enrol', code: CODE, city: null });
      await pass(0);
      expect([asked.length, places()]).toEqual([2, 1]);
    },
  );

  it('waits as long as the city says, and takes no code meanwhile', async () => {
    const { desk, pass, asked, clock } = deskWith([refusing('code-wait', 7)], { fixedCity: () => CITY });
    desk.heard({ type: 'enrol', code: CODE, city: null });
    await pass(0);
    expect(desk.screen()).toEqual(at({ problem: 'code-wait', waitUntil: clock.now + 7_000 }));
    desk.heard({ type: 'enrol', code: CODE, city: null });
    expect(asked).toHaveLength(1);
    await pass(7);
    expect(desk.screen()).toEqual(at({ problem: null, waitUntil: null }));
  });

  it('takes city and code from a QR, but no other city where one is given', async () => {
    const open = deskWith([{ ok: true, value: PLACE }]);
    open.desk.heard({ type: 'scan-enrolment' });
    expect(open.desk.screen().step).toBe('scan');
    open.desk.heard({ type: 'enrol', code: CODE, city: CITY });
    await open.pass(0);
    expect(open.asked).toEqual([`${CITY} ${CODE}`]);

    const fixed = deskWith([], { fixedCity: () => CITY });
    fixed.desk.heard({ type: 'enrol', code: CODE, city: 'https://evil.example/' });
    expect(fixed.desk.screen()).toEqual(at({ problem: 'city-address-other', city: CITY }));
    fixed.desk.heard({ type: 'name-city', city: 'https://evil.example/' });
    fixed.desk.heard({ type: 'back' });
    expect(fixed.desk.screen()).toEqual(at({ step: 'code', city: CITY }));
    await fixed.pass(0);
    expect(fixed.asked).toEqual([]);

    const codeAlone = deskWith([]);
    codeAlone.desk.heard({ type: 'enrol', code: CODE, city: null });
    expect(codeAlone.desk.screen()).toEqual(at({ step: 'city', problem: 'city-address-wrong' }));
  });

  it('switches the camera off again', async () => {
    const { desk, pass } = deskWith([]);
    desk.heard({ type: 'scan-enrolment' });
    desk.heard({ type: 'back' });
    expect(desk.screen().step).toBe('city');
    desk.heard({ type: 'scan-enrolment' });
    await pass(60);
    expect(desk.screen()).toEqual(at({ step: 'city', problem: 'code-unseen' }));
  });

  it('is as everybody finds it after a while without a touch', async () => {
    const { desk, pass } = deskWith([]);
    desk.heard({ type: 'set-locale', locale: 'en' });
    desk.heard({ type: 'set-display', display: { ...DEFAULT_DISPLAY, textSize: 200 } });
    desk.heard({ type: 'name-city', city: CITY });
    expect([desk.locale(), desk.display().textSize]).toEqual(['en', 200]);
    await pass(89);
    desk.heard({ type: 'activity' });
    await pass(89);
    expect(desk.screen().step).toBe('code');
    await pass(1);
    expect([desk.locale(), desk.display(), desk.screen().step]).toEqual([null, DEFAULT_DISPLAY, 'city']);
  });

  it('says first that the terminal is out of service when the city refuses it', () => {
    const { desk } = deskWith([], { refusal: () => 'terminal-cloned', fixedCity: () => CITY });
    expect(desk.screen()).toEqual(at({ step: 'notice', refusal: 'terminal-cloned' }));
    desk.heard({ type: 'enrol', code: CODE, city: null });
    expect(desk.screen().step).toBe('notice');
    desk.heard({ type: 'open-enrolment' });
    expect(desk.screen()).toEqual(at({ step: 'code', city: CITY }));
    desk.heard({ type: 'back' });
    expect(desk.screen().step).toBe('notice');
  });
});

describe('a code from the command line', () => {
  it('is tried until the city is there, with ever longer pauses, and nothing at the screen disturbs it', async () => {
    const away = [refusing('city-unreachable'), refusing('city-failed'), refusing('code-wait', 30)];
    const { desk, pass, asked, places } = deskWith([...away, { ok: true, value: PLACE }]);
    desk.enrolUnattended(new URL(CITY), CODE);
    await pass(0);
    desk.heard({ type: 'name-city', city: 'https://evil.example/' });
    expect(desk.screen()).toEqual(at({ step: 'unattended', city: CITY, problem: 'city-unreachable' }));
    for (const seconds of [1.9, 0.1, 4, 29, 1]) await pass(seconds);
    expect([asked.length, places()]).toEqual([4, 1]);
  });

  it.each(['enrolment-code-used', 'city-refused'] as const)('is given up after %s', async (code) => {
    const { desk, pass, asked, gaveUp } = deskWith([refusing(code)], { fixedCity: () => CITY });
    desk.enrolUnattended(new URL(CITY), CODE);
    await pass(0);
    await pass(600);
    expect([asked.length, gaveUp]).toEqual([1, [code]]);
    expect(desk.screen()).toEqual(at({ step: 'code' }));
  });
});
