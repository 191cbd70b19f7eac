import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { giveBackMemory } from '../../../../main/health/spare-memory.ts';

// How much comes back is measured where it counts, in Electron ("npm run bench -- idle"): Node's V8 is another one.
test('the collector is out of reach of everything else, before and after', () => {
  giveBackMemory();
  expect(runInNewContext('typeof globalThis.gc')).toBe('undefined');
  expect(globalThis.gc).toBeUndefined();
});
