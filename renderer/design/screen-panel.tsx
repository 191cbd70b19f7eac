import type { ReactNode } from 'react';
import { Check } from 'lucide-react';
import { useBorrowedFocus } from './borrowed-focus.ts';
import { Button } from './button.tsx';

interface ScreenPanelProps {
  readonly title: string;
  /** The words on the button that closes it. */
  readonly done: string;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** A panel over whatever screen is there; closed by its button, by Escape, and by a touch beside it. */
export const ScreenPanel = ({ title, done, onDone, children }: ScreenPanelProps) => {
  const heading = useBorrowedFocus();
  return (
    <div
      className="idle-shade"
      onClick={(event) => {
        if (event.target === event.currentTarget) onDone();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The screen under it would go back.
        event.stopPropagation();
        onDone();
      }}
    >
      <section className="display-panel" role="dialog" aria-modal="true" aria-labelledby="screen-panel-title">
        <h2 id="screen-panel-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <div className="panel-actions">
          <Button rank="primary" icon={<Check aria-hidden />} onPress={onDone}>
            {done}
          </Button>
        </div>
      </section>
    </div>
  );
};
