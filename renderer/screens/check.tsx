import { useRef, useState } from 'react';
import { CircleCheck, DoorOpen, Ear, Mic, MicOff, Music, RefreshCw, VideoOff, Volume2 } from 'lucide-react';
import type { AudioRole, DeviceInUse } from '../../contract/devices.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { useCameras } from '../check/cameras.ts';
import { useLevel } from '../check/level.ts';
import { Mirror } from '../check/mirror.tsx';
import { useOwnDevice } from '../check/own-device.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { askedManner, EXAMPLE, play } from '../sound/tones.ts';
import { useTerminal } from '../terminal-context.ts';
import { AudioAdvice } from './audio-advice.tsx';

type CheckScreen = Extract<Screen, { readonly name: 'check' }>;

const PER_CENT = 100;

/** The device of a role, if this machine has another one too. */
const useChoice = (role: AudioRole): DeviceInUse | null => {
  const device = useTerminal().snapshot.devices[role];
  return device !== null && device.count > 1 ? device : null;
};

/** What a part of the check is about, and what is used for it where there is a choice. */
const PartTitle = ({ choice, children }: { readonly choice: DeviceInUse | null; readonly children: string }) => {
  const { t } = useTerminal();
  return (
    <div className="check-title">
      <h2 className="half-title">{children}</h2>
      {choice !== null && <p className="check-hint">{t('check.inUse', { ...choice })}</p>}
    </div>
  );
};

const CameraPicture = () => {
  const { t } = useTerminal();
  const cameras = useCameras();
  const camera = useOwnDevice('video');
  const picture = useRef<HTMLVideoElement>(null);
  const stream = camera.state === 'there' ? camera.stream : null;
  return (
    <section className="check-part">
      <h2 className="half-title">{t('check.camera.label')}</h2>
      <div className="check-picture">
        {stream === null ? (
          <p>
            <VideoOff aria-hidden />
            {camera.state === 'missing' ? t('check.camera.missing') : t('check.asked')}
          </p>
        ) : (
          <Mirror stream={stream} label={t('check.camera.picture')} ref={picture} />
        )}
      </div>
      <p className="check-hint">{t('check.camera.hint')}</p>
      {/* Chromium gives every page the first one, and a choice made here is not known in the meeting's page. */}
      {cameras > 1 && <p className="check-hint">{t('check.camera.others')}</p>}
    </section>
  );
};

const MicrophoneLevel = () => {
  const { send, t } = useTerminal();
  const choice = useChoice('microphone');
  const microphone = useOwnDevice('audio', choice?.place);
  const { now, wasHeard } = useLevel(microphone.state === 'there' ? microphone.stream : null);
  const words = (): string => {
    if (microphone.state === 'missing') return t('check.microphone.missing');
    if (microphone.state === 'asked') return t('check.asked');
    return wasHeard ? t('check.microphone.heard') : t('check.microphone.silent');
  };
  useAnnouncement('polite', choice === null ? words() : `${words()} ${t('check.inUse', { ...choice })}`);
  const sign = () => {
    if (microphone.state === 'missing') return <MicOff aria-hidden />;
    return wasHeard ? <CircleCheck aria-hidden /> : <Mic aria-hidden />;
  };
  return (
    <section className="check-part">
      <PartTitle choice={choice}>{t('check.microphone.label')}</PartTitle>
      <p className="check-words" data-heard={wasHeard || undefined}>
        {sign()}
        {words()}
      </p>
      <div
        className="check-scale"
        role="meter"
        aria-label={t('check.microphone.level')}
        aria-valuemin={0}
        aria-valuemax={PER_CENT}
        aria-valuenow={Math.round(now * PER_CENT)}
      >
        <div className="check-scale-full" style={{ transform: `scaleX(${now})` }} />
      </div>
      {choice !== null && (
        <Button
          rank="secondary"
          icon={<RefreshCw aria-hidden />}
          onPress={() => send({ type: 'use-other-device', role: 'microphone' })}
        >
          {t('check.microphone.other')}
        </Button>
      )}
    </section>
  );
};

const Loudspeaker = () => {
  const { snapshot, send, t } = useTerminal();
  const choice = useChoice('speaker');
  const [isPlaying, setPlaying] = useState(false);
  const [isAnother, setAnother] = useState(false);
  // Said once somebody asks for it: the microphone has the first word.
  useAnnouncement('polite', choice !== null && isAnother ? t('check.inUse', { ...choice }) : '');
  const playExample = (): void => {
    setPlaying(true);
    play(EXAMPLE, askedManner(snapshot.display.sounds), () => setPlaying(false));
  };
  const change = (): void => {
    setAnother(true);
    send({ type: 'use-other-device', role: 'speaker' });
  };
  return (
    <section className="check-part">
      <PartTitle choice={choice}>{t('check.loudspeaker.label')}</PartTitle>
      <div className="check-buttons">
        <Button rank="secondary" icon={<Music aria-hidden />} onPress={playExample}>
          {t('check.loudspeaker.play')}
        </Button>
        {choice !== null && (
          <Button rank="secondary" icon={<RefreshCw aria-hidden />} onPress={change}>
            {t('check.loudspeaker.other')}
          </Button>
        )}
      </div>
      {/* Who sees it and hears nothing knows that the loudspeaker is silent. Its place is kept. */}
      <p className="check-words" data-playing={isPlaying}>
        <Volume2 aria-hidden />
        {t('check.loudspeaker.playing')}
      </p>
    </section>
  );
};

/** Before somebody speaks: the picture of the camera, the level of the microphone, a tone; or on as a listener. */
export const Check = ({ screen: { room } }: { readonly screen: CheckScreen }) => {
  const { send, t } = useTerminal();
  return (
    <Frame
      back={{ label: t('action.back'), onPress: () => send({ type: 'back' }) }}
      aside={
        <Button
          rank="secondary"
          icon={<Ear aria-hidden />}
          onPress={() => send({ type: 'finish-check', part: 'listen' })}
        >
          {t('check.listen')}
        </Button>
      }
      primary={
        <Button
          rank="primary"
          icon={<DoorOpen aria-hidden />}
          onPress={() => send({ type: 'finish-check', part: 'speak' })}
        >
          {t('check.join')}
        </Button>
      }
    >
      <p className="overline">
        <RoomTitle room={room} />
      </p>
      <ScreenHeading>{t('check.heading')}</ScreenHeading>
      <div className="check">
        <CameraPicture />
        <div className="check-sound">
          <AudioAdvice />
          <MicrophoneLevel />
          <Loudspeaker />
        </div>
      </div>
    </Frame>
  );
};
