import { NO_DEVICES } from '../../contract/devices.ts';
import type { Screen, Snapshot } from '../../contract/snapshot.ts';
import type { RoomListKeeper } from '../link/room-list.ts';
import type { SiteAudio } from '../machine/site-audio.ts';
import { screenOf } from '../visit/screen.ts';
import type { Visit } from '../visit/visit.ts';
import type { ConfigurationInForce } from './configuration-in-force.ts';
import type { OpeningWatch } from './opening-watch.ts';
import type { Orders } from './orders/orders.ts';
import { snapshotOf, waitingScreen } from './snapshot.ts';
import type { StateStore } from './state.ts';

export interface DrawnPorts {
  readonly visit: Pick<Visit, 'state'>;
  readonly state: Pick<StateStore, 'read'>;
  readonly configuration: Pick<ConfigurationInForce, 'current'>;
  readonly rooms: Pick<RoomListKeeper, 'known'>;
  readonly clockOffset: () => number;
  /** Null while they are not there yet. */
  readonly audio: () => Pick<SiteAudio, 'devices' | 'volume'> | null;
  readonly opening: () => Pick<OpeningWatch, 'current'> | null;
  readonly orders: () => Pick<Orders, 'notice' | 'isHeld'> | null;
}

export interface Drawn {
  /** Somebody is at the terminal, or it needs somebody. */
  isVisited(): boolean;
  snapshot(): Snapshot;
  /** Nobody begins at a terminal that is locked or closed, or of which a picture is taken. */
  mayTouch(): boolean;
}

/** What the page draws of all that the terminal is made of. */
export const drawnOf = (ports: DrawnPorts): Drawn => {
  const { visit, configuration } = ports;
  const isVisited = (): boolean => !visit.state().matches('attract');
  const waiting = (): Screen => waitingScreen(ports.state.read().lock, ports.opening()?.current() ?? null);
  return {
    isVisited,
    snapshot: () => {
      const visitState = visit.state();
      const { display, idleDeadline, help, visitKey, locale } = visitState.context;
      return snapshotOf({
        configuration: configuration.current(),
        rooms: ports.rooms.known(),
        screen: isVisited() ? screenOf(visitState) : waiting(),
        locale: isVisited() ? locale : configuration.current().firstLocale,
        display,
        volume: ports.audio()?.volume() ?? null,
        devices: ports.audio()?.devices() ?? NO_DEVICES,
        idleDeadline,
        help,
        notice: ports.orders()?.notice() ?? null,
        visitKey,
        clockOffset: ports.clockOffset(),
      });
    },
    mayTouch: () => isVisited() || (waiting().name === 'attract' && ports.orders()?.isHeld() !== true),
  };
};
