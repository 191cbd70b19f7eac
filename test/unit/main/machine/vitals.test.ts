import { describe, expect, it } from 'vitest';
import { watchOwnVitals } from '../../../../main/machine/own-vitals.ts';
import { watchVitals, type VitalsPorts } from '../../../../main/machine/vitals.ts';

/** A machine of which these files can be read. */
const machine = (files: Readonly<Record<string, string>> = {}, change: Partial<VitalsPorts> = {}): VitalsPorts => ({
  read: (file) => files[file] ?? null,
  list: (folder) => [
    ...new Set(
      Object.keys(files)
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''),
    ),
  ],
  release: () => '6.1.0-18-amd64',
  uptime: () => 12.4,
  processors: () => ({ idle: 0, total: 0 }),
  memory: () => ({ free: 1, total: 4 }),
  disk: () => Promise.resolve({ free: 50, total: 100 }),
  ...change,
});

describe('the vitals of a machine', () => {
  it('are those of a terminal under Linux', async () => {
    const look = watchVitals(
      machine({
        '/sys/class/net/lo/operstate': 'unknown\n',
        '/sys/class/net/eth0/operstate': 'up\n',
        '/sys/class/net/wlan0/operstate': 'down\n',
        '/sys/class/net/wlan0/wireless/x': '',
        '/sys/class/thermal/thermal_zone0/temp': '41500\n',
        '/sys/class/thermal/thermal_zone1/temp': '55400\n',
        '/sys/class/thermal/cooling_device0/temp': '99000\n',
        '/sys/class/video4linux/video0/index': '0\n',
        '/sys/class/video4linux/video1/index': '1\n',
        '/dev/input/by-path/pci-0000:00:14.0-usb-0:1:1.0-event-kbd': '',
      }),
    );
    expect(await look()).toEqual({
      system: '6.1.0',
      machineUpSeconds: 12,
      processorPercent: undefined,
      memoryPercent: 75,
      diskPercent: 50,
      temperature: 55,
      network: 'wired',
      cameras: 1,
      keyboard: true,
    });
  });

  it.each([
    ['wireless', { '/sys/class/net/wlan0/operstate': 'up\n', '/sys/class/net/wlan0/wireless/x': '' }, 'wireless'],
    ['no line', { '/sys/class/net/eth0/operstate': 'down\n' }, 'none'],
    ['nothing that could be seen', {}, undefined],
  ])('tell of the network: %s', async (_what, files, network) => {
    expect((await watchVitals(machine(files))()).network).toBe(network);
  });

  it('tell what the processors did since the last look', async () => {
    let idle = 100;
    let total = 1_000;
    const look = watchVitals(machine({}, { processors: () => ({ idle, total }) }));
    idle += 75;
    total += 100;
    expect((await look()).processorPercent).toBe(25);
    total += 100;
    expect((await look()).processorPercent).toBe(100);
  });

  it('leave out what cannot be asked', async () => {
    const look = watchVitals(machine({}, { disk: () => Promise.resolve(null), release: () => 'unknown' }));
    expect(await look()).toMatchObject({ system: undefined, diskPercent: undefined, temperature: undefined });
    expect((await look()).keyboard).toBeUndefined();
  });

  it('can be read on this machine', async () => {
    const vitals = await watchOwnVitals('/')();
    expect(vitals.machineUpSeconds).toBeGreaterThan(0);
    expect(vitals.memoryPercent).toBeGreaterThan(0);
    expect(vitals.diskPercent).toBeGreaterThanOrEqual(0);
    expect((await watchOwnVitals('/nowhere')()).diskPercent).toBeUndefined();
  });
});
