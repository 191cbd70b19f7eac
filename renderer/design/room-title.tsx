import type { Room } from '../../contract/room.ts';
import { useTerminal } from '../terminal-context.ts';
import { cityText } from '../texts.ts';

/** A room's name in the visitor's language or else in German; it may be written in any direction. */
export const RoomTitle = ({ room }: { readonly room: Room }) => {
  const { text, lang } = cityText(room.title, useTerminal().snapshot.locale);
  return (
    <span dir="auto" lang={lang}>
      {text}
    </span>
  );
};
