import type { Session } from 'electron';
import type { Guard } from './lockdown/guard.ts';
import { lockedPreferences } from './lockdown/lock.ts';
import { meetingPolicy } from './lockdown/meeting-policy.ts';
import type { RefusalCount } from './lockdown/refusals.ts';
import { cityFetch } from './link/fetch.electron.ts';
import type { Bridge } from './stage/bridge.ts';
import { meetingSession } from './stage/meeting-session.ts';
import { createMeetingStage } from './stage/meeting-view.ts';
import { createStage, type Stage } from './stage/stage.ts';
import { wipeScreens } from './stage/ui-wipe.ts';
import type { StageWindow } from './stage/window.ts';
import { aboutThisTerminal } from './terminal/about.electron.ts';
import type { Recalled } from './terminal/recall.ts';
import { startTerminal, type Terminal, type TerminalParts } from './terminal/terminal.ts';

export interface Curtain {
  readonly stageWindow: StageWindow;
  readonly bridge: Bridge;
  readonly guard: Guard;
  readonly refusals: RefusalCount;
}

/** Connects the terminal with its window, its page and the meeting. */
export const raiseCurtain = (recalled: Recalled, { stageWindow, bridge, guard, refusals }: Curtain): Terminal => {
  const page = stageWindow.ui.webContents;
  const policy = meetingPolicy({
    origins: () => meeting.origins(),
    allowsScreenShare: () => meeting.allowsScreenShare(),
    openedFor: (contents) => meeting.openedFor(contents),
  });
  let partition: Session | null = null;
  const makePartition = (): Session => {
    const made = meetingSession();
    guard.admit(made, policy);
    return made;
  };
  const meeting = createMeetingStage(
    stageWindow.window,
    {
      session: () => (partition ??= makePartition()),
      preferences: lockedPreferences(policy),
      prepare: guard.prepare,
    },
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
    refusals,
    stage: {
      openMeeting: meeting.open,
      pressKey: meeting.pressKey,
      wipeMeeting: meeting.wipe,
      wipeScreens: () => wipeScreens(page),
    },
    draw: (snapshot) => {
      stage.arrange(snapshot.screen);
      bridge.send(snapshot);
    },
  };
  const terminal: Terminal = startTerminal(recalled, parts);
  bridge.connect({ current: terminal.snapshot, heard: terminal.heard });
  return terminal;
};
