/**
 * Run once in each document of the meeting, in a world of our own: when the keyboard takes its part of the
 * height, the field that is being written in stays in sight (WCAG 2.4.11).
 */
export const KEEP_FIELD_IN_SIGHT = `
  addEventListener('resize', () => {
    if (document.activeElement !== document.body) document.activeElement?.scrollIntoView({ block: 'nearest' });
  });
`;
