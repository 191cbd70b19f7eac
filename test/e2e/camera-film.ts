import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 10;
/** White fields around a QR; that of the city's own print has four. */
const QUIET = 4;

/** What is held before the camera for a while, by a hand that is not still; null is an empty room. */
export interface Shot {
  readonly text: string | null;
  readonly seconds: number;
}

/** Chromium's camera that plays a film, over and over. */
export const cameraPlaying = (film: string): readonly string[] => [`--use-file-for-fake-video-capture=${film}`];

/** The fields of a QR as Debian's `qrencode` makes them: another hand than the one that reads them. */
const fieldsOf = (text: string): readonly (readonly boolean[])[] =>
  execFileSync('qrencode', ['--type=ASCII', '--margin=0', '--level=Q', text], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')
    .map((row) => Array.from({ length: row.length / 2 }, (_, field) => row.charAt(2 * field) === '#'));

/** Noise that is the same in every run (Numerical Recipes' generator). */
const noise = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** One picture: a sheet of paper, a little turned and far off to one side, in a dim and noisy room. */
const luma = (fields: readonly (readonly boolean[])[] | null, frame: number): Uint8Array => {
  const random = noise(frame + 1);
  const turned = 0.2 + 0.04 * Math.sin(frame);
  const [centreX, centreY] = [250 + 6 * Math.sin(frame / 2), 260 + 5 * Math.cos(frame / 3)];
  const fieldSize = 4.5;
  const [cos, sin] = [Math.cos(turned) / fieldSize, Math.sin(turned) / fieldSize];
  const side = fields?.length ?? 0;
  const lightAt = (x: number, y: number): number => {
    const across = cos * (x - centreX) + sin * (y - centreY) + side / 2;
    const down = cos * (y - centreY) - sin * (x - centreX) + side / 2;
    const isPaper = [across, down].every((place) => place >= -QUIET && place < side + QUIET);
    if (!isPaper || fields === null) return 90 + (30 * x) / WIDTH;
    return fields[Math.floor(down)]?.[Math.floor(across)] === true ? 60 : 190;
  };
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    // A lens is not sharper than this.
    const light = (lightAt(x - 0.3, y - 0.3) + lightAt(x + 0.3, y + 0.3) + lightAt(x + 0.3, y - 0.3)) / 3;
    return light + 30 * (random() - 0.5);
  });
};

/**
 * Makes a film in the format that Chromium's fake camera reads (YUV4MPEG2).
 * @returns its path
 */
export const filmOf = (folder: string, shots: readonly Shot[]): string => {
  const film = path.join(folder, 'camera.y4m');
  const grey = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  const frames = shots.flatMap(({ text, seconds }) => {
    const fields = text === null ? null : fieldsOf(text);
    return Array.from({ length: seconds * FRAMES_PER_SECOND }, (_, frame) => [
      Buffer.from('FRAME\n'),
      luma(fields, frame),
      grey,
    ]);
  });
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(film, Buffer.concat([header, ...frames.flat()]));
  return film;
};
