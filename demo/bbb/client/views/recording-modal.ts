import { button, el } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';

/** Says that the meeting is to be recorded, and leaves the way out open. @returns once it is answered or closed */
export const showRecordingModal = (texts: Texts, onLeave: () => void): Promise<void> =>
  showModal({
    title: texts.recordingTitle,
    test: 'notifyRecordingModal',
    closeLabel: texts.close,
    content: (close) => [
      el('p', {}, texts.recordingText),
      el('p', { class: 'modal-note' }, texts.recordingNote),
      el(
        'div',
        { class: 'modal-actions' },
        button(texts.leaveMeeting, { class: 'quiet', test: 'declineRecording', onClick: onLeave }),
        button(texts.recordingContinue, {
          class: 'primary',
          test: 'acceptRecording',
          attributes: { autofocus: '' },
          onClick: close,
        }),
      ),
    ],
  });
