import { Headphones, Users } from 'lucide-react';
import type { AudioUse } from '../../contract/devices.ts';
import { useTerminal } from '../terminal-context.ts';

const SIGNS = { headset: <Headphones aria-hidden />, speakerphone: <Users aria-hidden /> } as const;

const hasAdvice = (audio: AudioUse | null): audio is keyof typeof SIGNS => audio !== null && audio in SIGNS;

/** What to do to hear here, or who hears it too; nothing where the terminal's sound is not described. */
export const AudioAdvice = () => {
  const { snapshot, t } = useTerminal();
  const { audio } = snapshot;
  if (!hasAdvice(audio)) return null;
  return (
    <p className="audio-advice">
      {SIGNS[audio]}
      <span>{t(`audio.${audio}`)}</span>
    </p>
  );
};
