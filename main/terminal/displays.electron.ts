import { screen } from 'electron';
import type { Heartbeat } from '../../contract/heartbeat.ts';

/** The displays of this machine, in pixels, and which of them can be touched. */
export const displaysOfThisMachine = (): NonNullable<Heartbeat['screens']> =>
  screen.getAllDisplays().map(({ size, scaleFactor, touchSupport }) => ({
    width: Math.round(size.width * scaleFactor),
    height: Math.round(size.height * scaleFactor),
    touch: touchSupport === 'available',
  }));
