import { setTimeout as wait } from 'node:timers/promises';
import type { Receipt } from '../../contract/receipt.ts';
import type { SiteAudio } from '../machine/site-audio.ts';
import type { VisitPorts } from '../visit/ports.ts';

export interface WipePorts {
  readonly stage: Pick<VisitPorts, 'wipeMeeting' | 'wipeScreens'>;
  /** Null where there is none (yet). */
  readonly audio: () => Pick<SiteAudio, 'isRestored'> | null;
}

export interface Wipes {
  /** Our page, and with it the sound, which {@link VisitPorts.restoreSound} was told to restore. */
  readonly screens: () => Promise<Receipt>;
  /** Both steps of a wipe, though there was no visit. */
  readonly test: () => Promise<Receipt>;
}

/** How long the end of a visit waits for the sound. */
const SOUND_WITHIN_MS = 2_000;

/** The wipes of the stage with what else of the machine a visit may have changed. */
export const wipesWith = ({ stage, audio }: WipePorts): Wipes => {
  const screens = async (): Promise<Receipt> => {
    const started = Date.now();
    const patience = wait(SOUND_WITHIN_MS, false, { ref: false });
    const sound = audio();
    const [receipt, isRestored] = await Promise.all([
      stage.wipeScreens(),
      sound === null ? null : Promise.race([sound.isRestored(), patience]),
    ]);
    if (isRestored === null) return receipt;
    return {
      durationMs: Date.now() - started,
      items: [...receipt.items, { item: 'sound', result: isRestored ? 'verified' : 'failed' }],
    };
  };
  return {
    screens,
    test: async () => {
      const meeting = await stage.wipeMeeting();
      const page = await screens();
      return { durationMs: meeting.durationMs + page.durationMs, items: [...meeting.items, ...page.items] };
    },
  };
};
