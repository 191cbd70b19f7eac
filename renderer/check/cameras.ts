import { useEffect, useState } from 'react';

/**
 * How many cameras this machine has, also while some are plugged in or pulled out. A page that may not use them is
 * told of one at most (Media Capture and Streams, 9.2.1).
 */
export const useCameras = (): number => {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isShown = true;
    const { mediaDevices } = navigator;
    const look = (): void => {
      void mediaDevices.enumerateDevices().then((devices) => {
        if (isShown) setCount(devices.filter(({ kind }) => kind === 'videoinput').length);
      });
    };
    look();
    mediaDevices.addEventListener('devicechange', look);
    return () => {
      isShown = false;
      mediaDevices.removeEventListener('devicechange', look);
    };
  }, []);
  return count;
};
