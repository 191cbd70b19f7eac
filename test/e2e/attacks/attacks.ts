import type { Attack } from './attack.ts';
import { handWays } from './ways/hands.ts';
import { machineWays } from './ways/machine.ts';
import { navigationWays } from './ways/navigation.ts';
import { networkWays } from './ways/network.ts';
import { featureWays, permissionWays } from './ways/permissions.ts';
import { windowWays } from './ways/windows.ts';

/** Every attack that is made on a terminal, by what would be lost. */
export const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  'going elsewhere': navigationWays,
  'other windows': windowWays,
  'asking for more': [...permissionWays, ...featureWays],
  'telling others': networkWays,
  'the machine': machineWays,
  'by hand': handWays,
};
