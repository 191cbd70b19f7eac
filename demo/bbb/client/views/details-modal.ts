import { el } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';

/** A welcome may be written in HTML; only its words are shown. */
export const wordsOf = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll('script, style')) element.remove();
  return body.textContent.trim();
};

/** Shows what the meeting is. @returns once it is closed */
export const showDetailsModal = (texts: Texts, meetingName: string, welcome: string): Promise<void> =>
  showModal({
    title: texts.detailsTitle,
    test: 'sessionDetailsModal',
    closeLabel: texts.close,
    content: () => [
      el('p', { class: 'details-name' }, meetingName),
      ...(welcome === '' ? [] : [el('p', {}, wordsOf(welcome))]),
      el('p', { class: 'modal-note' }, texts.standInNote),
    ],
  });
