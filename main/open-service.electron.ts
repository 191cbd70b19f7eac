import { release, type } from 'node:os';
import path from 'node:path';
import type { Session, WebPreferences } from 'electron';
import { argon2Verify } from 'hash-wasm';
import { relaunch } from './health/relaunch.ts';
import { createRootHelper, hasRootHelper } from './machine/ask-root.ts';
import { startServiceMenu, type ServiceMenuPorts } from './service/menu.ts';
import { readNetworkCards } from './service/network-cards.ts';
import { createPinCheck } from './service/pin-check.ts';
import { leaveKiosk } from './stage/leave-kiosk.ts';
import { openServiceView, type ServiceView } from './stage/service-view.ts';
import type { StageWindow } from './stage/window.ts';
import { withoutIdentity } from './terminal/command-line.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What the lock-down has to do with the service menu. */
export interface ServiceLock {
  /** Puts the menu's session under the rules, and says how a view under them is made. */
  readonly admit: (session: Session) => WebPreferences;
  /** Lets go of the window, until the next start. */
  readonly release: () => void;
}

const STARTED_AT = Math.round(Date.now() - process.uptime() * 1000);

/**
 * Opens the service menu over whatever is shown.
 * @param closed called once it is gone
 */
export const openService = (
  terminal: Terminal,
  { window }: StageWindow,
  lock: ServiceLock,
  closed: () => void,
): ServiceView => {
  const { service } = terminal;
  // What was recorded must be on the disk before the process goes.
  const restart = (args?: readonly string[]): void => void terminal.close().finally(() => relaunch(args));
  const acts: ServiceMenuPorts['acts'] = {
    restart: () => restart(),
    // The system ends this process in its own way, if it does as it is asked.
    ...(hasRootHelper() ? { reboot: () => void createRootHelper().request('reboot') } : {}),
    're-enrol': () => {
      service.forgetIdentity();
      restart(withoutIdentity(process.argv.slice(1)));
    },
    'leave-kiosk': () => {
      lock.release();
      leaveKiosk(window);
    },
  };
  const menu = startServiceMenu({
    pins: createPinCheck({
      pins: service.pins,
      wrongPins: service.wrongPins,
      verify: (password, hash) => argon2Verify({ password, hash }),
      now: Date.now,
    }),
    hasPins: () => service.pins().length > 0,
    facts: async () => ({
      ...(await service.facts()),
      network: readNetworkCards(),
      system: `${type()} ${release()}`,
      startedAt: STARTED_AT,
    }),
    log: service.log,
    about: () => ({ locale: service.locale(), timeZone: service.timeZone() }),
    signOfLife: service.signOfLife,
    acts,
    record: (event) => terminal.record('stadtfenster.terminal.service', event),
    draw: (snapshot) => view.send(snapshot),
    closed: () => {
      view.close();
      closed();
    },
    now: Date.now,
  });
  const view = openServiceView(window, path.dirname(import.meta.dirname), lock.admit, {
    current: menu.snapshot,
    heard: menu.heard,
    touched: menu.touched,
    failed: menu.close,
  });
  return view;
};
