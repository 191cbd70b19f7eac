import { useLayoutEffect, useMemo, useState } from 'react';
import type { Snapshot } from '../contract/snapshot.ts';
import { LiveRegions, useAnnouncement } from './design/live-regions.tsx';
import type { SendIntent } from './intents.ts';
import { useLaterScreens, type Need } from './later-screens.ts';
import { Attract } from './screens/attract.tsx';
import { Rooms } from './screens/rooms.tsx';
import { TerminalContext } from './terminal-context.ts';
import { directionOf, textsOf, type Texts } from './texts.ts';

/** From here on the panel for the display is another one: one left open while joining does not come back. */
const AFTER_JOINING: ReadonlySet<Snapshot['screen']['name']> = new Set([
  ...(['meeting', 'wiping', 'goodbye', 'restarting', 'blocked'] as const),
]);

/** When the screens after the first two are needed: by now, or by the next touch. */
const needOf = (screen: Snapshot['screen']['name'], isPanelOpen: boolean): Need => {
  if (screen === 'attract') return 'no';
  return screen === 'rooms' && !isPanelOpen ? 'soon' : 'now';
};

/** Says how a call for the staff stands, on whatever screen the person is by then. */
const CallAnnouncement = ({ help, t }: { readonly help: Snapshot['help']; readonly t: Texts }) => {
  useAnnouncement('assertive', help === 'none' ? '' : t(`call.state.${help}`));
  return null;
};

/** Draws one snapshot. */
export const App = ({ snapshot, send }: { readonly snapshot: Snapshot; readonly send: SendIntent }) => {
  const { locale, screen, visitKey, idleDeadline, notice, distancePerInch } = snapshot;
  const { textSize, contrast, motion, sounds } = snapshot.display;
  /** The stretch of a visit, before or from the meeting, for which the panel is open. */
  const [displayOpenIn, setDisplayOpenIn] = useState('');
  const [helpOpenIn, setHelpOpenIn] = useState('');
  const stretch = `${visitKey} ${AFTER_JOINING.has(screen.name) ? 'after' : 'before'}`;
  const displayOpen = displayOpenIn === stretch && screen.name !== 'attract';
  const helpOpen = helpOpenIn === stretch && screen.name !== 'attract';
  const view = useMemo(
    () => ({
      snapshot,
      send,
      t: textsOf(snapshot.locale),
      openDisplay: () => {
        // Whoever wants to see better has begun.
        if (snapshot.screen.name === 'attract') send({ type: 'begin' });
        setDisplayOpenIn(stretch);
      },
      openHelp: () => {
        if (snapshot.screen.name === 'attract') send({ type: 'begin' });
        setHelpOpenIn(stretch);
      },
    }),
    [snapshot, send, stretch],
  );
  const later = useLaterScreens(
    notice !== null ? 'now' : needOf(screen.name, displayOpen || helpOpen || idleDeadline !== null),
  );

  /** Not before what lies over it is there: that notes which button has the focus, to give it back. */
  const hasNotice = notice !== null && notice.kind !== 'serviced';
  const isCovered = later !== null && (idleDeadline !== null || displayOpen || helpOpen || hasNotice);

  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty('--distance-per-inch', String(distancePerInch));
  }, [distancePerInch]);
  useLayoutEffect(() => {
    // Also what no style asks for: the wipe sees here that all of it is as everybody finds it.
    Object.assign(document.documentElement.dataset, { textSize: String(textSize), contrast, motion, sounds });
  }, [textSize, contrast, motion, sounds]);

  const drawn = () => {
    if (screen.name === 'attract') return <Attract />;
    if (screen.name === 'rooms') return <Rooms />;
    return later === null ? null : <later.Visit screen={screen} />;
  };

  return (
    <TerminalContext value={view}>
      <LiveRegions>
        <div className="app">
          {/* Keyed by visit and screen: nothing typed or chosen outlives either. */}
          <div key={`${visitKey} ${screen.name}`} className="screen" inert={isCovered}>
            {drawn()}
          </div>
          <CallAnnouncement help={snapshot.help} t={view.t} />
          {displayOpen && later !== null && (
            <div inert={idleDeadline !== null || hasNotice}>
              <later.DisplayPanel onDone={() => setDisplayOpenIn('')} />
            </div>
          )}
          {helpOpen && later !== null && (
            <div inert={idleDeadline !== null || hasNotice}>
              <later.HelpPanel onDone={() => setHelpOpenIn('')} />
            </div>
          )}
          {notice !== null && later !== null && (
            <div inert={idleDeadline !== null}>
              <later.NoticeOver key={notice.kind} notice={notice} />
            </div>
          )}
          {idleDeadline !== null && later !== null && <later.IdleQuestion key={idleDeadline} deadline={idleDeadline} />}
        </div>
      </LiveRegions>
    </TerminalContext>
  );
};
