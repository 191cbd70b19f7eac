import type { Rule } from './rule.ts';

/** A page is a page: in Chromium's sandbox, without Node, without our world (items 2 to 4, 6, 8 to 11 of the guide). */
export const pageOptions: Rule = {
  name: 'page-options',
  preferences: {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    plugins: false,
    webviewTag: false,
  },
};
