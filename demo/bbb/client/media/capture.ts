import type { MediaKind } from '../../wire.ts';

/** Why a device could not be had, as far as a person can do something about it. */
export type DeviceProblem = 'refused' | 'missing' | 'busy' | 'failed';

export type Captured =
  { readonly ok: true; readonly track: MediaStreamTrack } | { readonly ok: false; readonly problem: DeviceProblem };

/** Names of the errors of getUserMedia and getDisplayMedia (W3C Media Capture and Streams, 10.2.1). */
const PROBLEMS: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  // Without a handler for it Electron knows no screens at all.
  NotSupportedError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** @param error what getUserMedia was rejected with */
export const deviceProblemOf = (error: unknown): DeviceProblem =>
  (error instanceof Error ? PROBLEMS[error.name] : undefined) ?? 'failed';

/** Small pictures: in a mesh every picture is encoded once for each of the others. */
const CONSTRAINTS = {
  audio: { audio: true },
  camera: { video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15 } } },
  screen: { video: { frameRate: { ideal: 10 } } },
} as const satisfies Readonly<Record<MediaKind, MediaStreamConstraints>>;

/** Opens the microphone or the camera, or lets the person choose a screen. Whoever gets the track stops it. */
export const capture = async (kind: MediaKind): Promise<Captured> => {
  // Where the page is not a secure context there are no devices at all.
  if (!('mediaDevices' in navigator)) return { ok: false, problem: 'refused' };
  try {
    const devices = navigator.mediaDevices;
    const stream = await (kind === 'screen'
      ? devices.getDisplayMedia(CONSTRAINTS.screen)
      : devices.getUserMedia(CONSTRAINTS[kind]));
    const [track] = stream.getTracks();
    return track === undefined ? { ok: false, problem: 'failed' } : { ok: true, track };
  } catch (error) {
    return { ok: false, problem: deviceProblemOf(error) };
  }
};
