import type { LiveSnapshot } from '../../wire.ts';
import { button, el } from '../dom.ts';
import type { Texts } from '../texts.ts';

export interface ModeratorTools {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
}

interface ModeratorActions {
  readonly muteAll: () => void;
  readonly openBreakouts: () => void;
  readonly endBreakouts: () => void;
}

/** What a moderator can do for all at once. */
export const moderatorTools = (texts: Texts, isBreakout: boolean, actions: ModeratorActions): ModeratorTools => {
  const muteAll = button(texts.muteAll, { class: 'quiet', test: 'muteAll', onClick: actions.muteAll });
  const open = button(texts.openBreakouts, {
    class: 'quiet',
    test: 'createBreakoutRooms',
    onClick: actions.openBreakouts,
  });
  const end = button(texts.endBreakouts, { class: 'quiet', test: 'endAllBreakouts', onClick: actions.endBreakouts });
  const element = el('div', { class: 'moderator-tools' }, muteAll, open, end);
  return {
    element,
    show: ({ me, people, breakouts }) => {
      element.hidden = me.role !== 'MODERATOR';
      muteAll.hidden = !people.some(
        ({ userId, media }) => userId !== me.userId && media.audio === 'microphone' && !media.muted,
      );
      open.hidden = isBreakout || breakouts.length > 0;
      end.hidden = breakouts.length === 0;
    },
  };
};
