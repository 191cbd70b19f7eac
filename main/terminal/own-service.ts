import type { EventData } from '../../contract/events.ts';
import { NO_DEVICES } from '../../contract/devices.ts';
import type { LogLine } from '../../contract/service.ts';
import type { RoomListKeeper } from '../link/room-list.ts';
import type { SiteAudio } from '../machine/site-audio.ts';
import type { ServiceSource } from '../service/source.ts';
import type { ConfigurationInForce } from './configuration-in-force.ts';
import { layersOf } from './layers.ts';
import type { Recalled } from './recall.ts';
import { FORGOTTEN } from './state.ts';
import type { TrustedConfiguration } from './trusted-configuration.ts';

export interface OwnServicePorts {
  readonly recalled: Pick<Recalled, 'identity' | 'machine' | 'state'>;
  readonly trusted: Pick<TrustedConfiguration, 'current' | 'version'>;
  readonly configuration: Pick<ConfigurationInForce, 'current'>;
  readonly rooms: Pick<RoomListKeeper, 'known'>;
  readonly audio: () => Pick<SiteAudio, 'devices' | 'volume'> | null;
  readonly isVisited: () => boolean;
  /** How many events the city does not have yet. */
  readonly eventsWaiting: () => Promise<number>;
  /** Where the last meeting was; null when there was none since the start. */
  readonly meetingHost: () => string | null;
  readonly versions: () => EventData<'stadtfenster.terminal.started'>;
  readonly log: () => readonly LogLine[];
  readonly signOfLife: () => void;
}

/** What this terminal gives to its service menu. */
export const ownService = ({
  recalled,
  trusted,
  configuration,
  rooms,
  audio,
  ...ports
}: OwnServicePorts): ServiceSource => {
  const { identity, machine, state } = recalled;
  return {
    pins: () => trusted.current()?.servicePins ?? [],
    wrongPins: {
      read: () => state.read().wrongPins,
      write: (wrongPins) => state.write({ wrongPins }),
    },
    facts: async () => {
      const { city, site, texts } = configuration.current();
      const { state: answer, at } = rooms.known();
      return {
        terminal: identity?.terminal ?? null,
        city,
        site,
        cityHost: identity === null ? null : new URL(identity.city).host,
        cityAnswers: answer === 'fresh',
        cityHeardAt: at,
        isVisited: ports.isVisited(),
        eventsWaiting: await ports.eventsWaiting(),
        meetingHost: ports.meetingHost(),
        devices: audio()?.devices() ?? NO_DEVICES,
        volume: audio()?.volume() ?? null,
        configurationVersion: trusted.current() === null ? null : trusted.version(),
        layers: layersOf(machine, trusted.current()),
        textsVersion: texts?.version ?? null,
        versions: ports.versions(),
      };
    },
    log: ports.log,
    locale: () => configuration.current().firstLocale,
    timeZone: () => configuration.current().timeZone,
    signOfLife: ports.signOfLife,
    forgetIdentity: () => state.write(FORGOTTEN),
  };
};
