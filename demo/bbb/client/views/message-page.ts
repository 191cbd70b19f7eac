import { el } from '../dom.ts';

interface MessagePageOptions {
  readonly title: string;
  readonly test?: string;
  readonly standIn: string;
  readonly content: readonly Node[];
}

/** A page with one message and nothing else. */
export const messagePage = ({ title, test, standIn, content }: MessagePageOptions): HTMLElement =>
  el(
    'main',
    { class: 'message-page' },
    el('div', { class: 'message-card', ...(test === undefined ? {} : { test }) }, el('h1', {}, title), ...content),
    el('p', { class: 'stand-in' }, standIn),
  );
