import { ProgressBar } from 'react-aria-components';
import type { Screen } from '../../contract/snapshot.ts';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { AudioAdvice } from './audio-advice.tsx';

type JoiningScreen = Extract<Screen, { readonly name: 'joining' }>;

/** On the way into the room; who waits long may turn round. */
export const Joining = ({ screen: { room, canCancel } }: { readonly screen: JoiningScreen }) => {
  const { send, t } = useTerminal();
  const words = canCancel ? t('joining.long') : t('joining.wait');
  useAnnouncement('polite', words);
  return (
    <Frame back={canCancel ? { label: t('joining.cancel'), onPress: () => send({ type: 'cancel-join' }) } : undefined}>
      <Statement sign="open" overline={<RoomTitle room={room} />} heading={t('joining.heading')}>
        <p>{words}</p>
        <AudioAdvice />
        <ProgressBar className="progress" isIndeterminate aria-label={t('joining.heading')}>
          <span className="progress-bar" />
        </ProgressBar>
      </Statement>
    </Frame>
  );
};
