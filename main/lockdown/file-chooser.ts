import type { Rule } from './rule.ts';

/**
 * The system's file dialog shows the machine's folders, and on most desktops opens what is in them. No event of
 * Electron comes before it: the debugger's protocol has one. The pickers of the File System API, which it does not
 * know, are not there (page-features.ts).
 */
export const fileChooser: Rule = {
  name: 'file-chooser',
  permissions: ['fileSystem'],
  inPage: () => ({
    commands: [{ method: 'Page.setInterceptFileChooserDialog', parameters: { enabled: true } }],
    refusedAt: 'Page.fileChooserOpened',
  }),
};
