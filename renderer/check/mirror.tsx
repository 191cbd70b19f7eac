import { useEffect, type RefObject } from 'react';

interface MirrorProps {
  readonly stream: MediaStream;
  readonly label: string;
  /** For whoever looks into the picture. */
  readonly ref: RefObject<HTMLVideoElement | null>;
}

/** The picture of a camera as in a mirror, which is how people know themselves and find the way with their hands. */
export const Mirror = ({ stream, label, ref }: MirrorProps) => {
  useEffect(() => {
    if (ref.current !== null) ref.current.srcObject = stream;
  }, [ref, stream]);
  return <video ref={ref} className="mirror" autoPlay muted playsInline aria-label={label} />;
};
