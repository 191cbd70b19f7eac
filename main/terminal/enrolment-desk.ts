import { cityAddressSchema, typedCityAddressSchema } from '../../contract/city-address.ts';
import { DEFAULT_DISPLAY, type Display } from '../../contract/display.ts';
import { enrolmentCodeSchema } from '../../contract/enrolment-code.ts';
import type { EnrolmentProblem, EnrolmentScreen } from '../../contract/enrolment-screen.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Intent } from '../../contract/ipc.ts';
import type { Locale } from '../../contract/locale.ts';
import type { Enrol, Enrolled } from './enrol.ts';
import type { IdentityRefusal } from './identity.ts';

/** The waiting of an unattended terminal between two attempts grows from the first of these to the second. */
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 60_000;

/** With these the city has not said anything yet: it is asked again. */
const AWAY: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'city-unreachable',
  'city-slow',
  'city-failed',
  'city-malformed',
  'code-wait',
]);

/** How long a code waits where the city does not say it. */
const CODE_WAIT_SECONDS = 3;

export interface DeskPorts {
  readonly enrol: Enrol;
  /** The terminal has its place. */
  readonly enrolled: (value: Enrolled) => void;
  readonly changed: () => void;
  /** Why the city refuses this terminal; null when it does not, or when it has no identity. */
  readonly refusal: () => IdentityRefusal | null;
  /** The address that may not be another one: of the city that refuses, or from the command line; null when it is open. */
  readonly fixedCity: () => string | null;
  /** A code from the command line was refused for good. */
  readonly gaveUp: (code: FailureCode) => void;
  readonly times: () => { readonly scanSeconds: number; readonly idleSeconds: number };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  /** @returns the way to call it off */
  readonly after: (milliseconds: number, work: () => void) => () => void;
}

/** What the staff does at the terminal's own screen to give it a place in a city. */
export interface EnrolmentDesk {
  screen(): EnrolmentScreen;
  /** As somebody chose them here; null and as everybody finds it otherwise. */
  locale(): Locale | null;
  display(): Display;
  heard(intent: Intent): void;
  /** Asks with the code from the command line until the city has said yes or no. */
  enrolUnattended(city: URL, code: string): void;
  /** Begins anew, as after a while without a touch. */
  reset(): void;
  close(): void;
}

/** @returns the step that the desk begins with, and what it knows of the city then */
export const firstStep = (refusal: IdentityRefusal | null, fixedCity: string | null): EnrolmentScreen => ({
  name: 'enrolment',
  step: refusal !== null ? 'notice' : fixedCity === null ? 'city' : 'code',
  refusal,
  city: fixedCity ?? '',
  isCityFixed: fixedCity !== null,
  problem: null,
  checking: false,
  waitUntil: null,
});

const nothing = (): void => undefined;

