import type { LiveSnapshot } from '../../wire.ts';
import { el } from '../dom.ts';
import type { Texts } from '../texts.ts';
import { silentVideo } from './video-grid.ts';

export interface ScreenView {
  readonly element: HTMLElement;
  readonly setTrack: (userId: string, track: MediaStreamTrack | null) => void;
  readonly show: (snapshot: LiveSnapshot) => void;
}

/** The screen that somebody shares, as large as the stage; the latest one when there are several. */
export const screenView = (texts: Texts, onShown: (shown: boolean) => void): ScreenView => {
  const caption = el('figcaption', { class: 'tile-name' });
  const element = el('figure', { class: 'shared-screen', test: 'isSharingScreen' });
  const tracks = new Map<string, MediaStreamTrack>();
  let latest: LiveSnapshot | null = null;

  const name = (): void => {
    const [userId] = [...tracks.keys()].slice(-1);
    const person = latest?.people.find((one) => one.userId === userId);
    caption.textContent = person === undefined ? '' : texts.screenOf(person.name);
  };
  const arrange = (): void => {
    const [track] = [...tracks.values()].slice(-1);
    element.hidden = track === undefined;
    element.replaceChildren();
    if (track !== undefined) {
      const video = silentVideo(track);
      video.dataset['test'] = 'screenShareVideo';
      element.append(video, caption);
    }
    name();
    onShown(track !== undefined);
  };
  arrange();

  return {
    element,
    setTrack: (userId, track) => {
      tracks.delete(userId);
      if (track !== null) tracks.set(userId, track);
      arrange();
    },
    show: (snapshot) => {
      latest = snapshot;
      name();
    },
  };
};
