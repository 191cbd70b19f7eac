import type { EventData } from '../../contract/events.ts';
import {
  serviceIntentSchema,
  type ServiceAct,
  type ServiceFacts,
  type ServiceSnapshot,
} from '../../contract/service.ts';
import { pinSchema, type ServiceRole } from '../../contract/service-pin.ts';
import type { PinCheck } from './pin-check.ts';

/** Whoever walks away leaves no open menu behind. */
const CLOSES_AFTER_MS = 2 * 60_000;
const LOOK_EVERY_MS = 1_000;
/** Facts change slowly. */
const FACTS_EVERY_LOOKS = 5;

/** What each role may have done. */
const MAY: Readonly<Record<ServiceRole, readonly ServiceAct[]>> = {
  librarian: ['restart'],
  operator: ['restart', 'reboot', 're-enrol', 'leave-kiosk'],
};

type ServiceEvent = EventData<'stadtfenster.terminal.service'>;

export interface ServiceMenuPorts {
  readonly pins: Pick<PinCheck, 'check' | 'waitUntil'>;
  /** Whether anybody has a PIN. */
  readonly hasPins: () => boolean;
  readonly facts: () => Promise<ServiceFacts>;
  readonly log: () => Extract<ServiceSnapshot['screen'], { name: 'menu' }>['log'];
  readonly about: () => Pick<ServiceSnapshot, 'locale' | 'timeZone'>;
  readonly signOfLife: () => void;
  /** What this machine can do; what is absent is not offered. */
  readonly acts: Readonly<Partial<Record<ServiceAct, () => void>>>;
  readonly record: (event: ServiceEvent) => void;
  readonly draw: (snapshot: ServiceSnapshot) => void;
  /** The menu is over. */
  readonly closed: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface ServiceMenu {
  snapshot(): ServiceSnapshot;
  /** Something its page sent; what is not in the contract is dropped. */
  heard(message: unknown): void;
  /** A hand was at the screen or the keys. */
  touched(): void;
  close(): void;
}

/** The service menu from the moment it is asked for: a PIN, then what its role may see and do. */
export const startServiceMenu = (ports: ServiceMenuPorts): ServiceMenu => {
  let role: ServiceRole | null = null;
  let facts: ServiceFacts | null = null;
  let asked: ServiceAct | null = null;
  let problem: 'incomplete' | 'wrong' | null = null;
  let isChecking = false;
  let tries = 0;
  let touchedAt = ports.now();
  let looks = 0;
  let isClosed = false;
  let drawn = '';
  let isDrawing = false;
  let isOutdated = false;

  const mayDo = (): readonly ServiceAct[] =>
    role === null ? [] : MAY[role].filter((act) => ports.acts[act] !== undefined);

  const screen = (): ServiceSnapshot['screen'] => {
    if (role !== null && facts !== null) return { name: 'menu', role, facts, log: ports.log(), acts: mayDo(), asked };
    if (!ports.hasPins()) return { name: 'no-pin' };
    return { name: 'pin', problem, isChecking, waitUntil: ports.pins.waitUntil(), tries };
  };
  const snapshot = (): ServiceSnapshot => ({ ...ports.about(), screen: screen() });
  /** Electron's `send` may run waiting work before it sends; what that draws must come after, not before. */
  const draw = (): void => {
    isOutdated = true;
    if (isDrawing) return;
    isDrawing = true;
    while (isOutdated) {
      isOutdated = false;
      const next = snapshot();
      const text = JSON.stringify(next);
      if (!isClosed && text !== drawn) ports.draw(next);
      drawn = text;
    }
    isDrawing = false;
  };
  const byRole = (): { readonly role?: ServiceRole } => (role === null ? {} : { role });

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(looking);
    ports.record({ act: 'closed', ...byRole() });
    ports.closed();
  };

  const enterPin = async (pin: string): Promise<void> => {
    if (role !== null || isChecking || !ports.hasPins()) return;
    if (!pinSchema.safeParse(pin).success) {
      problem = 'incomplete';
      draw();
      return;
    }
    isChecking = true;
    draw();
    const answer = await ports.pins.check(pin);
    isChecking = false;
    tries += 1;
    if (answer === 'wait' || answer === 'wrong') {
      problem = answer === 'wrong' ? 'wrong' : null;
      ports.record({ act: answer === 'wrong' ? 'refused' : 'throttled' });
    } else if (!isClosed) {
      facts = await ports.facts();
      role = answer;
      ports.record({ act: 'opened', role });
    }
    draw();
  };

  const confirm = (): void => {
    const act = asked;
    const carryOut = act === null ? undefined : ports.acts[act];
    if (act === null || carryOut === undefined) return;
    ports.record({ act, ...byRole() });
    close();
    carryOut();
  };

  const look = async (): Promise<void> => {
    if (ports.now() - touchedAt >= CLOSES_AFTER_MS) {
      close();
      return;
    }
    ports.signOfLife();
    looks += 1;
    if (role !== null && looks % FACTS_EVERY_LOOKS === 0) facts = await ports.facts();
    draw();
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);

  ports.record({ act: 'asked' });
  ports.signOfLife();

  return {
    snapshot,
    heard: (message) => {
      const intent = serviceIntentSchema.safeParse(message);
      if (!intent.success || isClosed) return;
      switch (intent.data.type) {
        case 'enter-pin':
          void enterPin(intent.data.pin);
          break;
        case 'ask':
          asked = mayDo().includes(intent.data.act) ? intent.data.act : null;
          break;
        case 'cancel':
          asked = null;
          break;
        case 'confirm':
          confirm();
          break;
        case 'close':
          close();
          break;
      }
      draw();
    },
    touched: () => {
      touchedAt = ports.now();
    },
    close,
  };
};
