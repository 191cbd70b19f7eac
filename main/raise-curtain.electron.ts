import { app, webContents, type Session, type WebPreferences } from 'electron';
import type { FailureCode } from '../contract/failure.ts';
import { EXIT_NOT_ENROLLED } from './health/exit-codes.ts';
import { isSupervised, relaunch } from './health/relaunch.ts';
import type { Guard } from './lockdown/guard.ts';
import { lockedPreferences } from './lockdown/lock.ts';
import { meetingPolicy } from './lockdown/meeting-policy.ts';
import { ownPolicy } from './lockdown/policy.ts';
import type { RefusalCount } from './lockdown/refusals.ts';
import { cityFetch } from './link/fetch.electron.ts';
import { bootId } from './machine/boot-id.ts';
import type { Bridge } from './stage/bridge.ts';
import { meetingSession } from './stage/meeting-session.ts';
import { createMeetingStage } from './stage/meeting-view.ts';
import { takeServiceKey } from './stage/service-key.ts';
import type { ServiceView } from './stage/service-view.ts';
import { picturePage } from './stage/picture-page.ts';
import { createStage, type Stage } from './stage/stage.ts';
import { wipeScreens } from './stage/ui-wipe.ts';
import type { StageWindow } from './stage/window.ts';
import { aboutThisTerminal } from './terminal/about.electron.ts';
import { displaysOfThisMachine } from './terminal/displays.electron.ts';
import { openTerminal, type OpenTerminalParts } from './terminal/open-terminal.ts';
import type { Recalled } from './terminal/recall.ts';
import type { Terminal } from './terminal/terminal.ts';

/** For whoever enrols a terminal from the command line. */
const ENROLMENT_REFUSED: Readonly<Partial<Record<FailureCode, string>>> = {
  'enrolment-code-wrong': 'the city does not know this code (enrolment-code-wrong).',
  'enrolment-code-used': 'this code has been used already; make a new one (enrolment-code-used).',
  'enrolment-code-expired': 'this code is not valid any more; make a new one (enrolment-code-expired).',
};

export interface Curtain {
  readonly stageWindow: StageWindow;
  readonly bridge: Bridge;
  readonly guard: Guard;
  readonly refusals: RefusalCount;
  /** Lets go of the window, until the next start. */
  readonly release: () => void;
}

/** Connects the terminal with its window, its page and the meeting. */
export const raiseCurtain = (
  recalled: Recalled,
  { stageWindow, bridge, guard, refusals, release }: Curtain,
): Terminal => {
  const page = stageWindow.ui.webContents;
  const policy = meetingPolicy({
    origins: () => meeting.origins(),
    allowsScreenShare: () => meeting.allowsScreenShare(),
    allowsMicrophone: () => terminal.snapshot().audio !== 'listen-only',
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
      forgetGrants: guard.forgetGrants,
    },
    () => page.getOSProcessId(),
    {
      switchKey: () => stage.focusBar(),
      closeKey: () => terminal.heard({ type: 'show-panel', panel: 'none' }),
    },
  );
  const admitService = (session: Session): WebPreferences => {
    // Our own page, on none of its screens: it may nothing.
    const rules = ownPolicy(() => undefined);
    guard.admit(session, rules);
    return lockedPreferences(rules);
  };
  let service: ServiceView | null = null;
  let isServiceWanted = false;
  /** Nothing of the menu is loaded before somebody asks for it. */
  const openService = async (): Promise<void> => {
    if (isServiceWanted) return;
    isServiceWanted = true;
    const opener = await import('./open-service.electron.ts');
    service = opener.openService(terminal, stageWindow, { admit: admitService, release }, () => {
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
  const parts: OpenTerminalParts = {
    fetch: () => cityFetch(recalled.authority),
    audio: async () => (await import('./machine/open-audio-server.ts')).openAudioServer(recalled.folder),
    about: aboutThisTerminal,
    displays: displaysOfThisMachine,
    refusals,
    stage: {
      openMeeting: (answer, news) => {
        meeting.open(answer, news);
        service?.raise();
      },
      pressKey: meeting.pressKey,
      wipeMeeting: meeting.wipe,
      wipeScreens: () => wipeScreens(page),
    },
    relaunch,
    root: async (verb) => (await import('./machine/ask-root.ts')).createRootHelper().request(verb),
    boot: bootId,
    picture: () => picturePage(page),
    gaveUp: (code) => {
      process.stderr.write(`This terminal was not enrolled: ${ENROLMENT_REFUSED[code] ?? code}\n`);
      // Who supervises us would only start us with the same code again; whoever stands before the screen can type another.
      if (isSupervised()) return;
      void terminal.close().finally(() => app.exit(EXIT_NOT_ENROLLED));
    },
    draw: (snapshot) => {
      stage.arrange(snapshot.screen, snapshot.notice !== null);
      bridge.send(snapshot);
    },
  };
  const terminal: Terminal = openTerminal(recalled, parts);
  bridge.connect({ current: terminal.snapshot, heard: terminal.heard, openService: () => void openService() });
  for (const contents of webContents.getAllWebContents()) takeServiceKey(contents, () => void openService());
  app.on('web-contents-created', (_event, contents) => takeServiceKey(contents, () => void openService()));
  return terminal;
};
