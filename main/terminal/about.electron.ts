import { app } from 'electron';
import type { EventData } from '../../contract/events.ts';

const plainVersion = (version: string | undefined): string => /^\d+(?:\.\d+){0,3}/.exec(version ?? '')?.[0] ?? '0';

/** What runs here, as the city is told at every start. */
export const aboutThisTerminal = (): EventData<'stadtfenster.terminal.started'> => ({
  version: plainVersion(app.getVersion()),
  electron: plainVersion(process.versions.electron),
  chromium: plainVersion(process.versions.chrome),
  sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
});
