import { useEffect, useState } from 'react';

/** A camera or microphone of this machine: asked for, there with what it sees or hears, or not to be had. */
export type OwnDevice =
  | { readonly state: 'asked' }
  | { readonly state: 'there'; readonly stream: MediaStream }
  | { readonly state: 'missing' };

/** A picture that is sharp at the size at which it is drawn, and in which a small code can be read. */
const WANTED = {
  audio: { audio: true },
  video: { video: { width: { ideal: 1280 }, height: { ideal: 720 } } },
} as const satisfies Record<string, MediaStreamConstraints>;

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/**
 * Opens the system's default device while the screen is shown, and anew when one is plugged in or pulled out, or when
 * this one ends by itself.
 * Whatever happens, it is released when the screen goes.
 *
 * @param place of the default among the machine's devices, where that is known: for another one it is opened anew
 */
export const useOwnDevice = (kind: keyof typeof WANTED, place?: number): OwnDevice => {
  const [device, setDevice] = useState<OwnDevice>({ state: 'asked' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const again = (): void => setAttempt((count) => count + 1);
    navigator.mediaDevices.addEventListener('devicechange', again);
    return () => navigator.mediaDevices.removeEventListener('devicechange', again);
  }, []);

  useEffect(() => {
    let isShown = true;
    let opened: MediaStream | null = null;
    navigator.mediaDevices
      .getUserMedia(WANTED[kind])
      .then((stream) => {
        opened = stream;
        for (const track of stream.getTracks()) track.addEventListener('ended', () => setAttempt((count) => count + 1));
        if (isShown) setDevice({ state: 'there', stream });
        else stop(stream);
      })
      .catch(() => {
        if (isShown) setDevice({ state: 'missing' });
      });
    return () => {
      isShown = false;
      if (opened !== null) stop(opened);
    };
  }, [kind, attempt, place]);

  return device;
};
