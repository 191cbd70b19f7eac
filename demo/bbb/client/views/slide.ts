import { PRESENTATION_FILE } from '../../wire.ts';
import { button, el } from '../dom.ts';
import type { Texts } from '../texts.ts';

/** Where BBB's help would be; a page outside the meeting's hosts. */
const HELP_PAGE = 'https://example.org/help';

/** The stage without a presentation, and two ways out of the meeting that BBB has: its help, and a file to take home. */
export const placeholderSlide = (texts: Texts, name: string): HTMLElement =>
  el(
    'div',
    { class: 'slide', test: 'presentationPlaceholder' },
    el('p', { class: 'slide-name' }, name),
    el('p', { class: 'slide-note' }, texts.stageNote),
    el(
      'p',
      { class: 'slide-ways' },
      // A browser that opens no window says nothing, and neither does BBB.
      button(texts.help, { class: 'link', test: 'helpButton', onClick: () => void open(HELP_PAGE, '_blank') }),
      el(
        'a',
        { test: 'presentationDownload', attributes: { href: PRESENTATION_FILE, download: '' } },
        texts.downloadPresentation,
      ),
    ),
  );
