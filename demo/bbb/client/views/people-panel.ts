import type { LiveSnapshot, ShownPerson } from '../../wire.ts';
import { button, el } from '../dom.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';

export interface PeoplePanel {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
}

interface PeopleActions {
  readonly decide: (userId: string, decision: 'ALLOW' | 'DENY') => void;
  readonly mute: (userId: string) => void;
}

/** The first two letters of a name, as a person reads letters. */
const initials = (name: string): string =>
  Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment)
    .slice(0, 2)
    .join('');

/** How somebody hears and speaks; for moderators the sign of an open microphone is a button that closes it. */
const audioSign = (person: ShownPerson, texts: Texts, mute: (() => void) | null): readonly Node[] => {
  const { audio, muted } = person.media;
  if (audio === 'none') return [];
  if (audio === 'listening') return [sign('headphones', texts.listening)];
  if (muted) return [sign('microphone-off', texts.muted)];
  if (mute === null) return [sign('microphone', texts.microphone)];
  const label = texts.muteOther(person.name);
  return [button(label, { class: 'quiet icon-only', test: 'muteUser', onClick: mute }, sign('microphone'))];
};

const handSign = ({ hand }: ShownPerson, texts: Texts): readonly Node[] => {
  if (hand === 0) return [];
  const place = el('span', { attributes: { 'aria-hidden': 'true' } }, String(hand));
  return [el('span', { class: 'raised-hand', test: 'raisedHand' }, sign('hand', texts.handRaised(hand)), place)];
};

const personItem = (
  person: ShownPerson,
  { isMe, texts, mute }: { isMe: boolean; texts: Texts; mute: (() => void) | null },
): HTMLElement => {
  const facts = [
    ...(isMe ? [texts.you] : []),
    ...(person.role === 'MODERATOR' ? [texts.moderator] : []),
    ...(person.presenter ? [texts.presenter] : []),
  ];
  const avatar = el('span', { class: `avatar ${person.role.toLowerCase()}`, attributes: { 'aria-hidden': 'true' } });
  avatar.textContent = initials(person.name);
  return el(
    'li',
    { class: 'person', test: isMe ? 'userListItemCurrent' : 'userListItem' },
    avatar,
    el(
      'span',
      { class: 'person-words' },
      el('bdi', { class: 'person-name' }, person.name),
      el('span', { class: 'person-facts' }, facts.join(' · ')),
    ),
    ...handSign(person, texts),
    ...audioSign(person, texts, mute),
  );
};

const waitingItem = (guest: { userId: string; name: string }, texts: Texts, { decide }: PeopleActions): HTMLElement =>
  el(
    'li',
    { class: 'guest', test: 'waitingGuest' },
    el('bdi', { class: 'person-name' }, guest.name),
    button(texts.accept, { class: 'primary', test: 'acceptGuest', onClick: () => decide(guest.userId, 'ALLOW') }),
    button(texts.deny, { class: 'quiet', test: 'denyGuest', onClick: () => decide(guest.userId, 'DENY') }),
  );

/** Who is there and, for moderators, who waits to be let in. */
export const peoplePanel = (texts: Texts, actions: PeopleActions): PeoplePanel => {
  const heading = el('h2', {}, texts.people);
  const lobby = el('section', { class: 'guests', attributes: { 'aria-label': texts.waiting } });
  const list = el('ul', { class: 'people-list', test: 'userList' });
  return {
    element: el('aside', { class: 'panel people', attributes: { 'aria-label': texts.people } }, heading, lobby, list),
    show: ({ me, people, waiting }) => {
      heading.textContent = `${texts.people} (${people.length})`;
      list.replaceChildren(
        ...people.map((person) => {
          const isMe = person.userId === me.userId;
          const mayMute = me.role === 'MODERATOR' && !isMe;
          return personItem(person, { isMe, texts, mute: mayMute ? () => actions.mute(person.userId) : null });
        }),
      );
      lobby.hidden = waiting.length === 0;
      lobby.replaceChildren(
        el('h3', {}, `${texts.waiting} (${waiting.length})`),
        el('ul', {}, ...waiting.map((guest) => waitingItem(guest, texts, actions))),
      );
    },
  };
};
