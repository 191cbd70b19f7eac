import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { z } from 'zod';
import { fleetCountSchema, type FleetRequest, orderTimesSchema } from './fleet-messages.ts';
import { withManyFiles } from './many-files.ts';

const MAIN = path.join(import.meta.dirname, 'fleet-main.ts');

/** Invented terminals in a process of their own. */
export interface FleetProcess {
  /** Adds terminals. */
  readonly start: (fleet: Omit<Extract<FleetRequest, { kind: 'start' }>, 'kind'>) => void;
  readonly count: () => Promise<z.infer<typeof fleetCountSchema>>;
  /** When each terminal had come how far with a command. */
  readonly order: (id: string) => Promise<z.infer<typeof orderTimesSchema>>;
  readonly stop: () => Promise<void>;
}

export const startFleetProcess = (): FleetProcess => {
  const { program, args } = withManyFiles(['--import', 'tsx', MAIN]);
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const say = (request: FleetRequest): void => void child.send(request);
  /** One question at a time: an answer does not say to which it belongs. */
  let before: Promise<unknown> = Promise.resolve();
  const ask = <T>(request: FleetRequest, schema: z.ZodType<T>): Promise<T> => {
    const answer = before.then(async () => {
      const heard = once(child, 'message');
      say(request);
      return schema.parse((await heard)[0]);
    });
    before = answer;
    return answer;
  };
  return {
    start: (fleet) => say({ kind: 'start', ...fleet }),
    count: () => ask({ kind: 'count' }, fleetCountSchema),
    order: (id) => ask({ kind: 'order', id }, orderTimesSchema),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
};
