import { CircleHelp } from 'lucide-react';
import { useTerminal } from '../terminal-context.ts';

/** The way to help, top right on every screen; it also shows how a call for the staff stands. */
export const HelpChoice = () => {
  const { snapshot, t, openHelp } = useTerminal();
  // A terminal without a place in a city has nobody whom it could call.
  if (snapshot.screen.name === 'enrolment') return null;
  return (
    <button
      type="button"
      className="display-choice"
      data-call={snapshot.help}
      aria-haspopup="dialog"
      onClick={(event) => {
        // The attract screen begins at any touch; this one begins with the panel.
        event.stopPropagation();
        openHelp();
      }}
    >
      <CircleHelp aria-hidden />
      <span>{snapshot.help === 'none' ? t('help.open') : t(`call.short.${snapshot.help}`)}</span>
    </button>
  );
};
