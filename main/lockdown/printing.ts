import type { Rule } from './rule.ts';

/** The print dialog opens the file system through "print to file". Nothing in Electron can refuse it. */
export const printing: Rule = {
  name: 'printing',
  permissions: ['web-printing'],
  inPage: {
    script: `Object.defineProperty(globalThis, 'print', { value: () => refused(), writable: false, configurable: false, enumerable: true });`,
  },
};
