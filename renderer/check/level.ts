import { useEffect, useState } from 'react';

const LOOK_EVERY_MS = 80;
const SAMPLES = 1024;

/** A voice in front of a microphone; the noise of a room stays below. */
const VOICE = 0.02;

/** Quiet speech still moves the scale: its root mean square is about a tenth of full scale. */
const LOUDNESS = 5;

export interface Level {
  /** 0 to 1. */
  readonly now: number;
  /** Whether a voice was heard at any time. */
  readonly wasHeard: boolean;
}

const SILENCE: Level = { now: 0, wasHeard: false };

/** How loud it is in front of a microphone; nothing of it is kept. */
export const useLevel = (stream: MediaStream | null): Level => {
  const [level, setLevel] = useState(SILENCE);
  useEffect(() => {
    if (stream === null) return;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(SAMPLES);
    const looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / SAMPLES);
      setLevel(({ wasHeard }) => ({ now: Math.min(1, rms * LOUDNESS), wasHeard: wasHeard || rms > VOICE }));
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(looking);
      void context.close();
      // Another device has not been heard yet.
      setLevel(SILENCE);
    };
  }, [stream]);
  return level;
};
