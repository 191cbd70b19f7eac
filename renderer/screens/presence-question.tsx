import { useEffect } from 'react';
import { Hand } from 'lucide-react';
import { useAnnouncement } from '../design/live-regions.tsx';
import { playUnasked, QUESTION } from '../sound/tones.ts';
import { useTerminal } from '../terminal-context.ts';
import { useSecondsUntil } from '../time/use-machine-seconds.ts';

const SECONDS_PER_MINUTE = 60;

/** The tone sounds when the question comes, and once more when so many seconds are left. */
const SOUNDS_AGAIN_AT = 60;

/** Minutes and seconds: `2:09`. */
const countdown = (seconds: number): string =>
  `${Math.floor(seconds / SECONDS_PER_MINUTE)}:${String(seconds % SECONDS_PER_MINUTE).padStart(2, '0')}`;

/**
 * "Are you still there?" in the bar, while the meeting goes on. Any touch or key anywhere answers; here is a
 * place for whoever looks for one.
 *
 * @param deadline when the visit ends, or the bar `locks`, in the machine's clock
 */
export const PresenceQuestion = ({ deadline, locks }: { readonly deadline: number; readonly locks: boolean }) => {
  const { snapshot, send, t } = useTerminal();
  const { sounds } = snapshot.display;
  const seconds = useSecondsUntil(deadline);
  const isLate = seconds <= SOUNDS_AGAIN_AT;
  useEffect(() => playUnasked(QUESTION, sounds), [isLate, sounds]);
  const end = locks ? 'lock' : 'visit';
  const words = t(`presence.${end}.sentence`, {
    count: isLate ? 1 : Math.ceil(seconds / SECONDS_PER_MINUTE),
  });
  useAnnouncement('assertive', `${t('presence.heading')} ${words}`);
  return (
    <>
      <p className="presence" data-late={isLate}>
        <strong>{t('presence.heading')}</strong>
        <span className="presence-count" aria-hidden>
          {t(`presence.${end}.left`, { time: countdown(seconds) })}
        </span>
      </p>
      <button type="button" className="bar-button presence-answer" onClick={() => send({ type: 'activity' })}>
        <Hand aria-hidden />
        <span>{t('presence.answer')}</span>
      </button>
    </>
  );
};
