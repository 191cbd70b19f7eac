import type { ClientMessage, LiveSnapshot, MediaKind, MediaSignal, MediaState, ShownPerson } from '../../wire.ts';
import type { AudioChoice } from '../preferences.ts';
import { capture, type DeviceProblem } from './capture.ts';
import { createMesh } from './mesh.ts';

export interface OwnMediaOptions {
  readonly send: (message: ClientMessage) => void;
  /** What this page itself sends and takes has changed. */
  readonly onChange: (state: MediaState) => void;
  /** A track of another person, or of this page's own camera or screen, has come or is no more. */
  readonly onTrack: (userId: string, kind: MediaKind, track: MediaStreamTrack | null) => void;
  /** A device in use was taken away. */
  readonly onLost: (kind: Exclude<MediaKind, 'screen'>) => void;
}

/** The sound and the pictures of this page: what it sends, to whom, and what comes in. */
export interface OwnMedia {
  readonly state: MediaState;
  /** @returns why the microphone could not be had, or null when all is well */
  readonly joinAudio: (choice: AudioChoice) => Promise<DeviceProblem | null>;
  readonly leaveAudio: () => void;
  readonly setMuted: (muted: boolean) => void;
  /** Shows this camera's picture to the others; the track is stopped from here on. */
  readonly shareCamera: (track: MediaStreamTrack) => void;
  readonly stopCamera: () => void;
  /** Shows a screen or a window that the person chooses. @returns why there is none, or null when all is well */
  readonly shareScreen: () => Promise<DeviceProblem | null>;
  readonly stopScreen: () => void;
  readonly see: (snapshot: LiveSnapshot) => void;
  readonly receive: (from: string, link: string, signal: MediaSignal) => void;
  /** Ends all connections and lets go of all devices. */
  readonly close: () => void;
}

export const ownMedia = ({ send, onChange, onTrack, onLost }: OwnMediaOptions): OwnMedia => {
  const mesh = createMesh({ send, onTrack });
  const tracks = new Map<MediaKind, MediaStreamTrack>();
  let state: MediaState = { audio: 'none', muted: false, camera: false, screen: false };
  let me: ShownPerson | null = null;
  let people: readonly ShownPerson[] = [];
  let closed = false;

  const sync = (): void => {
    if (me !== null) mesh.sync({ me, people, sent: tracks, hears: state.audio !== 'none' });
  };

  /** What this page does holds; the server and the others are told. */
  const become = (change: Partial<MediaState>): void => {
    state = { ...state, ...change };
    const microphone = tracks.get('audio');
    if (microphone !== undefined) microphone.enabled = !state.muted;
    send({ type: 'media', media: state });
    sync();
    onChange(state);
  };

  const release = (kind: MediaKind): void => {
    tracks.get(kind)?.stop();
    tracks.delete(kind);
    if (kind !== 'audio' && me !== null) onTrack(me.userId, kind, null);
  };

  const hold = (kind: MediaKind, track: MediaStreamTrack): void => {
    release(kind);
    tracks.set(kind, track);
    // Comes when the device goes, not when the page itself stops the track.
    track.addEventListener('ended', () => {
      if (tracks.get(kind) !== track) return;
      release(kind);
      become(kind === 'audio' ? { audio: 'listening', muted: false } : { [kind]: false });
      // The browser's own button ends a shared screen: whoever pressed it knows.
      if (kind !== 'screen') onLost(kind);
    });
  };

  /** Shows a picture to the others and here; whoever waited for it may be too late. */
  const show = (kind: 'camera' | 'screen', track: MediaStreamTrack): void => {
    if (closed || me === null) {
      track.stop();
      return;
    }
    hold(kind, track);
    onTrack(me.userId, kind, track);
    become({ [kind]: true });
  };

  return {
    get state() {
      return state;
    },
    joinAudio: async (choice) => {
      if (choice === 'microphone') {
        const captured = await capture('audio');
        if (!captured.ok) return captured.problem;
        // The meeting may have ended while the question about the microphone stood open.
        if (closed) captured.track.stop();
        else hold('audio', captured.track);
      }
      if (!closed) become({ audio: choice, muted: false });
      return null;
    },
    leaveAudio: () => {
      release('audio');
      become({ audio: 'none', muted: false });
    },
    setMuted: (muted) => become({ muted: muted && state.audio === 'microphone' }),
    shareCamera: (track) => show('camera', track),
    stopCamera: () => {
      release('camera');
      become({ camera: false });
    },
    shareScreen: async () => {
      const captured = await capture('screen');
      if (!captured.ok) return captured.problem;
      show('screen', captured.track);
      return null;
    },
    stopScreen: () => {
      release('screen');
      become({ screen: false });
    },
    see: (snapshot) => {
      const known = me?.connects;
      people = snapshot.people;
      me = people.find(({ userId }) => userId === snapshot.me.userId) ?? me;
      sync();
      // The server has forgotten what this page sends, or remembers what the page before this one sent.
      if (me?.connects !== known) send({ type: 'media', media: state });
    },
    receive: mesh.receive,
    close: () => {
      closed = true;
      mesh.close();
      release('audio');
      release('camera');
      release('screen');
    },
  };
};
