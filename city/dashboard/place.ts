import { useEffect, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { roomIdSchema } from '../../contract/room.ts';

/** Which page is open. It stands behind the # of the address, so that Back, bookmarks and new windows work. */
export type Place =
  | { readonly name: 'fleet' | 'commands' | 'rooms' | 'usage' | 'audit' | 'password' }
  | { readonly name: 'terminal'; readonly id: string }
  | { readonly name: 'first'; readonly link: string };

const simpleSchema = z.enum(['commands', 'rooms', 'usage', 'audit', 'password']);

/** The place that an address names; the fleet for all that names none. */
export const placeOf = (hash: string): Place => {
  const [, name = '', rest = ''] = hash.split('/');
  const simple = simpleSchema.safeParse(name);
  if (simple.success) return { name: simple.data };
  const id = roomIdSchema.safeParse(rest);
  if (name === 'terminal' && id.success) return { name, id: id.data };
  if (name === 'first' && rest !== '') return { name, link: rest };
  return { name: 'fleet' };
};

/** The address of a place. */
export const addressOf = (place: Exclude<Place, { readonly name: 'first' }>): string => {
  switch (place.name) {
    case 'fleet':
      return '#/';
    case 'terminal':
      return `#/terminal/${place.id}`;
    default:
      return `#/${place.name}`;
  }
};

const watch = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

/** Goes somewhere; a link or password that stood in the address does not stay in the history. */
export const goTo = (address: string): void => location.replace(address);

/** The place that the address bar names now; an address that names none becomes that of the fleet. */
export const usePlace = (): Place => {
  const hash = useSyncExternalStore(watch, () => location.hash);
  const place = placeOf(hash);
  const isNone = place.name === 'fleet' && hash !== '' && hash !== addressOf(place);
  useEffect(() => {
    if (isNone) goTo(addressOf({ name: 'fleet' }));
  }, [isNone]);
  return place;
};
