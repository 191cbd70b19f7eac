import { createActor, type ActorOptions, type AnyActorLogic } from 'xstate';
import type { Intent } from '../../contract/ipc.ts';
import { createVisitMachine } from './machine.ts';
import type { VisitPorts } from './ports.ts';
import type { VisitState } from './screen.ts';

export interface Visit {
  /** What a person did; each of it also shows that somebody is there. */
  send(intent: Intent): void;
  /** Ends it as the city has ordered; nothing where there is none. */
  endByCity(): void;
  state(): VisitState;
  /** Calls back after every change. */
  watch(listener: (state: VisitState) => void): void;
  stop(): void;
}

/** @param clock times the waits; the system's own when absent */
export const startVisit = (ports: VisitPorts, clock?: ActorOptions<AnyActorLogic>['clock']): Visit => {
  const actor = createActor(createVisitMachine(ports), clock === undefined ? {} : { clock });
  actor.start();
  /** The sign of life of an intent is nothing to draw: what the intent itself changes follows at once. */
  let intentFollows = false;
  return {
    send: (intent) => {
      intentFollows = intent.type !== 'activity';
      if (intentFollows) actor.send({ type: 'activity' });
      intentFollows = false;
      actor.send(intent);
    },
    endByCity: () => actor.send({ type: 'city.end' }),
    state: () => actor.getSnapshot(),
    watch: (listener) => {
      actor.subscribe((state) => {
        if (!intentFollows) listener(state);
      });
    },
    stop: () => actor.stop(),
  };
};
