import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Notice, Snapshot } from '../../../contract/snapshot.ts';
import { Attract } from '../../../renderer/screens/attract.tsx';
import { IdleQuestion } from '../../../renderer/screens/idle-question.tsx';
import { NoticeOver } from '../../../renderer/screens/notice-over.tsx';
import { Rooms } from '../../../renderer/screens/rooms.tsx';
import { Visit } from '../../../renderer/screens/visit.tsx';
import { TerminalContext } from '../../../renderer/terminal-context.ts';
import { textsOf } from '../../../renderer/texts.ts';

const ignore = (): void => undefined;

const inTerminal = (snapshot: Snapshot, drawn: ReactNode): string =>
  renderToStaticMarkup(
    <TerminalContext
      value={{ snapshot, send: ignore, openDisplay: ignore, openHelp: ignore, t: textsOf(snapshot.locale) }}
    >
      {drawn}
    </TerminalContext>,
  );

/** The HTML of a snapshot's screen. */
export const draw = (snapshot: Snapshot): string => {
  const { screen } = snapshot;
  if (screen.name === 'attract') return inTerminal(snapshot, <Attract />);
  return inTerminal(snapshot, screen.name === 'rooms' ? <Rooms /> : <Visit screen={screen} />);
};

/** The HTML of the question that is asked after a time without a touch. */
export const drawIdleQuestion = (snapshot: Snapshot, deadline: number): string =>
  inTerminal(snapshot, <IdleQuestion deadline={deadline} />);

/** The HTML of what the city shows over a screen. */
export const drawNotice = (snapshot: Snapshot, notice: Notice): string =>
  inTerminal(snapshot, <NoticeOver notice={notice} />);

/** What a person reads of some HTML. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
