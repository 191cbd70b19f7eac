import type { Locator } from '@playwright/test';

/** A small picture of what the video shows now, as numbers. */
export const pictureOf = (video: Locator): Promise<string> =>
  video.evaluate((element) => {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 36;
    const context = canvas.getContext('2d');
    if (!(element instanceof HTMLVideoElement) || context === null) return '';
    context.drawImage(element, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data.join();
  });
