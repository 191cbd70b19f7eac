import type { Screen } from '../../contract/snapshot.ts';
import { Blocked } from './blocked.tsx';
import { Check } from './check.tsx';
import { Closed } from './closed.tsx';
import { Code } from './code.tsx';
import { Enrolment } from './enrolment.tsx';
import { Goodbye } from './goodbye.tsx';
import { Joining } from './joining.tsx';
import { Locked } from './locked.tsx';
import { LockedMeeting } from './locked-meeting.tsx';
import { Meeting } from './meeting.tsx';
import { Name } from './name.tsx';
import { Problem } from './problem.tsx';
import { Restarting } from './restarting.tsx';
import { Terms } from './terms.tsx';
import { Wiping } from './wiping.tsx';

/** The screens that are not needed to answer the first touch. */
export type LaterScreen = Exclude<Screen, { readonly name: 'attract' | 'rooms' }>;

/** Draws one of the later screens. */
export const Visit = ({ screen }: { readonly screen: LaterScreen }) => {
  switch (screen.name) {
    case 'enrolment':
      return <Enrolment screen={screen} />;
    case 'code':
      return <Code screen={screen} />;
    case 'terms':
      return <Terms screen={screen} />;
    case 'name':
      return <Name screen={screen} />;
    case 'check':
      return <Check screen={screen} />;
    case 'joining':
      return <Joining screen={screen} />;
    case 'problem':
      return <Problem screen={screen} />;
    case 'meeting':
      return screen.locked === undefined ? (
        <Meeting screen={screen} />
      ) : (
        <LockedMeeting screen={screen} locked={screen.locked} />
      );
    case 'wiping':
      return <Wiping />;
    case 'goodbye':
      return <Goodbye screen={screen} />;
    case 'restarting':
      return <Restarting />;
    case 'blocked':
      return <Blocked screen={screen} />;
    case 'locked':
      return <Locked screen={screen} />;
    case 'closed':
      return <Closed screen={screen} />;
  }
};
