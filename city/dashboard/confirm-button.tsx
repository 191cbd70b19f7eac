import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useDashboard } from './dashboard-context.ts';

interface ConfirmButtonProps {
  /** What the button does. */
  readonly act: string;
  readonly icon: ReactNode;
  /** What it is done to, for whoever hears only the button. */
  readonly of: string;
  /** What happens then; asked before it is done. Null does it at once. */
  readonly question: string | null;
  readonly onConfirm: () => void;
}

/** Does something that cannot be undone, after it was asked once more in its own place. */
export const ConfirmButton = ({ act, icon, of, question, onConfirm }: ConfirmButtonProps) => {
  const { t } = useDashboard();
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    // Whoever says no is where they were.
    if (wasAsked.current && !isAsked) button.current?.focus();
    wasAsked.current = isAsked;
  }, [isAsked]);
  if (isAsked) {
    return (
      <div className="notice confirm" role="group" aria-label={`${act}: ${of}`}>
        <p>{question}</p>
        <button type="button" className="button" data-rank="secondary" autoFocus onClick={() => setAsked(false)}>
          {t('confirm.no')}
        </button>
        <button
          type="button"
          className="button"
          data-rank="primary"
          onClick={() => {
            setAsked(false);
            onConfirm();
          }}
        >
          {act}
        </button>
      </div>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      className="button"
      data-rank="quiet"
      aria-label={`${act}: ${of}`}
      onClick={() => (question === null ? onConfirm() : setAsked(true))}
    >
      {icon}
      <span>{act}</span>
    </button>
  );
};
