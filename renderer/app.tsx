import { useLayoutEffect, useMemo } from 'react';
import type { Snapshot } from '../contract/snapshot.ts';
import { LiveRegions } from './design/live-regions.tsx';
import type { SendIntent } from './intents.ts';
import { useLaterScreens } from './later-screens.ts';
import { Attract } from './screens/attract.tsx';
import { Rooms } from './screens/rooms.tsx';
import { TerminalContext } from './terminal-context.ts';
import { directionOf, textsOf } from './texts.ts';

/** Draws one snapshot. */
export const App = ({ snapshot, send }: { readonly snapshot: Snapshot; readonly send: SendIntent }) => {
  const { locale, screen, visitKey, idleDeadline } = snapshot;
  const view = useMemo(() => ({ snapshot, send, t: textsOf(snapshot.locale) }), [snapshot, send]);
  const later = useLaterScreens(screen.name !== 'attract');

  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);

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
          <div key={`${visitKey} ${screen.name}`} className="screen" inert={idleDeadline !== null}>
            {drawn()}
          </div>
          {idleDeadline !== null && later !== null && <later.IdleQuestion key={idleDeadline} deadline={idleDeadline} />}
        </div>
      </LiveRegions>
    </TerminalContext>
  );
};
