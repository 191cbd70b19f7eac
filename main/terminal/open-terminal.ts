import { intentSchema } from '../../contract/ipc.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Enrol, Enrolled } from './enrol.ts';
import { openDesk } from './enrolment-desk.ts';
import type { IdentityRefusal } from './identity.ts';
import { cityAllowed, recallAgain, type Recalled } from './recall.ts';
import { FORGOTTEN } from './state.ts';
import { runAfter } from './run-after.ts';
import { startTerminal, type Terminal } from './terminal.ts';
import type { TerminalParts } from './terminal-parts.ts';

export interface OpenTerminalParts extends Omit<TerminalParts, 'refused'> {
  /** A code from the command line was refused for good, and there is no identity without it. */
  readonly gaveUp: (code: FailureCode) => void;
}

/** Of what happens before there is an identity to tell it with, so much is kept. */
const HELD_MAX = 100;

/**
 * The terminal with its place in a city, or on its way to one: without an identity, or while the city refuses it, the
 * screen for enrolling lies where the attract screen would be. With a new identity everything begins anew that one is
 * part of; a visit that is under way comes to its end first.
 */
export const openTerminal = (first: Recalled, parts: OpenTerminalParts): Terminal => {
  let recalled = first;
  const { state } = first;
  let hasBegun = false;
  let isClosed = false;
  /** Counts identities: what belongs to an earlier one draws nothing any more. */
  let epoch = 0;
  const held: ((terminal: Terminal) => void)[] = [];

  let enrolling: Promise<Enrol> | null = null;
  const enrol: Enrol = async (city, code) => {
    // With it comes the line to the city, which the first screen does not wait for.
    enrolling ??= import('./enrol.ts').then(({ createEnrol }) =>
      createEnrol({
        fetch: parts.fetch(),
        now: Date.now,
        answerSeconds: () => core.times().cityAnswerSeconds,
      }),
    );
    return (await enrolling)(city, code);
  };

  const isDeskOpen = (): boolean => recalled.identity === null || state.read().refusal !== null;
  /** A lock or opening hours of a city that has let the terminal go are no reason to wait. */
  const isAtDesk = (): boolean => isDeskOpen() && !core.isVisited();
  const shown = (snapshot: Snapshot): Snapshot =>
    isAtDesk()
      ? {
          ...snapshot,
          screen: desk.screen(),
          locale: desk.locale() ?? snapshot.locale,
          display: desk.display(),
        }
      : snapshot;
  const redraw = (): void => parts.draw(shown(core.snapshot()));

  const refused = (code: IdentityRefusal | null): void => {
    if (code !== null) core.record('stadtfenster.terminal.problem', { code });
    desk.reset();
  };
  const start = (): Terminal => {
    epoch += 1;
    const own = epoch;
    const ofThisIdentity =
      <T>(work: (value: T) => void) =>
      (value: T): void => {
        if (own === epoch) work(value);
      };
    return startTerminal(recalled, {
      ...parts,
      draw: ofThisIdentity((snapshot) => parts.draw(shown(snapshot))),
      refused: ofThisIdentity(refused),
    });
  };

  const makeDesk = () =>
    openDesk({
      enrol,
      enrolled: (value) => void takePlace(value),
      changed: () => {
        if (!isClosed) redraw();
      },
      refusal: () => (recalled.identity === null ? null : state.read().refusal),
      fixedCity: () => cityAllowed(recalled),
      gaveUp: (code) => {
        if (state.read().identity === null) parts.gaveUp(code);
      },
      times: () => core.times(),
      now: Date.now,
      random: Math.random,
      after: runAfter,
    });

  const takePlace = async (value: Enrolled): Promise<void> => {
    desk.close();
    epoch += 1;
    await core.close();
    if (isClosed) return;
    state.write({ ...FORGOTTEN, ...value });
    recalled = recallAgain(recalled);
    core = start();
    desk = makeDesk();
    enrolling = null;
    if (hasBegun) core.begin();
    for (const tell of held.splice(0)) tell(core);
    redraw();
  };

  let desk = makeDesk();
  let core = start();

  return {
    begin: () => {
      hasBegun = true;
      core.begin();
      const { city, code } = recalled.given;
      if (isDeskOpen() && city !== undefined && code !== undefined) desk.enrolUnattended(city, code);
    },
    snapshot: () => shown(core.snapshot()),
    isVisited: () => core.isVisited(),
    times: () => core.times(),
    heard: (message) => {
      const intent = isAtDesk() ? intentSchema.safeParse(message) : null;
      if (intent?.success === true) desk.heard(intent.data);
      else core.heard(message);
    },
    record: (type, data) => {
      if (recalled.identity !== null) core.record(type, data);
      else if (held.length < HELD_MAX) held.push((terminal) => terminal.record(type, data));
    },
    get service() {
      return core.service;
    },
    restart: (reason) => core.restart(reason),
    close: async () => {
      isClosed = true;
      desk.close();
      await core.close();
    },
  };
};
