import { app, webContents, type Session } from 'electron';
import { cityFetch } from './link/fetch.electron.ts';
import type { Bridge } from './stage/bridge.ts';
import { meetingSession } from './stage/meeting-session.ts';
import { createMeetingStage } from './stage/meeting-view.ts';
import { takeServiceKey } from './stage/service-key.ts';
import type { ServiceView } from './stage/service-view.ts';
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
  const meeting = createMeetingStage(
    stageWindow.window,
    () => (partition ??= meetingSession(() => meeting.origins())),
    () => page.getOSProcessId(),
    {
      switchKey: () => stage.focusBar(),
      closeKey: () => terminal.heard({ type: 'show-panel', panel: 'none' }),
    },
  );
  let service: ServiceView | null = null;
  let isServiceWanted = false;
  /** Nothing of the menu is loaded before somebody asks for it. */
  const openService = async (): Promise<void> => {
    if (isServiceWanted) return;
    isServiceWanted = true;
    const opener = await import('./open-service.electron.ts');
    service = opener.openService(terminal, stageWindow, { reboot: null }, () => {
      service = null;
      isServiceWanted = false;
      stage.focusUppermost();
    });
  };
  const stage: Stage = createStage(stageWindow, meeting, () => service?.raise());
  // A page that was loaded again after a crash has lost the keyboard, and with it the staff's key.
  page.on('did-stop-loading', () => {
    if (service === null) stage.focusUppermost();
  });
  const parts: TerminalParts = {
    fetch: cityFetch,
    audio: async () => (await import('./machine/open-audio-server.ts')).openAudioServer(recalled.folder),
    about: aboutThisTerminal,
    stage: {
      openMeeting: (answer, news) => {
        meeting.open(answer, news);
        service?.raise();
      },
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
  bridge.connect({ current: terminal.snapshot, heard: terminal.heard, openService: () => void openService() });
  for (const contents of webContents.getAllWebContents()) takeServiceKey(contents, () => void openService());
  app.on('web-contents-created', (_event, contents) => takeServiceKey(contents, () => void openService()));
  return terminal;
};
