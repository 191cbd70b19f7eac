import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NewEnrolmentCode } from '../city/fleet/enrolment-codes.ts';
import type { City } from '../city/server.ts';
import { createEnrol, type Enrolled } from '../main/terminal/enrol.ts';
import { terminalStateSchema } from '../main/terminal/state.ts';

/**
 * Enrols a machine in a city as a terminal does it, with a code and a key of its own.
 * @param address where the machine finds the city from then on, if it is not the city's own
 */
export const enrolMachine = async (
  city: Pick<City, 'createEnrolmentCode' | 'url'>,
  request: NewEnrolmentCode,
  address = city.url,
): Promise<Enrolled & { readonly token: string }> => {
  const enrol = createEnrol({ fetch: (asked) => fetch(asked), now: Date.now, answerSeconds: () => 10 });
  const answer = await enrol(new URL(city.url), (await city.createEnrolmentCode(request)).replaceAll('-', ''));
  if (!answer.ok || answer.value.identity === null) throw new Error('The city has not enrolled this machine.');
  const { identity } = answer.value;
  return { ...answer.value, identity: { ...identity, city: address }, token: identity.token };
};

/**
 * Puts an enrolment where a terminal keeps it: a start with this profile is not its first one. What the city says beside it
 * the terminal has not kept, so that a start without the city shows what it knows by itself.
 */
export const keepInProfile = (profile: string, { identity, cityKeys }: Enrolled): void => {
  const folder = path.join(profile, 'state');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = JSON.stringify({ identity, cityKeys });
  writeFileSync(path.join(folder, 'state.json'), state, { mode: 0o600 });
};

/** The bearer token that the terminal with this profile has. */
export const tokenIn = (profile: string): string => {
  const kept: unknown = JSON.parse(readFileSync(path.join(profile, 'state', 'state.json'), 'utf8'));
  return terminalStateSchema.parse(kept).identity?.token ?? '';
};
