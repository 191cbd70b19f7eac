import { useEffect, useRef, useState } from 'react';
import { CircleCheck, DoorOpen, Ear, Mic, MicOff, Music, VideoOff, Volume2 } from 'lucide-react';
import type { Screen } from '../../contract/snapshot.ts';
import { useLevel } from '../check/level.ts';
import { useOwnDevice } from '../check/own-device.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { askedManner, EXAMPLE, play } from '../sound/tones.ts';
import { useTerminal } from '../terminal-context.ts';

type CheckScreen = Extract<Screen, { readonly name: 'check' }>;

const PER_CENT = 100;

const CameraPicture = () => {
  const { t } = useTerminal();
  const camera = useOwnDevice('video');
  const picture = useRef<HTMLVideoElement>(null);
  const stream = camera.state === 'there' ? camera.stream : null;
  useEffect(() => {
    if (picture.current !== null) picture.current.srcObject = stream;
  }, [stream]);
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
          <video ref={picture} autoPlay muted playsInline aria-label={t('check.camera.picture')} />
        )}
      </div>
      <p className="check-hint">{t('check.camera.hint')}</p>
    </section>
  );
};

const MicrophoneLevel = () => {
  const { t } = useTerminal();
  const microphone = useOwnDevice('audio');
  const { now, wasHeard } = useLevel(microphone.state === 'there' ? microphone.stream : null);
  const words = (): string => {
    if (microphone.state === 'missing') return t('check.microphone.missing');
    if (microphone.state === 'asked') return t('check.asked');
    return wasHeard ? t('check.microphone.heard') : t('check.microphone.silent');
  };
  useAnnouncement('polite', words());
  const sign = () => {
    if (microphone.state === 'missing') return <MicOff aria-hidden />;
    return wasHeard ? <CircleCheck aria-hidden /> : <Mic aria-hidden />;
  };
  return (
    <section className="check-part">
      <h2 className="half-title">{t('check.microphone.label')}</h2>
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
    </section>
  );
};

const Loudspeaker = () => {
  const { snapshot, t } = useTerminal();
  const [isPlaying, setPlaying] = useState(false);
  const playExample = (): void => {
    setPlaying(true);
    play(EXAMPLE, askedManner(snapshot.display.sounds), () => setPlaying(false));
  };
  return (
    <section className="check-part">
      <h2 className="half-title">{t('check.loudspeaker.label')}</h2>
      <Button rank="secondary" icon={<Music aria-hidden />} onPress={playExample}>
        {t('check.loudspeaker.play')}
      </Button>
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
          <MicrophoneLevel />
          <Loudspeaker />
        </div>
      </div>
    </Frame>
  );
};
