/** Two tones that rise by a fifth, as a door chime does; in hertz. */
const TONES = [440, 660] as const;
const TONE_SECONDS = 0.9;
const NEXT_AFTER_SECONDS = 0.35;
/** Of full scale: heard beside a talk without frightening anybody. How loud it is in the room, the machine says. */
const LOUDNESS = 0.25;
const RISE_SECONDS = 0.03;
/** A tone cannot fade to nothing along a curve that has no zero. */
const SILENCE = 0.0001;

/** Plays a calm tone through whatever the machine's sound goes to; on a muted one nothing is heard. */
export const playCalmTone = (): void => {
  const audio = new AudioContext();
  const start = audio.currentTime;
  TONES.forEach((hertz, index) => {
    const at = start + index * NEXT_AFTER_SECONDS;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(SILENCE, at);
    volume.gain.exponentialRampToValueAtTime(LOUDNESS, at + RISE_SECONDS);
    volume.gain.exponentialRampToValueAtTime(SILENCE, at + TONE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
    // An open context keeps the machine's sound device awake.
    if (index === TONES.length - 1) tone.addEventListener('ended', () => void audio.close());
  });
};
