import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { readSeedFile } from '../seed/read-seed-file.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = { data: { type: 'string', default: DEFAULT_DATA_DIR } } as const;

/** Loads a city's settings and rooms from a file. */
export const importCity: Command = {
  help: `npm run city -- import FILE.json [--data ${DEFAULT_DATA_DIR}]

Replaces the city's settings, terms and rooms with those of a file; terminals, events and
the codes of rooms that are still there stay.
Works while the city endpoint runs, and without it.

  --data DIR   folder of the store

A small file:
  {
    "city": "Musterstadt",
    "sites": [{ "id": "bibliothek", "name": "Stadtbibliothek" }],
    "rooms": [
      {
        "id": "energie-umwelt",
        "title": { "de": "AG Energie & Umwelt", "en": "Working group energy & environment" },
        "schedule": [{ "weekday": 2, "start": "17:00", "end": "18:30" }]
      }
    ]
  }`,

  run: async (args, { env, print }) => {
    const { values, positionals } = parseOptions(args, OPTIONS, true);
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new OperatorProblem('Name one file: import FILE.json.');
    const seed = await readSeedFile(file);
    await withAdmin(storePlace(values.data, env), (admin) => admin.importSeed(seed));
    print(`Rooms of ${seed.city} now: ${seed.rooms.length}.`);
  },
};