/** Whoever stands before an unenrolled terminal can give it to a city of theirs; one that has a city keeps to it. */
export const openDesk = (ports: DeskPorts): EnrolmentDesk => {
  const begin = (): EnrolmentScreen => firstStep(ports.refusal(), ports.fixedCity());
  let screen = begin();
  let locale: Locale | null = null;
  let display = DEFAULT_DISPLAY;
  let isClosed = false;
  let stopIdle = nothing;
  let stopScan = nothing;
  let stopWait = nothing;
  let stopRetry = nothing;

  const show = (change: Partial<EnrolmentScreen>): void => {
    if (isClosed) return;
    screen = { ...screen, ...change };
    ports.changed();
  };
  const stopTimers = (): void => {
    stopIdle();
    stopScan();
    stopWait();
  };
  const reset = (): void => {
    stopTimers();
    locale = null;
    display = DEFAULT_DISPLAY;
    // What is under way from the command line goes on.
    if (screen.step !== 'unattended') screen = begin();
    if (!isClosed) ports.changed();
  };
  const signOfLife = (): void => {
    stopIdle();
    if (!screen.checking) stopIdle = ports.after(ports.times().idleSeconds * 1000, reset);
  };
  const showWait = (seconds: number): void => {
    stopWait();
    show({ waitUntil: ports.now() + seconds * 1000 });
    stopWait = ports.after(seconds * 1000, () => show({ waitUntil: null, problem: null }));
  };

  const ask = async (city: string, code: string): Promise<void> => {
    stopIdle();
    show({ step: 'code', checking: true, problem: null });
    const answer = await ports.enrol(new URL(city), code);
    if (isClosed) return;
    if (answer.ok) {
      ports.enrolled(answer.value);
      return;
    }
    show({ checking: false, problem: answer.code });
    if (answer.code === 'code-wait') showWait(answer.retryAfterSeconds ?? CODE_WAIT_SECONDS);
    signOfLife();
  };

  /** The address that a QR named beside its code, as far as it may. */
  const cityOf = (scanned: string | null): { readonly city: string } | { readonly problem: EnrolmentProblem } => {
    const city = cityAddressSchema.safeParse(scanned ?? screen.city);
    if (!city.success) return { problem: 'city-address-wrong' };
    const isOther = screen.isCityFixed && city.data.href !== screen.city;
    return isOther ? { problem: 'city-address-other' } : { city: city.data.href };
  };

  const enrol = (typed: string, scanned: string | null): void => {
    stopScan();
    const where = cityOf(scanned);
    if ('problem' in where) {
      show({ step: screen.city === '' ? 'city' : 'code', problem: where.problem });
      return;
    }
    const { city } = where;
    const code = enrolmentCodeSchema.safeParse(typed);
    if (!code.success) {
      const isIncomplete = code.error.issues[0]?.message === 'code-incomplete';
      show({ step: 'code', city, problem: isIncomplete ? 'code-incomplete' : 'enrolment-code-wrong' });
      return;
    }
    show({ city });
    void ask(city, code.data);
  };

  const nameCity = (typed: string): void => {
    const city = typedCityAddressSchema.safeParse(typed);
    if (screen.isCityFixed) return;
    if (city.success) show({ step: 'code', city: city.data.href, problem: null });
    else show({ step: 'city', problem: 'city-address-wrong' });
  };

  const scan = (): void => {
    const { step } = screen;
    if (step !== 'city' && step !== 'code') return;
    show({ step: 'scan', problem: null });
    stopScan = ports.after(ports.times().scanSeconds * 1000, () =>
      show({ step: screen.city === '' ? 'city' : 'code', problem: 'code-unseen' }),
    );
  };

  const back = (): void => {
    stopScan();
    if (screen.step === 'scan') show({ step: screen.city === '' ? 'city' : 'code' });
    else if (screen.step === 'code' && !screen.isCityFixed) show({ step: 'city', problem: null });
    else if (screen.step === 'code' && screen.refusal !== null) show({ step: 'notice', problem: null });
  };

  const act = (intent: Intent): void => {
    switch (intent.type) {
      case 'open-enrolment':
        if (screen.step === 'notice') show({ step: 'code', problem: null });
        break;
      case 'name-city':
        nameCity(intent.city);
        break;
      case 'scan-enrolment':
        scan();
        break;
      case 'enrol':
        if (screen.step !== 'notice' && screen.waitUntil === null) enrol(intent.code, intent.city);
        break;
      case 'back':
        back();
        break;
      default:
        break;
    }
  };

  return {
    screen: () => screen,
    locale: () => locale,
    display: () => display,
    heard: (intent) => {
      if (intent.type === 'set-locale') ({ locale } = intent);
      if (intent.type === 'set-display') ({ display } = intent);
      if (!screen.checking && screen.step !== 'unattended') act(intent);
      signOfLife();
      if (!isClosed) ports.changed();
    },
    enrolUnattended: (city, code) => {
      let attempts = 0;
      const attempt = async (): Promise<void> => {
        show({ step: 'unattended', city: city.href, checking: true });
        const answer = await ports.enrol(city, code);
        if (isClosed) return;
        if (answer.ok) {
          ports.enrolled(answer.value);
          return;
        }
        if (!AWAY.has(answer.code)) {
          screen = begin();
          show({ problem: answer.code });
          ports.gaveUp(answer.code);
          return;
        }
        show({ checking: false, problem: answer.code });
        const longest = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** attempts);
        attempts += 1;
        // Many terminals that were set up together must not all come back at once.
        const pause = Math.max(ports.random() * longest, (answer.retryAfterSeconds ?? 0) * 1000);
        stopRetry = ports.after(pause, () => void attempt());
      };
      void attempt();
    },
    reset,
    close: () => {
      isClosed = true;
      stopTimers();
      stopRetry();
    },
  };
};
