import type { CityAdmin } from '../admin/admin.ts';
import type { FleetTerminal } from './authorization.ts';

/** So many at once: a store answers one after the other all the same. */
const AT_ONCE = 10;

/** Makes invented terminals known to a city. @param name they are called so, with a number each */
export const registerFleet = async (
  admin: Pick<CityAdmin, 'createDeviceToken'>,
  name: string,
  number: number,
): Promise<readonly FleetTerminal[]> => {
  const registered: FleetTerminal[] = [];
  const names = Array.from({ length: number }, (_, index) => `${name}-${index + 1}`);
  while (names.length > 0) {
    const made = names.splice(0, AT_ONCE).map(async (terminal) => ({
      terminal,
      token: await admin.createDeviceToken({ terminal }),
    }));
    registered.push(...(await Promise.all(made)));
  }
  return registered;
};
