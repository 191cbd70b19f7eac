import type { MediaKind } from '../../wire.ts';

/** Why a device could not be had, as far as a person can do something about it. */
export type DeviceProblem = 'refused' | 'missing' | 'busy' | 'failed';

export type Captured =
  { readonly ok: true; readonly track: MediaStreamTrack } | { readonly ok: false; readonly problem: DeviceProblem };

/** Names of the errors of getUserMedia (W3C Media Capture and Streams, 10.2.1). */
const PROBLEMS: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** @param error what getUserMedia was rejected with */
export const deviceProblemOf = (error: unknown): DeviceProblem =>
  (error instanceof Error ? PROBLEMS[error.name] : undefined) ?? 'failed';

/** Small pictures: in a mesh every picture is encoded once for each of the others. */
const CONSTRAINTS: Readonly<Record<MediaKind, MediaStreamConstraints>> = {
  audio: { audio: true },
  camera: { video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15 } } },
};

/** Opens the microphone or the camera. Whoever gets the track stops it. */
export const capture = async (kind: MediaKind): Promise<Captured> => {
  // Where the page is not a secure context there are no devices at all.
  if (!('mediaDevices' in navigator)) return { ok: false, problem: 'refused' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(CONSTRAINTS[kind]);
    const [track] = stream.getTracks();
    return track === undefined ? { ok: false, problem: 'failed' } : { ok: true, track };
  } catch (error) {
    return { ok: false, problem: deviceProblemOf(error) };
  }
};
