import { ALSO_TRIED, CHORDS } from '../test/e2e/attacks/also-tried.ts';
import { ATTACKS } from '../test/e2e/attacks/attacks.ts';
import { leaks } from '../test/e2e/attacks/ways/leaks.ts';
import { row } from './schema-words.ts';
import { inItsStyle, referenceFile, writeReference } from './reference-file.ts';

/** `npx tsx scripts/attack-table.ts` writes docs/attacks.md anew; a test says when it is out of date. */
export const ATTACK_TABLE = referenceFile('attacks.md');

/** The table of all attacks, as it must stand in the documents. */
export const attackTable = async (): Promise<string> => {
  const attacks = Object.values(ATTACKS).flat();
  return inItsStyle(ATTACK_TABLE, [
    '# What is tried on a terminal',
    '',
    `${attacks.length + leaks.length} attacks of a hostile meeting page and a hostile visitor. Each is run in a window`,
    'without the rule, where it succeeds, with all rules, where it is refused, and with its own rule off, where it',
    'succeeds again (`npm run test:endurance -- attacks`; every third of them in `npm test`); and on the terminal itself',
    '(`test/e2e/attacks/terminal.e2e.ts`, all in `npm test`). Rules are files in `main/lockdown/`; "wipe" is `main/stage/wipe.ts`. Written by `npx tsx scripts/attack-table.ts`.',
    '',
    row('rule', 'mechanism', 'what is tried', 'what would be seen'),
    row('---', '---', '---', '---'),
    ...attacks.map(({ rule, mechanism, tries, wouldShow }) => row(rule, mechanism, `the page ${tries}`, wouldShow)),
    ...leaks.map(({ mechanism, tries, wouldShow }) => row('wipe', mechanism, `the page ${tries}`, wouldShow)),
    '',
    '## Also tried on the terminal',
    '',
    'What Chromium or Electron refuses in any window, or what no rule of ours alone decides: there is no window in which',
    'it could be shown to succeed. Looked at afterwards: the page and its address, windows, dialogs, programs, downloads,',
    'every frame. At the end a page takes all the memory that it can get: it is ended, and the meeting is opened once more.',
    'Keys are pressed in the meeting and in our bar. (A page that loops for ever is in `test/e2e/line.e2e.ts`.)',
    '',
    row('mechanism', 'what is tried', 'refused by'),
    row('---', '---', '---'),
    ...ALSO_TRIED.map(({ mechanism, tries, refusedBy }) => row(mechanism, tries, refusedBy)),
    ...CHORDS.map(([keys, meaning]) => row(keys, meaning, '`key-combinations`')),
    '',
  ]);
};

if (process.argv[1] === import.meta.filename) writeReference(ATTACK_TABLE, await attackTable());
