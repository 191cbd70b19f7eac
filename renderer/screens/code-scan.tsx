import { useRef, type ReactNode } from 'react';
import { ScanQrCode, TriangleAlert } from 'lucide-react';
import { Mirror } from '../check/mirror.tsx';
import { useOwnDevice } from '../check/own-device.ts';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { Statement } from '../design/statement.tsx';
import { useCodeReader } from '../scan/code-reader.ts';
import { useTerminal } from '../terminal-context.ts';

interface CodeScanProps {
  /** Whose words say what the camera looks for. */
  readonly texts: 'code' | 'enrolmentCode';
  /** What the code is for, above the heading. */
  readonly overline?: ReactNode;
  /** @returns whether the text of a QR is what the camera looks for */
  readonly take: (text: string) => boolean;
}

/** The picture of the camera, into which somebody holds a code. */
export const CodeScan = ({ texts, overline, take }: CodeScanProps) => {
  const { send, t } = useTerminal();
  const camera = useOwnDevice('video');
  const picture = useRef<HTMLVideoElement>(null);
  const stream = camera.state === 'there' ? camera.stream : null;
  const seen = useCodeReader(picture, stream, take);
  const isForeign = seen === 'foreign';
  const words = isForeign ? t(`${texts}.scan.foreign`) : t('code.scan.looking');
  useAnnouncement('polite', stream === null ? '' : words);

  const back = { label: t('code.scan.type'), onPress: () => send({ type: 'back' }) };
  if (camera.state === 'missing') {
    return (
      <Frame back={back}>
        <Statement sign="closed" overline={overline} heading={t('code.scan.missing.sentence')}>
          <p>{t('code.scan.missing.advice')}</p>
        </Statement>
      </Frame>
    );
  }
  return (
    <Frame back={back}>
      {overline !== undefined && <p className="overline">{overline}</p>}
      <ScreenHeading>{t('code.scan.heading')}</ScreenHeading>
      <div className="scan">
        <div className="scan-picture">
          {stream === null ? (
            t('check.asked')
          ) : (
            <>
              <Mirror stream={stream} label={t('code.scan.picture')} ref={picture} />
              <div className="scan-frame" aria-hidden />
            </>
          )}
        </div>
        <div className="scan-words">
          <p className="scan-state" data-foreign={isForeign || undefined}>
            {isForeign ? <TriangleAlert aria-hidden /> : <ScanQrCode aria-hidden />}
            <span>{words}</span>
          </p>
          <p>{t(`${texts}.scan.hint`)}</p>
          <p>{t('code.scan.privacy')}</p>
        </div>
      </div>
    </Frame>
  );
};
