import type { LiveSnapshot, ShownPerson } from '../../wire.ts';
import { button, el } from '../dom.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';

export interface PeoplePanel {
  readonly element: HTMLElement;
  readonly show: (snapshot: LiveSnapshot) => void;
}

type Decide = (userId: string, decision: 'ALLOW' | 'DENY') => void;

/** The first two letters of a name, as a person reads letters. */
const initials = (name: string): string =>
  Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment)
    .slice(0, 2)
    .join('');

const personItem = (person: ShownPerson, isMe: boolean, texts: Texts): HTMLElement => {
  const facts = [
    ...(isMe ? [texts.you] : []),
    ...(person.role === 'MODERATOR' ? [texts.moderator] : []),
    ...(person.presenter ? [texts.presenter] : []),
  ];
  const avatar = el('span', { class: `avatar ${person.role.toLowerCase()}`, attributes: { 'aria-hidden': 'true' } });
  avatar.textContent = initials(person.name);
  const audioSign =
    person.audio === 'none'
      ? []
      : [sign(person.audio === 'microphone' ? 'microphone' : 'headphones', texts[person.audio])];
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
    ...audioSign,
  );
};

const waitingItem = (guest: { userId: string; name: string }, texts: Texts, decide: Decide): HTMLElement =>
  el(
    'li',
    { class: 'guest', test: 'waitingGuest' },
    el('bdi', { class: 'person-name' }, guest.name),
    button(texts.accept, { class: 'primary', test: 'acceptGuest', onClick: () => decide(guest.userId, 'ALLOW') }),
    button(texts.deny, { class: 'quiet', test: 'denyGuest', onClick: () => decide(guest.userId, 'DENY') }),
  );

/** Who is there and, for moderators, who waits to be let in. */
export const peoplePanel = (texts: Texts, decide: Decide): PeoplePanel => {
  const heading = el('h2', {}, texts.people);
  const lobby = el('section', { class: 'guests', attributes: { 'aria-label': texts.waiting } });
  const list = el('ul', { class: 'people-list', test: 'userList' });
  return {
    element: el('aside', { class: 'panel people', attributes: { 'aria-label': texts.people } }, heading, lobby, list),
    show: ({ me, people, waiting }) => {
      heading.textContent = `${texts.people} (${people.length})`;
      list.replaceChildren(...people.map((person) => personItem(person, person.userId === me.userId, texts)));
      lobby.hidden = waiting.length === 0;
      lobby.replaceChildren(
        el('h3', {}, `${texts.waiting} (${waiting.length})`),
        el('ul', {}, ...waiting.map((guest) => waitingItem(guest, texts, decide))),
      );
    },
  };
};
