import type { Rule } from './rule.ts';

/**
 * The buttons of a mouse that go back and on: back is out of the meeting, or into it once more. Chromium follows them
 * unless the page takes them (third_party/blink/renderer/core/input/event_handler.cc); Electron tells of them only from
 * version 36 on.
 */
export const mouseButtons: Rule = {
  name: 'mouse-buttons',
  inPage: () => ({
    script: `
      const BACK = 3, FORWARD = 4;
      addEventListener('mouseup', (event) => {
        if (!event.isTrusted || (event.button !== BACK && event.button !== FORWARD)) return;
        event.preventDefault();
        refused();
      }, { capture: true });
    `,
  }),
};
