import type { Rule } from './rule.ts';

/** Two fingers or Ctrl and the wheel would leave the next visitor a page of which a corner is seen. */
export const zoom: Rule = {
  name: 'zoom',
  lockPage: (contents, refused) => {
    const keep = (): void => {
      // Rejects when the page has gone meanwhile.
      contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
      contents.setZoomFactor(1);
    };
    contents.on('dom-ready', keep);
    contents.on('zoom-changed', (event) => {
      event.preventDefault();
      refused();
      keep();
    });
  },
};
