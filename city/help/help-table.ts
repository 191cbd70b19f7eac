import type { OpenHelpCall } from './help-calls.ts';

/** Calls as lines of text: id, time, terminal, where the person is, their language, whether somebody comes. */
export const renderHelpTable = (calls: readonly OpenHelpCall[]): string => {
  // Swedish writes times as ISO 8601 does.
  const time = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' });
  return calls
    .map(({ id, since, terminal, step, locale, answered }) =>
      [id, time.format(since), terminal, `at step ${step}`, `language ${locale}`, answered ? 'answered' : 'OPEN'].join(
        '  ',
      ),
    )
    .join('\n');
};
