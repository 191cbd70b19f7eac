import type { TerminalBridge } from '../contract/bridge.ts';
import type { Intent } from '../contract/ipc.ts';

/** How long an unanswered intent holds back the next one, in milliseconds. */
const ANSWER_PATIENCE_MS = 1000;

/** At most one sign of life per this time, in milliseconds. */
const ACTIVITY_EVERY_MS = 1000;

export type SendIntent = (intent: Intent) => void;

export interface IntentSender {
  /** The one way from a screen to the main process. */
  readonly send: SendIntent;
  /** The person touched or typed something, whatever it was. `urgent` is never held back. */
  readonly touch: (urgent: boolean) => void;
  /** A new snapshot came: the next intent belongs to what is shown now. */
  readonly answered: () => void;
}

/**
 * Sends intents so that two quick taps do not trigger two things: after one intent the next waits
 * for the main process's answer, or for a second if there is none.
 *
 * @param now a clock that never goes back, in milliseconds
 */
export const createIntentSender = (bridge: Pick<TerminalBridge, 'send'>, now: () => number): IntentSender => {
  let unansweredUntil = Number.NEGATIVE_INFINITY;
  let lastActivity = Number.NEGATIVE_INFINITY;
  return {
    send: (intent) => {
      if (intent.type === 'press-key') {
        // Keys follow each other faster than any answer, and each of them counts.
        bridge.send(intent);
        return;
      }
      if (now() < unansweredUntil) return;
      unansweredUntil = now() + ANSWER_PATIENCE_MS;
      bridge.send(intent);
    },
    touch: (urgent) => {
      if (!urgent && now() - lastActivity < ACTIVITY_EVERY_MS) return;
      lastActivity = now();
      bridge.send({ type: 'activity' });
    },
    answered: () => {
      unansweredUntil = Number.NEGATIVE_INFINITY;
    },
  };
};
