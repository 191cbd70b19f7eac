import type { Heartbeat } from '../../contract/heartbeat.ts';

/** What a terminal that nothing ails tells of its machine. */
export const HEALTHY_MACHINE = {
  system: '6.1.0',
  configurationAgeSeconds: 30,
  upSeconds: 86_400,
  machineUpSeconds: 86_460,
  processorPercent: 3,
  memoryPercent: 31,
  diskPercent: 12,
  temperature: 47,
  network: 'wired',
  answerMs: 14,
  clockAheadSeconds: 0,
  screens: [{ width: 1920, height: 1080, touch: true }],
  cameras: 1,
  microphones: 1,
  speakers: 1,
  keyboard: true,
} satisfies Partial<Heartbeat>;
