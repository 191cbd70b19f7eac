import { button, el } from '../dom.ts';
import type { DeviceProblem } from '../media/capture.ts';
import type { AudioChoice } from '../preferences.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { runEchoTest } from './echo-test.ts';
import { showModal } from './modal.ts';

const LOOKS = {
  microphone: { test: 'microphoneBtn', sign: 'microphone', label: 'chooseMicrophone' },
  listening: { test: 'listenOnlyBtn', sign: 'headphones', label: 'chooseListening' },
} as const;

interface AudioModalOptions {
  readonly texts: Texts;
  readonly choices: readonly AudioChoice[];
  /** Whoever speaks hears themselves first. */
  readonly checksMicrophone: boolean;
  /** @returns why it did not work; the window then stays and says so */
  readonly onChoice: (choice: AudioChoice) => Promise<DeviceProblem | null>;
  /** Why the choice that was made already did not work. */
  readonly problem?: DeviceProblem;
}

/** Asks how somebody wants to hear and speak. @returns once it has worked, or the window was closed */
export const showAudioModal = ({
  texts,
  choices,
  checksMicrophone,
  onChoice,
  problem,
}: AudioModalOptions): Promise<void> => {
  const trouble = el('p', { class: 'modal-problem', test: 'audioProblem', attributes: { role: 'alert' } });
  const say = (what: DeviceProblem): void => {
    trouble.textContent = texts.deviceProblems.audio[what];
  };
  if (problem !== undefined) say(problem);

  const choiceButton = (choice: AudioChoice, first: boolean, close: () => void): HTMLButtonElement => {
    const look = LOOKS[choice];
    const choose = async (): Promise<void> => {
      trouble.textContent = '';
      if (choice === 'microphone' && checksMicrophone) {
        const heard = await runEchoTest(texts);
        if (heard !== 'heard' && heard !== 'unheard') say(heard);
        if (heard !== 'heard') return;
      }
      const failed = await onChoice(choice);
      if (failed === null) close();
      else say(failed);
    };
    return button(
      texts[look.label],
      {
        class: 'audio-choice',
        test: look.test,
        attributes: first ? { autofocus: '' } : {},
        onClick: () => void choose(),
      },
      sign(look.sign),
    );
  };

  return showModal({
    title: texts.audioTitle,
    test: 'audioModal',
    closeLabel: texts.close,
    content: (close) => [
      el(
        'div',
        { class: 'audio-choices' },
        ...choices.map((choice, index) => choiceButton(choice, index === 0, close)),
      ),
      trouble,
    ],
  });
};
