import { V7Generator } from 'uuidv7';
import type { City } from '../../city/server.ts';
import { enrolTerminal } from '../../city/simulate/enrol-terminal.ts';
import { createTerminalClient } from '../../city/simulate/terminal-client.ts';
import { CITY_PATHS } from '../../contract/city-api.ts';
import {
  type CityEvent,
  cityEventSchema,
  EVENT_BATCH_MAX,
  type EventData,
  type EventType,
} from '../../contract/events.ts';
import type { HelpRequest } from '../../contract/help.ts';
import { signedConfigurationSchema } from '../../contract/signed-configuration.ts';
import { signedEnvelopeSchema } from '../../contract/signed.ts';

/** An invented terminal that tells what it is given to tell. */
export interface ToldTerminal {
  readonly name: string;
  /** Takes an event down. @param at when it happened, milliseconds since 1970 */
  readonly tell: <T extends EventType>(at: number, type: T, data: EventData<T>) => void;
  /** Tells it in the order in which it happened. @returns when the city has all of it */
  readonly deliver: () => Promise<void>;
  /** The version of what the city has it obey. */
  readonly configurationVersion: () => Promise<number>;
  readonly callForHelp: (request: HelpRequest) => Promise<void>;
}

const TAKEN = 202;

/** Enrols a terminal at a site, as a real one is. */
export const enrolToldTerminal = async (city: City, site: string, name: string): Promise<ToldTerminal> => {
  const url = new URL(city.url);
  const { token } = await enrolTerminal(url, await city.createEnrolmentCode({ site, terminal: name }));
  const authorization = `Bearer ${token}`;
  const waiting: { readonly at: number; readonly type: EventType; readonly data: object }[] = [];
  let sequence = 0;
  const eventOf = ({ at, type, data }: (typeof waiting)[number]): CityEvent => {
    sequence += 1;
    return cityEventSchema.parse({
      specversion: '1.0',
      // A new one each time: it does not go back with the clock.
      id: new V7Generator().generateOrResetWithTs(at).toString(),
      source: `/terminals/${name}`,
      time: new Date(at).toISOString(),
      sequence,
      type,
      data,
    });
  };
  return {
    name,
    tell: (at, type, data) => void waiting.push({ at, type, data }),
    deliver: async () => {
      const client = createTerminalClient(url, () => Promise.resolve(authorization));
      waiting.sort((one, other) => one.at - other.at);
      while (waiting.length > 0) {
        const { status } = await client.report(waiting.splice(0, EVENT_BATCH_MAX).map(eventOf));
        if (status !== TAKEN) throw new Error(`The city answers ${status} to what ${name} tells.`);
      }
      client.close();
    },
    configurationVersion: async () => {
      const client = createTerminalClient(url, () => Promise.resolve(authorization));
      const { payload } = signedEnvelopeSchema.parse(JSON.parse((await client.configuration()).body));
      client.close();
      return signedConfigurationSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).version;
    },
    callForHelp: async (request) => {
      await fetch(new URL(CITY_PATHS.helpCalls, url), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
    },
  };
};
