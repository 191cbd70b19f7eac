import { readdir, readlink } from 'node:fs/promises';

/** Where Linux keeps its cameras (V4L2) and its inputs for sound (ALSA names them with a `c` for capture). */
const DEVICES = { camera: /^\/dev\/video\d+$/, microphone: /^\/dev\/snd\/pcmC\d+D\d+c$/ } as const;

export type CaptureDevice = keyof typeof DEVICES;

/**
 * Whether one of these processes has such a device open.
 * @param proc where the system tells of its processes (proc(5))
 * @returns null when it cannot be told: another system, or a process into which we may not look
 */
export const isDeviceHeld = async (
  device: CaptureDevice,
  pids: readonly number[],
  proc = '/proc',
): Promise<boolean | null> => {
  try {
    for (const pid of pids) {
      for (const file of await readdir(`${proc}/${pid}/fd`)) {
        // Files are closed while they are looked at.
        const target = await readlink(`${proc}/${pid}/fd/${file}`).catch(() => '');
        if (DEVICES[device].test(target)) return true;
      }
    }
    return false;
  } catch {
    return null;
  }
};
