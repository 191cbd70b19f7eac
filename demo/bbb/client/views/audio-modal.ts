import { button, el } from '../dom.ts';
import type { AudioChoice } from '../preferences.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';

const LOOKS = {
  microphone: { test: 'microphoneBtn', sign: 'microphone', label: 'chooseMicrophone' },
  listening: { test: 'listenOnlyBtn', sign: 'headphones', label: 'chooseListening' },
} as const;

/** Asks how somebody wants to hear and speak. @returns once it is answered or closed */
export const showAudioModal = (
  texts: Texts,
  choices: readonly AudioChoice[],
  onChoice: (choice: AudioChoice) => void,
): Promise<void> =>
  showModal({
    title: texts.audioTitle,
    test: 'audioModal',
    closeLabel: texts.close,
    content: (close) => [
      el(
        'div',
        { class: 'audio-choices' },
        ...choices.map((choice, index) => {
          const look = LOOKS[choice];
          const choose = () => {
            onChoice(choice);
            close();
          };
          return button(
            texts[look.label],
            {
              class: 'audio-choice',
              test: look.test,
              attributes: index === 0 ? { autofocus: '' } : {},
              onClick: choose,
            },
            sign(look.sign),
          );
        }),
      ),
      el('p', { class: 'modal-note' }, texts.noSound),
    ],
  });
