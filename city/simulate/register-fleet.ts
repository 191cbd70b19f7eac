import type { CityAdmin } from '../admin/admin.ts';
import { enrolTerminal, type EnrolledTerminal } from './enrol-terminal.ts';

/** So many at once: a store answers one after the other all the same. */
const AT_ONCE = 10;

/** Where invented terminals stand. */
const SITE = { id: 'simulation', name: 'Simulation' };

/**
 * Enrols invented terminals in a city.
 * @param city the address of its endpoint
 * @param name they are called so, with a number each; those that were there before lose their places
 */
export const registerFleet = async (
  admin: Pick<CityAdmin, 'addSite' | 'createEnrolmentCode'>,
  city: URL,
  name: string,
  number: number,
): Promise<readonly EnrolledTerminal[]> => {
  await admin.addSite(SITE);
  const enrolled: EnrolledTerminal[] = [];
  const names = Array.from({ length: number }, (_, index) => `${name}-${index + 1}`);
  while (names.length > 0) {
    const made = names
      .splice(0, AT_ONCE)
      .map(async (terminal) => enrolTerminal(city, await admin.createEnrolmentCode({ site: SITE.id, terminal })));
    enrolled.push(...(await Promise.all(made)));
  }
  return enrolled;
};
