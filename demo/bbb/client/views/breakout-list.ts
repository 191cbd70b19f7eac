import type { LiveSnapshot } from '../../wire.ts';
import { button, el } from '../dom.ts';
import type { Texts } from '../texts.ts';

export interface BreakoutList {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
}

/** The breakout rooms that are open, each with the way in. Hidden while there is none. */
export const breakoutList = (texts: Texts, join: (meetingId: string) => void): BreakoutList => {
  const element = el('section', { class: 'guests', attributes: { 'aria-label': texts.breakouts } });
  let shown = '';
  return {
    element,
    show: ({ breakouts }) => {
      element.hidden = breakouts.length === 0;
      // Whoever is about to press a button keeps it.
      const now = breakouts.map(({ meetingId }) => meetingId).join(' ');
      if (now === shown) return;
      shown = now;
      element.replaceChildren(
        el('h3', {}, texts.breakouts),
        el(
          'ul',
          { test: 'breakoutRoomList' },
          ...breakouts.map(({ meetingId, name }, index) =>
            el(
              'li',
              { class: 'breakout' },
              el('bdi', { class: 'person-name' }, name),
              button(texts.joinBreakout, {
                class: 'primary',
                test: `joinRoom${index + 1}`,
                attributes: { 'aria-label': `${texts.joinBreakout}: ${name}` },
                onClick: () => join(meetingId),
              }),
            ),
          ),
        ),
      );
    },
  };
};
