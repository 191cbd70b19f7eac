import { describe, expect, it } from 'vitest';
import { chooseDevice } from '../../../../main/machine/choose-device.ts';

const TABLE = { id: 'table', label: 'Tischmikrofon Jabra Speak', port: 'pci-0000:00:14.0-usb-0:3:1.0' };
const CAMERA = { id: 'camera', label: 'Kamera Mikrofon', port: 'pci-0000:00:14.0-usb-0:4:1.0' };
const THERE = [CAMERA, TABLE];

describe('the device a site wants', () => {
  it('is found by a part of its label, whatever its case', () => {
    expect(chooseDevice(THERE, [{ label: 'jabra' }])).toBe(TABLE);
  });

  it('is found by the port it is plugged into', () => {
    expect(chooseDevice(THERE, [{ port: 'usb-0:4' }])).toBe(CAMERA);
  });

  it('has to fulfil both when both are given', () => {
    expect(chooseDevice(THERE, [{ label: 'Jabra', port: 'usb-0:4' }])).toBeNull();
  });

  it('is the first wish that is there, not the first device', () => {
    expect(chooseDevice(THERE, [{ label: 'Headset' }, { label: 'Jabra' }, { label: 'Kamera' }])).toBe(TABLE);
  });

  it('is none when nothing fits, or nothing is wanted', () => {
    expect(chooseDevice(THERE, [{ label: 'Headset' }])).toBeNull();
    expect(chooseDevice(THERE, [])).toBeNull();
    expect(chooseDevice([], [{ label: 'Jabra' }])).toBeNull();
  });
});
