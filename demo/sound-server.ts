import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A real sound server with invented devices, for machines that have none. */
export interface SoundServer {
  /** What a program needs in its environment to speak to it. */
  readonly environment: { readonly PULSE_SERVER: string };
  stop(): Promise<void>;
}

/** Two outputs and a microphone, which no machine without a sound card has. */
const DEVICES = [
  'load-module module-null-sink sink_name=screen sink_properties=device.description=Bildschirm',
  'load-module module-null-sink sink_name=hall sink_properties=device.description=Saalanlage',
  'load-module module-remap-source source_name=table master=hall.monitor source_properties=device.description=Tischmikrofon',
  'set-default-sink screen',
];

const STARTS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 20;

/**
 * Starts PulseAudio with nothing but invented devices.
 * @param folder for it alone; made if it is not there
 */
export const startSoundServer = async (folder: string): Promise<SoundServer> => {
  mkdirSync(folder, { recursive: true });
  const socket = path.join(folder, 'native');
  const script = path.join(folder, 'default.pa');
  writeFileSync(
    script,
    [...DEVICES, `load-module module-native-protocol-unix auth-anonymous=1 socket=${socket}`, ''].join('\n'),
  );
  const server = spawn(
    'pulseaudio',
    ['-n', '-F', script, '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--log-level=error'],
    { stdio: 'ignore', env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } },
  );
  const gone = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (!existsSync(socket)) {
    if (server.exitCode !== null || performance.now() > deadline)
      throw new Error('PulseAudio did not start: run "npm run setup".');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return {
    environment: { PULSE_SERVER: `unix:${socket}` },
    stop: async () => {
      server.kill();
      await gone;
    },
  };
};
