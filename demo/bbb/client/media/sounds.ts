import { el } from '../dom.ts';

/** Lets the others be heard: one element for each person whose sound comes in. */
export const sounds = (): {
  readonly element: HTMLElement;
  readonly play: (userId: string, track: MediaStreamTrack | null) => void;
} => {
  const element = el('div', { attributes: { hidden: '' } });
  const players = new Map<string, HTMLAudioElement>();
  return {
    element,
    play: (userId, track) => {
      players.get(userId)?.remove();
      players.delete(userId);
      if (track === null) return;
      const player = el('audio', { attributes: { autoplay: '' } });
      player.srcObject = new MediaStream([track]);
      players.set(userId, player);
      element.append(player);
    },
  };
};
