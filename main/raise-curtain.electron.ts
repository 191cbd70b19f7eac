import { app, type Session } from 'electron';
import { EXIT_USAGE } from './health/exit-codes.ts';
import { cityFetch } from './link/fetch.electron.ts';
import type { Bridge } from './stage/bridge.ts';
import { meetingSession } from './stage/meeting-session.ts';
import { createMeetingStage } from './stage/meeting-view.ts';
import { createStage } from './stage/stage.ts';
import { wipeScreens } from './stage/ui-wipe.ts';
import type { StageWindow } from './stage/window.ts';
import { aboutThisTerminal } from './terminal/about.electron.ts';
import { UsageProblem } from './terminal/given-identity.ts';
import { electronStateFile } from './terminal/state-file.electron.ts';
import { startTerminal, type Terminal, type TerminalOptions, type TerminalParts } from './terminal/terminal.ts';

/** Ends the process with a sentence when the command line cannot be used. */
const startOrExplain = (start: () => Terminal): Terminal | null => {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    app.exit(EXIT_USAGE);
    return null;
  }
};

/**
 * Connects the terminal with its window, its page and the meeting.
 * @returns null when the process is about to end, since the command line cannot be used
 */
export const raiseCurtain = (options: TerminalOptions, stageWindow: StageWindow, bridge: Bridge): Terminal | null => {
  const page = stageWindow.ui.webContents;
  let partition: Session | null = null;
  const meeting = createMeetingStage(
    stageWindow.window,
    () => (partition ??= meetingSession(() => meeting.origins())),
    () => page.getOSProcessId(),
    () => page.focus(),
  );
  const stage = createStage(stageWindow, meeting);
  const parts: TerminalParts = {
    stateFile: electronStateFile,
    fetch: cityFetch,
    about: aboutThisTerminal,
    stage: { openMeeting: meeting.open, wipeMeeting: meeting.wipe, wipeScreens: () => wipeScreens(page) },
    draw: (snapshot) => {
      stage.arrange(snapshot.screen);
      bridge.send(snapshot);
    },
  };
  const terminal = startOrExplain(() => startTerminal(options, parts));
  if (terminal === null) return null;
  bridge.connect({ current: terminal.snapshot, heard: terminal.heard, drawn: terminal.begin });
  return terminal;
};
