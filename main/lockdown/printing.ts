import type { Rule } from './rule.ts';

/** The print dialog opens the file system through "print to file". Nothing in Electron can refuse it. */
export const printing: Rule = {
  name: 'printing',
  permissions: ['web-printing'],
  inPage: () => ({
    script: `
      Object.defineProperty(globalThis, 'print', { value: () => refused(), writable: false, configurable: false, enumerable: true });
      const { execCommand } = Document.prototype;
      const command = function (name, ...rest) {
        if (String(name).toLowerCase() !== 'print') return Reflect.apply(execCommand, this, [name, ...rest]);
        refused();
        return false;
      };
      Object.defineProperty(Document.prototype, 'execCommand', { value: command, writable: false, configurable: false, enumerable: true });
    `,
  }),
};
