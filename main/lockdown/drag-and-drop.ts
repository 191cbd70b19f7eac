import type { Rule } from './rule.ts';

/** A link or file that is dropped on a page would be opened in its place. */
export const dragAndDrop: Rule = { name: 'drag-and-drop', preferences: { navigateOnDragDrop: false } };
