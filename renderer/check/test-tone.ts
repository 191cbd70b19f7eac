const SECONDS = 1;
/** C5 and E5: a doorbell, not an alarm. */
const NOTES = [523.25, 659.25] as const;
const LOUDNESS = 0.3;

/** Plays two calm notes over the default loudspeaker. */
export const playTestTone = (): void => {
  const context = new AudioContext();
  const gain = new GainNode(context, { gain: 0 });
  gain.connect(context.destination);
  const { currentTime: start } = context;
  const end = start + SECONDS;
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.05);
  gain.gain.linearRampToValueAtTime(0, end);
  const tone = new OscillatorNode(context, { frequency: NOTES[0] });
  tone.frequency.setValueAtTime(NOTES[1], start + SECONDS / 2);
  tone.connect(gain);
  tone.addEventListener('ended', () => void context.close());
  tone.start();
  tone.stop(end);
};
