import { useEffect, useState, type RefObject } from 'react';

/** Often enough for a hand that does not stay still; one look takes about 10 ms. */
const LOOK_EVERY_MS = 100;

/** A QR that is none of ours is spoken of for so long after it was last seen: nobody reads faster. */
const FOREIGN_FOR_MS = 3_000;

/** Between two looks: nothing was seen, or a QR that is none of ours. What it holds is not kept. */
export type Seen = 'nothing' | 'foreign';

/**
 * Looks for one of our codes in a picture that moves. The decoder comes with the first picture.
 *
 * @param take is given the text of whatever QR is seen, again and again, and says whether it is one of ours
 */
export const useCodeReader = (
  picture: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  take: (text: string) => boolean,
): Seen => {
  const [seen, setSeen] = useState<Seen>('nothing');

  useEffect(() => {
    if (stream === null) return;
    let isShown = true;
    let looking: ReturnType<typeof setInterval> | undefined;
    let foreignAt = Number.NEGATIVE_INFINITY;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });

    /** The picture as it is, not as in the mirror; null before the first one. */
    const frame = (): ImageData | null => {
      const { current: video } = picture;
      if (video === null || context === null || video.videoWidth === 0) return null;
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      context.drawImage(video, 0, 0);
      return context.getImageData(0, 0, canvas.width, canvas.height);
    };

    const begin = async (): Promise<void> => {
      const { decodeQR } = await import('qr/decode.js');
      const textIn = (image: ImageData): string | null => {
        try {
          return decodeQR(image);
        } catch {
          // It says so by an error when there is no QR in the picture.
          return null;
        }
      };
      const look = (): void => {
        const image = frame();
        const text = image === null ? null : textIn(image);
        if (text !== null && !take(text)) foreignAt = performance.now();
        setSeen(performance.now() - foreignAt < FOREIGN_FOR_MS ? 'foreign' : 'nothing');
      };
      if (isShown) looking = setInterval(look, LOOK_EVERY_MS);
    };
    void begin();
    return () => {
      isShown = false;
      clearInterval(looking);
      setSeen('nothing');
    };
  }, [picture, stream, take]);

  return seen;
};
