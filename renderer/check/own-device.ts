import { useEffect, useState } from 'react';

/** A camera or microphone of this machine: asked for, there with what it sees or hears, or not to be had. */
export type OwnDevice =
  | { readonly state: 'asked' }
  | { readonly state: 'there'; readonly stream: MediaStream }
  | { readonly state: 'missing' };

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/**
 * Opens the system's default device while the screen is shown, and anew when one is plugged in or pulled out.
 * Whatever happens, it is released when the screen goes.
 */
export const useOwnDevice = (kind: 'audio' | 'video'): OwnDevice => {
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
      .getUserMedia({ [kind]: true })
      .then((stream) => {
        opened = stream;
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
  }, [kind, attempt]);

  return device;
};
