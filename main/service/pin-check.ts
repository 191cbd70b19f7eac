import type { ServicePin, ServiceRole } from '../../contract/service-pin.ts';
import type { TerminalState } from '../terminal/state.ts';

type WrongPins = TerminalState['wrongPins'];

/** Staff mistype; after so many the waiting begins. */
const FREE = 5;
const FIRST_WAIT_MS = 30_000;
/** Nobody is ever locked out for longer: a prank must not cost a day of service. */
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGIVEN_AFTER_MS = 24 * 60 * 60_000;

/** The role that may do more is found first, should two have the same PIN. */
const BY_RANK = ['operator', 'librarian'] as const satisfies readonly ServiceRole[];

export interface PinCheckPorts {
  readonly pins: () => readonly ServicePin[];
  /** Lasting, so that pulling the plug shortens no wait. */
  readonly wrongPins: { readonly read: () => WrongPins; readonly write: (wrongPins: WrongPins) => void };
  readonly verify: (pin: string, hash: string) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface PinCheck {
  /** Until when no PIN is looked at; null when one may be tried now. */
  waitUntil(): number | null;
  /** @returns whose PIN it is */
  check(pin: string): Promise<ServiceRole | 'wrong' | 'wait'>;
}

/** Looks at PINs, the more slowly the more of them were wrong: 5 at once, then 30 s, 60 s, ... 15 minutes. */
export const createPinCheck = ({ pins, wrongPins, verify, now }: PinCheckPorts): PinCheck => {
  const counted = (): WrongPins => {
    const { count, at } = wrongPins.read();
    // A clock that was set back must not make anybody wait for it to catch up.
    if (now() < at) wrongPins.write({ count, at: now() });
    return now() - at > FORGIVEN_AFTER_MS ? { count: 0, at } : wrongPins.read();
  };
  const waitUntil = (): number | null => {
    const { count, at } = counted();
    const until = at + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - FREE));
    return count >= FREE && until > now() ? until : null;
  };
  const roleOf = async (pin: string): Promise<ServiceRole | null> => {
    const matching = new Set<ServiceRole>();
    // Every hash is tried, so that the time tells nothing.
    for (const { role, hash } of pins()) if (await verify(pin, hash)) matching.add(role);
    return BY_RANK.find((role) => matching.has(role)) ?? null;
  };
  return {
    waitUntil,
    check: async (pin) => {
      if (waitUntil() !== null) return 'wait';
      // Counted before it is looked at: whoever pulls the plug in between has used it up.
      wrongPins.write({ count: counted().count + 1, at: now() });
      const role = await roleOf(pin);
      if (role === null) return 'wrong';
      wrongPins.write({ count: 0, at: 0 });
      return role;
    },
  };
};
