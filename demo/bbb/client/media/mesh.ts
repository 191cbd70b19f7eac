import type { ClientMessage, MediaKind, MediaSignal, ShownPerson } from '../../wire.ts';
import { randomId } from '../random-id.ts';
import { isSending, linksWanted, type WantedLink } from './links-wanted.ts';

export interface MeshOptions {
  readonly send: (message: ClientMessage) => void;
  /** Somebody's track has come, or is no more. */
  readonly onTrack: (userId: string, kind: MediaKind, track: MediaStreamTrack | null) => void;
}

export interface Mesh {
  /** Opens and closes connections so that they fit who is there and what this page sends and takes. */
  readonly sync: (now: MeshState) => void;
  readonly receive: (from: string, link: string, signal: MediaSignal) => void;
  readonly close: () => void;
}

export interface MeshState {
  readonly me: ShownPerson;
  readonly people: readonly ShownPerson[];
  readonly sent: ReadonlyMap<MediaKind, MediaStreamTrack>;
  /** Whether this page takes sound. */
  readonly hears: boolean;
}

interface Link {
  readonly id: string;
  readonly peer: string;
  readonly kind: MediaKind;
  readonly connection: RTCPeerConnection;
}

/**
 * Sound and picture straight from page to page. Each track goes to each receiver over a connection of its
 * own that only the sender offers, so that the two sides never offer at once and nothing is renegotiated.
 * No STUN or TURN: the stand-in is for places where pages reach one another directly.
 */
export const createMesh = ({ send, onTrack }: MeshOptions): Mesh => {
  const outgoing = new Map<string, Link>();
  const incoming = new Map<string, Link>();
  let state: MeshState | null = null;

  const prepare = (id: string, peer: string, kind: MediaKind): Link => {
    const connection = new RTCPeerConnection();
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null) return;
      const { candidate: line, sdpMid, sdpMLineIndex } = candidate;
      send({
        type: 'signal',
        to: peer,
        link: id,
        signal: { step: 'candidate', candidate: line, sdpMid, sdpMLineIndex },
      });
    });
    return { id, peer, kind, connection };
  };

  /** A step fails when its connection was closed meanwhile, or when a browser cannot do it: then it is closed. */
  const attempt = (link: Link, step: () => Promise<void>): void => {
    step().catch(() => link.connection.close());
  };

  const offer = (wanted: WantedLink, track: MediaStreamTrack): void => {
    const link = prepare(randomId(), wanted.to, wanted.kind);
    const { connection } = link;
    outgoing.set(wanted.key, link);
    connection.addTransceiver(track, { direction: 'sendonly' });
    connection.addEventListener('connectionstatechange', () => {
      // The browser has tried for many seconds; a new connection may find a way that this one does not.
      if (connection.connectionState !== 'failed') return;
      connection.close();
      if (outgoing.get(wanted.key) === link) outgoing.delete(wanted.key);
      openMissing();
    });
    attempt(link, async () => {
      await connection.setLocalDescription();
      const sdp = connection.localDescription?.sdp ?? '';
      send({ type: 'signal', to: wanted.to, link: link.id, signal: { step: 'offer', kind: wanted.kind, sdp } });
    });
  };

  const openMissing = (): void => {
    if (state === null) return;
    const { me, people, sent } = state;
    const wanted = linksWanted(me, people, new Map([...sent].map(([kind, track]) => [kind, track.id])));
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, link] of outgoing) {
      if (keys.has(key)) continue;
      link.connection.close();
      outgoing.delete(key);
    }
    for (const one of wanted) {
      const track = sent.get(one.kind);
      if (track !== undefined && !outgoing.has(one.key)) offer(one, track);
    }
  };

  const takes = (kind: MediaKind): boolean => state !== null && (kind !== 'audio' || state.hears);

  const drop = (link: Link): void => {
    link.connection.close();
    incoming.delete(link.id);
    onTrack(link.peer, link.kind, null);
  };

  const dropUnwanted = ({ people }: MeshState): void => {
    const present = new Map(people.map((person) => [person.userId, person]));
    for (const link of incoming.values()) {
      if (!takes(link.kind) || !isSending(present.get(link.peer), link.kind)) drop(link);
    }
  };

  const answer = (from: string, id: string, kind: MediaKind, sdp: string): void => {
    if (!takes(kind)) return;
    for (const older of incoming.values()) {
      if (older.peer === from && older.kind === kind) drop(older);
    }
    const link = prepare(id, from, kind);
    const { connection } = link;
    incoming.set(id, link);
    connection.addEventListener('track', ({ track }) => {
      if (incoming.get(id) === link) onTrack(from, kind, track);
    });
    attempt(link, async () => {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      await connection.setLocalDescription();
      const answered = connection.localDescription?.sdp ?? '';
      send({ type: 'signal', to: from, link: id, signal: { step: 'answer', sdp: answered } });
    });
  };

  const linkOf = (peer: string, id: string): Link | undefined =>
    [...incoming.values(), ...outgoing.values()].find((link) => link.id === id && link.peer === peer);

  return {
    sync: (now) => {
      state = now;
      openMissing();
      dropUnwanted(now);
    },
    receive: (from, id, signal) => {
      if (signal.step === 'offer') {
        answer(from, id, signal.kind, signal.sdp);
        return;
      }
      const link = linkOf(from, id);
      // What is said about a connection that is closed already comes late and means nothing.
      if (link === undefined) return;
      const { connection } = link;
      attempt(link, () => {
        if (signal.step === 'answer') return connection.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
        const { candidate, sdpMid, sdpMLineIndex } = signal;
        return connection.addIceCandidate({ candidate, sdpMid, sdpMLineIndex });
      });
    },
    close: () => {
      state = null;
      for (const link of [...outgoing.values(), ...incoming.values()]) link.connection.close();
      outgoing.clear();
      incoming.clear();
    },
  };
};
