import type { MediaKind, ShownPerson } from '../../wire.ts';

/** One connection over which this page sends one track to one person. */
export interface WantedLink {
  /** The same as long as the same connection can go on. */
  readonly key: string;
  readonly to: string;
  readonly kind: MediaKind;
}

/** Sound goes only to those who joined the audio, pictures to everyone. */
const takes = (person: ShownPerson, kind: MediaKind): boolean => kind !== 'audio' || person.media.audio !== 'none';

/**
 * The connections this page should have open.
 * @param sent what this page sends, each with an id of its track
 */
export const linksWanted = (
  me: ShownPerson,
  people: readonly ShownPerson[],
  sent: ReadonlyMap<MediaKind, string>,
): readonly WantedLink[] =>
  people
    .filter((person) => person.userId !== me.userId)
    .flatMap((person) =>
      [...sent]
        .filter(([kind]) => takes(person, kind))
        .map(([kind, trackId]) => ({
          // A client that has connected anew, mine or theirs, may have missed what was said about the old one.
          key: [person.userId, person.connects, me.connects, kind, trackId].join(' '),
          to: person.userId,
          kind,
        })),
    );

/** Whether this person still sends this to me. */
export const isSending = (person: ShownPerson | undefined, kind: MediaKind): boolean => {
  if (person === undefined) return false;
  return kind === 'audio' ? person.media.audio === 'microphone' : person.media[kind];
};
