import { button, el } from '../dom.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';

interface LeaveMenuOptions {
  readonly texts: Texts;
  readonly mayLeave: boolean;
  readonly mayEnd: boolean;
  /** A red button of its own, or the entries behind three dots. */
  readonly direct: boolean;
  readonly onLeave: () => void;
  readonly onEnd: () => void;
}

const askWhetherToEnd = (texts: Texts, onEnd: () => void): Promise<void> =>
  showModal({
    title: texts.endTitle,
    test: 'endMeetingModal',
    closeLabel: texts.close,
    content: (close) => [
      el('p', {}, texts.endText),
      el(
        'div',
        { class: 'modal-actions' },
        button(texts.cancel, { class: 'quiet', test: 'cancelEndMeeting', onClick: close }),
        button(texts.endMeeting, { class: 'danger', test: 'confirmEndMeeting', onClick: onEnd }),
      ),
    ],
  });

/** The ways out of the meeting: a button and the list it opens; nothing when there is no way out. */
export const leaveMenu = ({ texts, mayLeave, mayEnd, direct, onLeave, onEnd }: LeaveMenuOptions): readonly Node[] => {
  const end = () => void askWhetherToEnd(texts, onEnd);
  const entries = [
    ...(mayLeave ? [button(texts.leaveMeeting, { test: 'directLogoutButton', onClick: onLeave }, sign('leave'))] : []),
    ...(mayEnd ? [button(texts.endMeeting, { test: 'endMeeting', onClick: end }, sign('cross'))] : []),
  ];
  if (entries.length === 0) return [];
  const list = el('div', { class: 'menu', attributes: { id: 'leave-menu', popover: 'auto' } }, ...entries);
  for (const entry of entries) entry.addEventListener('click', () => list.hidePopover());
  const attributes = { popovertarget: 'leave-menu' };
  const opener = direct
    ? button(texts.leave, { class: 'danger', test: 'leaveMeetingDropdown', attributes }, sign('leave'))
    : button(texts.options, { class: 'quiet icon-only', test: 'optionsButton', attributes }, sign('dots'));
  return [opener, list];
};
