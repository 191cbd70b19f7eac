import type { DeviceMatch } from '../../contract/devices.ts';
import type { AudioDevice } from './audio-server.ts';

const holds = (text: string, wanted: string | undefined): boolean =>
  wanted === undefined || text.toLowerCase().includes(wanted.toLowerCase());

/**
 * The device a site wants most of those that are there.
 * @param preference in the order of the site's wish
 * @returns null when none of them is there
 */
export const chooseDevice = (
  devices: readonly AudioDevice[],
  preference: readonly DeviceMatch[],
): AudioDevice | null => {
  for (const { label, port } of preference) {
    const found = devices.find((device) => holds(device.label, label) && holds(device.port, port));
    if (found !== undefined) return found;
  }
  return null;
};
