import { noAudioServer, type AudioServer } from './audio-server.ts';
import { systemPactl } from './pactl.ts';
import { pulseAudio, type Pactl } from './pulse-audio.ts';

/** The sound server of this machine, or none: where `pactl` is missing or nothing answers it. */
export const openAudioServer = async (pactl: Pactl = systemPactl): Promise<AudioServer> => {
  try {
    await pactl.run(['info']);
    return pulseAudio(pactl);
  } catch {
    return noAudioServer;
  }
};
