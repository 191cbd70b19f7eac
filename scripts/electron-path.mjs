/** Prints the path of the Electron to use: `$(node scripts/electron-path.mjs) . --city URL --enrol CODE --profile DIR`. */
import { findRuntime, SetupError } from './electron-runtime.mjs';

try {
  const runtime = findRuntime();
  if (runtime === null) throw new SetupError('There is no Electron yet: run "npm run setup" first.');
  process.stdout.write(`${runtime.executable}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
