import type { LiveSnapshot, ShownPerson } from '../../wire.ts';
import { el } from '../dom.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { columnsFor } from './grid-columns.ts';

export interface VideoGrid {
  readonly element: HTMLElement;
  readonly setTrack: (userId: string, track: MediaStreamTrack | null) => void;
  readonly show: (snapshot: LiveSnapshot) => void;
}

interface Tile {
  readonly element: HTMLElement;
  readonly show: (person: ShownPerson, isMe: boolean) => void;
}

/** A picture that plays by itself and makes no sound; sound has its own way. */
export const silentVideo = (track: MediaStreamTrack): HTMLVideoElement => {
  const video = el('video', { attributes: { autoplay: '', playsinline: '' } });
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  return video;
};

const videoTile = (track: MediaStreamTrack, texts: Texts): Tile => {
  const caption = el('figcaption', { class: 'tile-name' });
  const element = el('figure', { class: 'tile', test: 'webcamItem' }, silentVideo(track), caption);
  return {
    element,
    show: ({ name, media }, isMe) => {
      // One's own picture is a mirror, as people know themselves.
      element.classList.toggle('own', isMe);
      const silent = media.audio === 'microphone' && media.muted;
      caption.replaceChildren(
        el('bdi', {}, isMe ? texts.you : name),
        ...(silent ? [sign('microphone-off', texts.muted)] : []),
      );
    },
  };
};

/** The cameras that are on, all of one size. Hidden while there is none. */
export const videoGrid = (texts: Texts, onCount: (count: number) => void): VideoGrid => {
  const element = el('div', { class: 'cameras', attributes: { role: 'group', 'aria-label': texts.cameras } });
  const tiles = new Map<string, Tile>();
  let latest: LiveSnapshot | null = null;

  const layOut = (): void => {
    const columns = columnsFor(tiles.size, element.clientWidth, element.clientHeight);
    element.style.setProperty('--columns', String(columns));
    element.style.setProperty('--rows', String(Math.max(Math.ceil(tiles.size / columns), 1)));
  };
  new ResizeObserver(layOut).observe(element);

  const arrange = (): void => {
    element.hidden = tiles.size === 0;
    layOut();
    for (const person of latest?.people ?? [])
      tiles.get(person.userId)?.show(person, person.userId === latest?.me.userId);
    onCount(tiles.size);
  };
  arrange();

  return {
    element,
    setTrack: (userId, track) => {
      tiles.get(userId)?.element.remove();
      tiles.delete(userId);
      if (track !== null) {
        const tile = videoTile(track, texts);
        tiles.set(userId, tile);
        element.append(tile.element);
      }
      arrange();
    },
    show: (snapshot) => {
      latest = snapshot;
      arrange();
    },
  };
};
