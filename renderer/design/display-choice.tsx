import { ALargeSmall } from 'lucide-react';
import { useTerminal } from '../terminal-context.ts';

/** The way to text size, colours, motion and sounds, top right on every screen, beside the language. */
export const DisplayChoice = () => {
  const { t, openDisplay } = useTerminal();
  return (
    <button
      type="button"
      className="display-choice"
      aria-haspopup="dialog"
      onClick={(event) => {
        // The attract screen begins at any touch; this one begins with the panel.
        event.stopPropagation();
        openDisplay();
      }}
    >
      <ALargeSmall aria-hidden />
      <span>{t('display.open')}</span>
    </button>
  );
};
