import type { MediaState } from '../../wire.ts';
import type { OwnMedia } from '../media/own-media.ts';
import type { AudioPlan, Preferences } from '../preferences.ts';
import type { Texts } from '../texts.ts';
import { actionButton } from './action-button.ts';
import { showAudioModal } from './audio-modal.ts';
import { shareWithoutPreview, showCameraModal } from './camera-modal.ts';

export interface MediaActions {
  readonly elements: readonly HTMLElement[];
  readonly show: (state: MediaState) => void;
  /** Does what the join asks for at the start, one thing after the other. */
  readonly greet: () => Promise<void>;
}

interface MediaActionsOptions {
  /** Whether this person may show a screen: in BBB who presents, and moderators can make themselves that. */
  readonly mayShareScreen: boolean;
  readonly tell: (sentence: string) => void;
  readonly texts: Texts;
  readonly plan: AudioPlan;
  readonly preferences: Preferences;
  readonly media: OwnMedia;
}

/** The buttons for microphone, sound and camera, and the windows they open. */
export const mediaActions = ({
  texts,
  plan,
  preferences,
  media,
  mayShareScreen,
  tell,
}: MediaActionsOptions): MediaActions => {
  const { choices, checksMicrophone } = plan;
  const modal = { texts, choices, checksMicrophone, onChoice: media.joinAudio };
  const askForAudio = (): Promise<void> => showAudioModal(modal);
  const openMicrophone = async (): Promise<void> => {
    const problem = await media.joinAudio('microphone');
    if (problem !== null) await showAudioModal({ ...modal, problem });
  };
  const openCamera = (): Promise<void> =>
    preferences.skipVideoPreview
      ? shareWithoutPreview(texts, media.shareCamera)
      : showCameraModal(texts, media.shareCamera);

  const microphone = actionButton(() => media.setMuted(!media.state.muted));
  const audio = actionButton(() => (media.state.audio === 'none' ? void askForAudio() : media.leaveAudio()));
  const camera = actionButton(() => (media.state.camera ? media.stopCamera() : void openCamera()));

  const shareScreen = async (): Promise<void> => {
    const problem = await media.shareScreen();
    tell(problem === null ? '' : texts.deviceProblems.screen[problem]);
  };
  const screen = actionButton(() => (media.state.screen ? media.stopScreen() : void shareScreen()));

  const show = (state: MediaState): void => {
    if (mayShareScreen) {
      screen.show(
        state.screen
          ? { label: texts.stopScreen, test: 'stopScreenShare', sign: 'screen', on: true }
          : { label: texts.shareScreen, test: 'startScreenShare', sign: 'screen' },
      );
    }
    const muteLook = state.muted
      ? ({ label: texts.unmute, test: 'unmuteMicButton', sign: 'microphone-off' } as const)
      : ({ label: texts.mute, test: 'muteMicButton', sign: 'microphone', on: true } as const);
    microphone.show(state.audio === 'microphone' ? muteLook : null);
    audio.show(
      state.audio === 'none'
        ? { label: texts.joinAudio, test: 'joinAudio', sign: 'headphones', inviting: true }
        : { label: texts.leaveAudio, test: 'leaveAudio', sign: 'headphones', on: true },
    );
    if (!preferences.enableVideo) return;
    camera.show(
      state.camera
        ? { label: texts.leaveVideo, test: 'leaveVideo', sign: 'camera', on: true }
        : { label: texts.joinVideo, test: 'joinVideo', sign: 'camera-off' },
    );
  };
  show(media.state);

  return {
    elements: [microphone.element, audio.element, camera.element, screen.element],
    show,
    greet: async () => {
      if (plan.atStart === 'microphone') await openMicrophone();
      if (plan.atStart === 'ask') await askForAudio();
      if (preferences.autoShareWebcam && preferences.enableVideo) await openCamera();
    },
  };
};
