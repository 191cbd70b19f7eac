import type { Display } from '../../contract/display.ts';

/** Two notes, one after the other, in hertz. */
type Notes = readonly [number, number];

/** Rises by a fifth, as a door chime does: somebody is asked something. */
export const QUESTION: Notes = [440, 660];
/** C5 and E5, a doorbell and no alarm: for the ear to find the loudspeaker. */
export const EXAMPLE: Notes = [523.25, 659.25];

interface Manner {
  /** By how much each note is higher or lower than written. */
  readonly pitch: number;
  /** Of full scale. How loud that is in the room, the machine says. */
  readonly loudness: number;
  readonly riseSeconds: number;
  readonly noteSeconds: number;
  readonly nextAfterSeconds: number;
}

const MANNERS = {
  // Heard beside a talk without frightening anybody.
  normal: { pitch: 1, loudness: 0.25, riseSeconds: 0.03, noteSeconds: 0.9, nextAfterSeconds: 0.35 },
  // Nothing sudden and nothing shrill: an octave lower, softer, slower.
  calm: { pitch: 0.5, loudness: 0.1, riseSeconds: 0.4, noteSeconds: 1.8, nextAfterSeconds: 0.9 },
} as const satisfies Readonly<Record<string, Manner>>;

export type MannerName = keyof typeof MANNERS;

/** One note as it is played; times in seconds from the beginning. */
export interface Tone {
  readonly hertz: number;
  readonly loudness: number;
  readonly from: number;
  readonly loudest: number;
  readonly until: number;
}

/** What is heard of these notes. */
export const tonesOf = (notes: Notes, manner: MannerName): readonly Tone[] => {
  const { pitch, loudness, riseSeconds, noteSeconds, nextAfterSeconds } = MANNERS[manner];
  return notes.map((hertz, index) => {
    const from = index * nextAfterSeconds;
    return { hertz: hertz * pitch, loudness, from, loudest: from + riseSeconds, until: from + noteSeconds };
  });
};

/** A tone cannot fade to nothing along a curve that has no zero. */
const SILENCE = 0.0001;

/**
 * Plays notes through whatever the machine's sound goes to; on a muted one nothing is heard.
 *
 * @param onEnd is called when the last note has faded
 */
export const play = (notes: Notes, manner: MannerName, onEnd: () => void = () => undefined): void => {
  const audio = new AudioContext();
  const start = audio.currentTime;
  const tones = tonesOf(notes, manner);
  tones.forEach(({ hertz, loudness, from, loudest, until }, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(SILENCE, start + from);
    volume.gain.exponentialRampToValueAtTime(loudness, start + loudest);
    volume.gain.exponentialRampToValueAtTime(SILENCE, start + until);
    tone.connect(volume).connect(audio.destination);
    tone.start(start + from);
    tone.stop(start + until);
    if (index !== tones.length - 1) return;
    tone.addEventListener('ended', () => {
      // An open context keeps the machine's sound device awake.
      void audio.close();
      onEnd();
    });
  });
};

/** Plays a sound that comes by itself, as the visitor wants those. What it says stands on the screen as well. */
export const playUnasked = (notes: Notes, sounds: Display['sounds']): void => {
  if (sounds !== 'off') play(notes, sounds);
};

/** How a sound is played that somebody asked for: who wants none unasked wants this one soft. */
export const askedManner = (sounds: Display['sounds']): MannerName => (sounds === 'normal' ? 'normal' : 'calm');
