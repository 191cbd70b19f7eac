import type { Session } from 'electron';
import { relaunch } from './health/relaunch.ts';
import { cityFetch } from './link/fetch.electron.ts';
import type { Bridge } from './stage/bridge.ts';
import { forgetGrants, meetingSession } from './stage/meeting-session.ts';
import { createMeetingStage } from './stage/meeting-view.ts';
import { createStage, type Stage } from './stage/stage.ts';
import { wipeScreens } from './stage/ui-wipe.ts';
import type { StageWindow } from './stage/window.ts';
import { aboutThisTerminal } from './terminal/about.electron.ts';
import type { Recalled } from './terminal/recall.ts';
import { startTerminal, type Terminal, type TerminalParts } from './terminal/terminal.ts';

/** Connects the terminal with its window, its page and the meeting. */
export const raiseCurtain = (recalled: Recalled, stageWindow: StageWindow, bridge: Bridge): Terminal => {
  const page = stageWindow.ui.webContents;
  let partition: Session | null = null;
  const partitionNow = (): Session => (partition ??= meetingSession(() => meeting.origins()));
  const meeting = createMeetingStage(
    stageWindow.window,
    partitionNow,
    () => forgetGrants(partitionNow(), () => meeting.origins()),
    () => page.getOSProcessId(),
    {
      switchKey: () => stage.focusBar(),
      closeKey: () => terminal.heard({ type: 'show-panel', panel: 'none' }),
    },
  );
  const stage: Stage = createStage(stageWindow, meeting);
  const parts: TerminalParts = {
    fetch: cityFetch,
    audio: async () => (await import('./machine/open-audio-server.ts')).openAudioServer(recalled.folder),
    about: aboutThisTerminal,
    stage: {
      openMeeting: meeting.open,
      pressKey: meeting.pressKey,
      wipeMeeting: meeting.wipe,
      wipeScreens: () => wipeScreens(page),
    },
    relaunch,
    draw: (snapshot) => {
      stage.arrange(snapshot.screen);
      bridge.send(snapshot);
    },
  };
  const terminal: Terminal = startTerminal(recalled, parts);
  bridge.connect({ current: terminal.snapshot, heard: terminal.heard });
  return terminal;
};
