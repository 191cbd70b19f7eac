import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { heldDevices } from '../../../../main/machine/held-devices.ts';
import { ownFolder } from '../own-folder.ts';

/** Processes as proc(5) shows them: which files each has open. */
const procOf = (processes: Readonly<Record<number, readonly string[]>>): string => {
  const proc = ownFolder();
  for (const [pid, files] of Object.entries(processes)) {
    mkdirSync(path.join(proc, pid, 'fd'), { recursive: true });
    files.forEach((file, index) => symlinkSync(file, path.join(proc, pid, 'fd', String(index))));
  }
  return proc;
};

const CAMERA = '/dev/video0';
const MICROPHONE = '/dev/snd/pcmC1D0c';

describe('a camera and a microphone', () => {
  it.each([
    ['nothing is open', [], false, false],
    ['other files are', ['/dev/null', 'socket:[4711]', '/dev/videotape', '/tmp/dev/video0'], false, false],
    ['the camera is', ['/dev/null', CAMERA], true, false],
    ['the microphone is', [MICROPHONE], false, true],
    ['the loudspeaker is', ['/dev/snd/pcmC1D0p', '/dev/snd/controlC1'], false, false],
    ['both are', [CAMERA, MICROPHONE], true, true],
  ] as const)('are held when %s', (_what, files, camera, microphone) => {
    const held = heldDevices([10, 11], procOf({ 10: ['/dev/null'], 11: files }));
    expect([held?.has('camera'), held?.has('microphone')]).toEqual([camera, microphone]);
  });

  it('are none of the business of other processes', () => {
    expect(heldDevices([10], procOf({ 10: [], 11: [CAMERA] }))?.size).toBe(0);
  });

  it('cannot be told where we may not look', () => {
    const proc = procOf({ 10: [] });
    expect(heldDevices([10, 12], proc)).toBeNull();
    expect(heldDevices([10], path.join(proc, 'nowhere'))).toBeNull();
  });
});
