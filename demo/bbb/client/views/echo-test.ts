import { button, el } from '../dom.ts';
import { capture, type DeviceProblem } from '../media/capture.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';

/**
 * Lets somebody hear their own microphone before others do. BBB sends the sound to its server and back; here it
 * stays in the page.
 * @returns whether they have heard themselves, or why there was nothing to hear
 */
export const runEchoTest = async (texts: Texts): Promise<'heard' | 'unheard' | DeviceProblem> => {
  const captured = await capture('audio');
  if (!captured.ok) return captured.problem;
  const player = el('audio', { attributes: { autoplay: '' } });
  player.srcObject = new MediaStream([captured.track]);
  let outcome: 'heard' | 'unheard' = 'unheard';
  await showModal({
    title: texts.echoTitle,
    test: 'echoTest',
    closeLabel: texts.close,
    content: (close) => [
      el(
        'div',
        { class: 'audio-choices' },
        button(texts.echoYes, {
          test: 'echoYesBtn',
          attributes: { autofocus: '' },
          onClick: () => {
            outcome = 'heard';
            close();
          },
        }),
        button(texts.echoNo, { class: 'quiet', test: 'echoNoBtn', onClick: close }),
      ),
      player,
    ],
  });
  captured.track.stop();
  return outcome;
};
