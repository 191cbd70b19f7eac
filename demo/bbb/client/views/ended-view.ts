import { button, el } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { messagePage } from './message-page.ts';

/**
 * The page after the end.
 * @param goOn leads to the logout address; null when that is no address, and then there is no button
 */
export const endedView = (texts: Texts, sentence: string, goOn: (() => void) | null): HTMLElement =>
  messagePage({
    title: sentence,
    test: 'meetingEndedModal',
    standIn: texts.standIn,
    content:
      goOn === null
        ? []
        : [el('p', {}, button(texts.endedOk, { class: 'primary', test: 'redirectButton', onClick: goOn }))],
  });
