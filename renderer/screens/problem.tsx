import { KeyRound, RotateCw } from 'lucide-react';
import type { FailureCode } from '../../contract/failure.ts';
import type { Room } from '../../contract/room.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { DialInWay } from '../design/dial-in.tsx';
import { Frame } from '../design/frame.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import type { SignName } from '../design/sign.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { momentInWords } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

type ProblemScreen = Extract<Screen, { readonly name: 'problem' }>;

const SIGN_OF: Record<FailureCode, SignName> = {
  'city-unreachable': 'unreachable',
  'city-slow': 'waiting',
  'city-refused': 'blocked',
  'city-malformed': 'unreachable',
  'city-failed': 'unreachable',
  'not-enrolled': 'blocked',
  'enrolment-code-wrong': 'blocked',
  'enrolment-code-used': 'blocked',
  'enrolment-code-expired': 'blocked',
  'terminal-refused': 'blocked',
  'terminal-cloned': 'blocked',
  'clock-differs': 'waiting',
  'room-gone': 'empty',
  'code-needed': 'blocked',
  'code-wrong': 'blocked',
  'code-wait': 'waiting',
  'terms-outdated': 'paper',
  'room-full': 'full',
  'meeting-not-started': 'waiting',
  'meeting-over': 'closed',
  'meeting-denied': 'closed',
  'meeting-refused': 'closed',
  'meeting-foreign': 'blocked',
  'meeting-server-away': 'unreachable',
  'meeting-unreachable': 'unreachable',
  'meeting-crashed': 'unreachable',
  'meeting-lost': 'unreachable',
  'join-timeout': 'waiting',
  'wipe-failed': 'blocked',
};

/** When a meeting that nobody has opened yet is planned to begin; nothing when that is not known or over. */
const PlannedStart = ({ room: { nextMeeting } }: { readonly room: Room }) => {
  const { snapshot, t } = useTerminal();
  const now = useCityTime();
  if (nextMeeting === null) return null;
  const start = Date.parse(nextMeeting.start);
  return start > now && <p>{t('problem.begins', { date: momentInWords(start, now, snapshot, t) })}</p>;
};

/** The way in failed: what happened, what to do now, and the ways on. */
export const Problem = ({ screen: { room, code, canRetry, dialIn } }: { readonly screen: ProblemScreen }) => {
  const { send, t } = useTerminal();
  const notStarted = code === 'meeting-not-started';
  const backToRooms = (): void => send({ type: 'back' });
  return (
    <Frame
      back={{ label: t('problem.back'), onPress: backToRooms }}
      aside={
        // Who leads the meeting may be standing right here.
        notStarted && (
          <Button rank="quiet" icon={<KeyRound aria-hidden />} onPress={() => send({ type: 'open-code' })}>
            {t('code.open')}
          </Button>
        )
      }
      primary={
        canRetry && (
          <Button rank="primary" icon={<RotateCw aria-hidden />} onPress={() => send({ type: 'retry' })}>
            {t('problem.retry')}
          </Button>
        )
      }
    >
      <Statement
        sign={SIGN_OF[code]}
        overline={<RoomTitle room={room} />}
        heading={t(`failure.${code}.sentence`)}
        code={code}
      >
        {notStarted && <PlannedStart room={room} />}
        <p>{t(`failure.${code}.advice`)}</p>
        {dialIn !== undefined && <DialInWay dialIn={dialIn} />}
      </Statement>
    </Frame>
  );
};
