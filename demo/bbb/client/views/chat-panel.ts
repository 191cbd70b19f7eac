import { CHAT_MAX_CHARACTERS, type ChatLine } from '../../wire.ts';
import { button, el } from '../dom.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { chatPieces } from './chat-links.ts';
import { wordsOf } from './details-modal.ts';

export interface ChatPanel {
  readonly element: HTMLElement;
  /** Adds what is new; a line that is there already (after a break of the line) is not shown twice. */
  readonly add: (lines: readonly ChatLine[]) => void;
}

interface ChatPanelOptions {
  readonly texts: Texts;
  readonly lang: string;
  readonly welcome: string;
  /** @returns whether it could be sent; a text that could not stays in its field */
  readonly onSend: (text: string) => boolean;
}

/** A way out of the page, as BBB shows it: in a window of its own, which a terminal does not open. */
const link = (address: string): HTMLElement =>
  el('a', { attributes: { href: address, target: '_blank', rel: 'noopener noreferrer' } }, address);

/** The public chat. What people write is shown as text, whatever it looks like; only web addresses become links. */
export const chatPanel = ({ texts, lang, welcome, onSend }: ChatPanelOptions): ChatPanel => {
  const time = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' });
  const shown = new Set<number>();
  const empty = el('p', { class: 'chat-empty' }, texts.chatEmpty);
  const log = el('div', { class: 'chat-log', test: 'chatMessages', attributes: { role: 'log', tabindex: '0' } }, empty);
  if (welcome !== '') log.prepend(el('p', { class: 'chat-welcome', test: 'chatWelcomeMessageText' }, wordsOf(welcome)));

  const field = el('textarea', {
    attributes: {
      id: 'message-input',
      rows: '1',
      maxlength: String(CHAT_MAX_CHARACTERS),
      placeholder: texts.messageLabel,
      'aria-label': texts.messageLabel,
    },
  });
  const send = () => {
    const text = field.value.trim();
    if (text !== '' && onSend(text)) field.value = '';
    field.focus();
  };
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });

  const lineElement = (line: ChatLine): HTMLElement =>
    el(
      'article',
      { class: 'chat-line' },
      el(
        'header',
        {},
        el('bdi', { class: 'chat-sender' }, line.senderName),
        el('time', { attributes: { datetime: new Date(line.at).toISOString() } }, time.format(line.at)),
      ),
      el(
        'p',
        { test: 'chatUserMessageText', attributes: { dir: 'auto' } },
        ...chatPieces(line.text).map(({ text, address }) => (address === null ? text : link(address))),
      ),
    );

  return {
    element: el(
      'section',
      { class: 'panel chat', test: 'publicChat', attributes: { 'aria-label': texts.chat } },
      el('h2', {}, texts.chat),
      log,
      el(
        'div',
        { class: 'chat-form' },
        field,
        button(texts.send, { class: 'primary icon-only', test: 'sendMessageButton', onClick: send }, sign('send')),
      ),
    ),
    add: (lines) => {
      for (const line of lines) {
        if (shown.has(line.id)) continue;
        shown.add(line.id);
        empty.remove();
        log.append(lineElement(line));
      }
      log.scrollTop = log.scrollHeight;
    },
  };
};
