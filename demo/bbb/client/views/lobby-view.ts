import { el } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { messagePage } from './message-page.ts';

export interface LobbyView {
  readonly element: HTMLElement;
  /** @param position place in the queue; 0 to say nothing about it */
  readonly wait: (position: number) => void;
  readonly deny: () => void;
}

/** The page of somebody who waits to be let in. */
export const lobbyView = (texts: Texts): LobbyView => {
  const message = el('p', { test: 'guestMessage', attributes: { role: 'status' } }, texts.lobbyText);
  const place = el('p', { class: 'lobby-position', test: 'guestPosition', attributes: { role: 'status' } });
  return {
    element: messagePage({ title: texts.lobbyTitle, standIn: texts.standIn, content: [message, place] }),
    wait: (position) => {
      place.textContent = position === 0 ? '' : texts.lobbyPosition(position);
    },
    deny: () => {
      message.textContent = texts.lobbyDenied;
      place.textContent = '';
    },
  };
};
