import { describe, expect, it } from 'vitest';
import { NO_DEVICES } from '../../../../contract/devices.ts';
import { DEFAULT_DISPLAY } from '../../../../contract/display.ts';
import { layConfiguration } from '../../../../main/terminal/configuration.ts';
import { CLOCK_TOLERANCE_MS, snapshotOf, type SnapshotParts } from '../../../../main/terminal/snapshot.ts';

const PARTS: SnapshotParts = {
  configuration: layConfiguration({ city: 'Musterstadt', site: 'Pavillon' }, null),
  rooms: { state: 'loading', rooms: [], at: null, failure: null },
  screen: { name: 'attract' },
  locale: 'de',
  display: DEFAULT_DISPLAY,
  volume: null,
  devices: NO_DEVICES,
  idleDeadline: null,
  help: 'none',
  notice: null,
  visitKey: 7,
  clockOffset: 0,
};

describe('the snapshot', () => {
  it('holds what the screens draw, and of the configuration nothing else', () => {
    expect(snapshotOf(PARTS)).toEqual({
      rooms: PARTS.rooms,
      screen: { name: 'attract' },
      locale: 'de',
      display: { textSize: 100, contrast: 'normal', motion: 'normal', sounds: 'normal' },
      volume: null,
      devices: { microphone: null, speaker: null },
      idleDeadline: null,
      help: 'none',
      notice: null,
      visitKey: 7,
      clockOffset: 0,
      city: 'Musterstadt',
      site: 'Pavillon',
      languages: ['de', 'en'],
      timeZone: 'Europe/Berlin',
      codeOpensMore: false,
      texts: null,
      audio: null,
      distancePerInch: 0,
    });
  });

  it.each([
    [0, 0],
    [CLOCK_TOLERANCE_MS - 1, 0],
    [1 - CLOCK_TOLERANCE_MS, 0],
    [CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS],
    [-CLOCK_TOLERANCE_MS, -CLOCK_TOLERANCE_MS],
    [86_400_000, 86_400_000],
  ])("shows the city's time when the clocks differ by %i ms: by %i ms", (clockOffset, shown) => {
    expect(snapshotOf({ ...PARTS, clockOffset }).clockOffset).toBe(shown);
  });
});
