import { Check } from 'lucide-react';
import { useBorrowedFocus } from '../design/borrowed-focus.ts';
import { Button } from '../design/button.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CallStaff } from './call-staff.tsx';

/**
 * What to do on the screen under it, and the way to somebody who helps.
 *
 * @param onDone closes it
 */
export const HelpPanel = ({ onDone }: { readonly onDone: () => void }) => {
  const { snapshot, t } = useTerminal();
  const { name } = snapshot.screen;
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
      <section className="display-panel" role="dialog" aria-modal="true" aria-labelledby="help-title">
        <h2 id="help-title" ref={heading} tabIndex={-1}>
          {t('help.open')}
        </h2>
        {/* The attract screen is left the moment the panel opens; the meeting has its own help. */}
        <p>{t(`help.here.${name === 'attract' || name === 'meeting' ? 'rooms' : name}`)}</p>
        <CallStaff />
        <div className="panel-actions">
          <Button rank="primary" icon={<Check aria-hidden />} onPress={onDone}>
            {t('help.close')}
          </Button>
        </div>
      </section>
    </div>
  );
};
