import { RotateCw } from 'lucide-react';
import type { FailureCode } from '../../contract/failure.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import type { SignName } from '../design/sign.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';

type ProblemScreen = Extract<Screen, { readonly name: 'problem' }>;

const SIGN_OF: Record<FailureCode, SignName> = {
  'city-unreachable': 'unreachable',
  'city-slow': 'waiting',
  'city-refused': 'blocked',
  'city-malformed': 'unreachable',
  'city-failed': 'unreachable',
  'room-gone': 'empty',
  'code-needed': 'blocked',
  'terms-outdated': 'paper',
  'room-full': 'full',
  'meeting-not-started': 'waiting',
  'meeting-over': 'closed',
  'meeting-denied': 'closed',
  'meeting-refused': 'closed',
  'meeting-server-away': 'unreachable',
  'meeting-unreachable': 'unreachable',
  'meeting-crashed': 'unreachable',
  'meeting-lost': 'unreachable',
  'join-timeout': 'waiting',
  'wipe-failed': 'blocked',
};

/** The way in failed: what happened, what to do now, and the ways on. */
export const Problem = ({ screen: { room, code, canRetry } }: { readonly screen: ProblemScreen }) => {
  const { send, t } = useTerminal();
  const backToRooms = (): void => send({ type: 'back' });
  return (
    <Frame
      back={{ label: t('problem.back'), onPress: backToRooms }}
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
        <p>{t(`failure.${code}.advice`)}</p>
      </Statement>
    </Frame>
  );
};
