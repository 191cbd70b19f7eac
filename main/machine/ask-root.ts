import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

/** What root does for the terminal (resources/lockdown/usr/lib/stadtfenster/do-as-root). */
export type RootVerb = 'restart' | 'reboot' | 'display-on' | 'display-off';

/** `accepted`: root has heard it and does it. `unavailable`: there is nobody who hears. */
export type RootAnswer = 'accepted' | 'unavailable';

/** The machine around the terminal, as far as only root may touch it. */
export interface RootHelper {
  request(verb: RootVerb): Promise<RootAnswer>;
  /** @param zone name of the IANA time zone database, `Europe/Berlin` */
  setTimeZone(zone: string): Promise<RootAnswer>;
}

export interface RootHelperOptions {
  /** Where wishes are laid down. */
  readonly folder: string;
  /** How long root may take to hear one. */
  readonly patienceMs: number;
}

/** As the unit makes it (`RuntimeDirectory=`); systemd starts the helper whenever something is in it. */
export const INSTALLED: RootHelperOptions = { folder: '/run/stadtfenster/requests', patienceMs: 5_000 };

const LOOK_EVERY_MS = 50;

/** Whether this machine has somebody to ask. */
export const hasRootHelper = ({ folder } = INSTALLED): boolean => existsSync(folder);

/**
 * The way to root: a file whose name is the wish, which root takes away when it has heard it. Nothing is in the file,
 * so nothing can be slipped into it.
 */
export const createRootHelper = ({ folder, patienceMs }: RootHelperOptions = INSTALLED): RootHelper => {
  const wish = async (name: string): Promise<RootAnswer> => {
    const file = path.join(folder, name);
    try {
      // Somebody may have wished the same a moment ago: it is heard once, for both.
      closeSync(openSync(file, 'a', 0o600));
    } catch {
      return 'unavailable';
    }
    for (let waited = 0; waited < patienceMs; waited += LOOK_EVERY_MS) {
      if (!existsSync(file)) return 'accepted';
      await after(LOOK_EVERY_MS);
    }
    // A wish that was not heard in time must not come true at some other moment.
    rmSync(file, { force: true });
    return 'unavailable';
  };
  return {
    request: wish,
    setTimeZone: (zone) =>
      Intl.supportedValuesOf('timeZone').includes(zone)
        ? wish(`time-zone=${zone.replaceAll('/', '+')}`)
        : Promise.resolve('unavailable'),
  };
};
