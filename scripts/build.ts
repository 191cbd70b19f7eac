import path from 'node:path';
import { build } from 'vite';

const root = path.dirname(import.meta.dirname);

/** The parts that are built, each by the configuration that lies beside it. */
const PARTS = ['main', 'preload', 'renderer', 'renderer/service', 'demo/bbb/client', 'city/dashboard'];

for (const part of PARTS) {
  await build({ configFile: path.join(root, part, 'vite.config.ts'), logLevel: 'warn' });
}
