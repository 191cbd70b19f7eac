import type { Terminal } from './fixtures.ts';

/** What our page says when it is asked for a device, outside of what its screens do. */
export const askForMedia = (terminal: Terminal, kind: 'audio' | 'video'): Promise<string> =>
  terminal.screens.evaluate(
    (wanted) =>
      navigator.mediaDevices.getUserMedia({ [wanted]: true }).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'granted';
        },
        (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
      ),
    kind,
  );

/**
 * Takes hold of what the camera's picture is made from, so that it can be looked at when the picture has gone.
 * @returns the way to ask how it is: `video live`, `video ended`
 */
export const heldTracks = async (terminal: Terminal): Promise<() => Promise<string[]>> => {
  const picture = terminal.screens.locator('video');
  await picture.waitFor();
  const tracks = await picture.evaluateHandle((video) =>
    video instanceof HTMLVideoElement && video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : [],
  );
  return () => tracks.evaluate((list) => list.map(({ kind, readyState }) => `${kind} ${readyState}`));
};
