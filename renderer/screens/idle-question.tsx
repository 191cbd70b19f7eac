import { useState } from 'react';
import { useBorrowedFocus } from '../design/borrowed-focus.ts';
import { Button } from '../design/button.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useSecondsUntil } from '../time/use-seconds-until.ts';

/** Seconds at which the countdown is spoken again; more would drown everything else. */
const SPOKEN_AT = [30, 20, 10] as const;

/**
 * "Are you still there?" Any touch or key answers; `watchTouches` sees it first and lets it do nothing else.
 *
 * @param deadline when the visit ends, in the machine's clock
 */
export const IdleQuestion = ({ deadline }: { readonly deadline: number }) => {
  const { t } = useTerminal();
  const seconds = useSecondsUntil(deadline);
  const heading = useBorrowedFocus();
  const [first] = useState(seconds);
  // What was last said stays until the next one is due.
  const spoken = Math.min(first, SPOKEN_AT.findLast((at) => seconds <= at) ?? first);
  useAnnouncement('assertive', t('idle.spoken', { count: spoken }));
  return (
    <div className="idle-shade">
      <div
        className="idle"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="idle-title"
        aria-describedby="idle-words"
      >
        <h2 id="idle-title" ref={heading} tabIndex={-1}>
          {t('idle.heading')}
        </h2>
        <p id="idle-words" className="lead">
          {t('idle.sentence')}
        </p>
        <p className="idle-count" aria-hidden>
          <strong>{seconds}</strong> {t('idle.seconds', { count: seconds })}
        </p>
        <Button rank="primary" onPress={() => undefined}>
          {t('idle.answer')}
        </Button>
      </div>
    </div>
  );
};
