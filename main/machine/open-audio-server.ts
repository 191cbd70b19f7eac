import { alsa } from './alsa.ts';
import { hasAlsa, systemAlsa } from './alsa-system.ts';
import { noAudioServer, type AudioServer } from './audio-server.ts';
import { systemPactl } from './pactl.ts';
import { pulseAudio, type Pactl } from './pulse-audio.ts';

/**
 * The sound of this machine, as Chromium looks for it too: its sound server; where `pactl` is missing or nothing
 * answers it, ALSA; where there is no sound card, none.
 * @param folder of the terminal, for the file in which ALSA finds what was chosen
 */
export const openAudioServer = async (
  folder: string,
  pactl: Pactl = systemPactl,
  hasCard: () => boolean = hasAlsa,
): Promise<AudioServer> => {
  try {
    await pactl.run(['info']);
    return pulseAudio(pactl);
  } catch {
    return hasCard() ? alsa(systemAlsa(folder)) : noAudioServer;
  }
};
