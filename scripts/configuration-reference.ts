import { z } from 'zod';
import { HELP_WORDS_MAX, WELCOME_MAX } from '../contract/city-texts.ts';
import { cityConfigurationSchema, DEFAULT_TIMES, machineConfigurationSchema } from '../contract/configuration.ts';
import { code, fieldSchema, row, valuesOf, type Field } from './schema-words.ts';
import { inItsStyle, referenceFile, writeReference } from './reference-file.ts';

/** `npx tsx scripts/configuration-reference.ts` writes docs/configuration.md anew; a test says when it is out of date. */
export const CONFIGURATION_REFERENCE = referenceFile('configuration.md');

/** What each field does, in plain words. */
const MEANINGS: Readonly<Record<string, string>> = {
  city: 'Name of the city.',
  site: 'Where the terminal stands; shown at the top of its screens.',
  siteId: 'By which orders of the city mean the site.',
  ring: 'Terminals that get orders and updates together.',
  languages: 'Languages that visitors can choose. German comes first where it is among them.',
  timeZone: 'IANA name of the zone in which times and opening hours are meant.',
  'terms.version': 'Which terms they are: whoever accepted others is asked anew.',
  'terms.summary': 'Rules of conduct as short sentences, shown at once.',
  'terms.fullText': 'Their full text in paragraphs, behind one touch.',
  'times.idleSeconds': 'Without input while choosing, before the question whether somebody is still there.',
  'times.idleWarningSeconds':
    'How long that question waits. WCAG 2.2.1 asks for 20 s at least, a city gives no less than 30.',
  'times.joinCancelSeconds': 'After this long on the way in, cancelling is offered.',
  'times.joinGiveUpSeconds': 'After this long on the way in, it is given up.',
  'times.goodbyeSeconds': 'How long the goodbye stays without a touch.',
  'times.presenceSeconds': 'Without input in a meeting, before the bar asks whether somebody is still there.',
  'times.presenceWarningSeconds': 'How long the bar waits for an answer.',
  'times.lockedSeconds': 'A locked meeting that nobody unlocks ends after this.',
  'times.rejoinGiveUpSeconds': 'A meeting that broke off is opened again for so long.',
  'times.scanSeconds': 'How long the camera looks for a code.',
  'times.codePauseSeconds': 'How long nobody can try another code after many wrong ones in one visit.',
  'times.restartSeconds': 'How long the visitor reads why the terminal starts itself anew.',
  'times.aliveSeconds': 'The own page is asked so often whether it lives; what owes two answers is hung.',
  'times.roomsRefreshSeconds': 'Between two looks at the list of rooms.',
  'times.cityAnswerSeconds': 'How long one answer of the city may take.',
  'devices.microphone[].label': 'A word of its label. The first device of the list that is there is used.',
  'devices.microphone[].port': 'The port that it is plugged into.',
  'devices.speaker[].label': 'A word of its label. The first device of the list that is there is used.',
  'devices.speaker[].port': 'The port that it is plugged into.',
  'devices.audio':
    'How people hear and are heard: `headset` and `speakerphone` say on the screens what that means for a visitor, `listen-only` opens no microphone for anybody and asks nobody whether they want to speak. See [devices.md](devices.md).',
  'devices.screen': 'Diagonal of the display in inches. With it the size of our texts follows the distance.',
  'devices.viewingDistance': 'From the eyes to the display in cm; 60 when only `screen` is there.',
  rooms:
    'Ids of the rooms that the terminal shows, in its order; all without it. One that the city does not have is skipped, an empty list shows none. Others are refused like rooms that are none. Like a room that is taken away, this does not wait for the end of a visit.',
  roomsByCode:
    'Which rooms a code opens here: those that are `shown`, so that no code that has got about leads past `rooms`, or `all` of the city.',
  hosts:
    'Hosts that meetings may be on, like `bbb.stadt.example`, with a port where it has one, or `*.stadt.example` for all below. A join that names another one is refused (`meeting-foreign`). Without it each join says where its meeting is. Here the machine wins, so that nobody who has got hold of the city endpoint can send people elsewhere.',
  'texts.version': 'Which texts they are; shown in the service menu.',
  'texts.welcome': `On the first screen, in the place of our own line; at most ${WELCOME_MAX} characters.`,
  'texts.help': `Where the staff is to be found; shown wherever there is help. At most ${HELP_WORDS_MAX} characters.`,
  'devices.volume': 'Per cent; visitors change it for their visit only.',
  'openingHours.weekly[].weekday':
    '1 is Monday, 7 Sunday. Outside of the hours nobody begins a visit, and the display goes dark.',
  'openingHours.weekly[].from': 'Time on the wall, like `10:00`.',
  'openingHours.weekly[].to': 'Time on the wall; at or before `from` it is on the next day.',
  'openingHours.exceptions[].date': 'A day that is unlike the others of its weekday.',
  'openingHours.exceptions[].open[].from': 'As above; without any the day is closed.',
  'openingHours.exceptions[].open[].to': 'As above.',
  'reporting.contentMode': 'How events are posted, see [events.md](events.md).',
  'reporting.maxBatchEvents': 'The most events in one request.',
  'reporting.url': "An event platform of the city's own; without it the city endpoint gets the events.",
  'reporting.token': 'What that platform wants to hear as bearer token.',
  'servicePins[].role': 'Who gets into the service menu with it. Without any PIN nobody does.',
  'servicePins[].hash': 'argon2id of the PIN, as `npm run city -- pin` makes it.',
};

/** Texts in the languages of the city are one value for whoever writes a configuration. */
const isText = ({ properties }: Field): boolean => properties !== undefined && 'de' in properties;

/** All fields of a schema that hold a value, by their path. */
const leavesOf = (given: unknown, at = ''): readonly (readonly [path: string, field: Field])[] => {
  const field = fieldSchema.parse(given);
  const inner = field.anyOf?.map((one) => fieldSchema.parse(one)).find(({ type }) => type !== 'null') ?? field;
  if (inner.properties !== undefined && !isText(inner)) {
    return Object.entries(inner.properties).flatMap(([name, one]) => leavesOf(one, at === '' ? name : `${at}.${name}`));
  }
  const items = inner.type === 'array' ? fieldSchema.parse(inner.items) : null;
  return items?.properties !== undefined && !isText(items) ? leavesOf(items, `${at}[]`) : [[at, field]];
};

const boundsOf = ({ type, minimum, maximum, maxLength, maxItems }: Field): string => {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`;
  return type === 'array' && maxItems !== undefined ? ` of at most ${maxItems}` : '';
};

const kindOf = (field: Field): string => {
  if (isText(field)) return 'text in German and other languages';
  if (field.type === 'array') {
    const items = fieldSchema.parse(field.items);
    return `list of ${kindOf(items)}${boundsOf(field)}`;
  }
  return `${valuesOf(field)}${boundsOf(field)}`;
};

const defaultOf = (name: string, field: Field): string => {
  const time = Object.entries(DEFAULT_TIMES).find(([known]) => name === `times.${known}`)?.[1];
  if (time !== undefined) return code(time);
  return field.default === undefined ? '' : code(JSON.stringify(field.default));
};

/** Whether the machine's file may say it too; a city promises more time to answer than a machine that is tried out. */
const machineOf = (ofCity: Field, ofMachine: Field | undefined): string => {
  if (ofMachine === undefined) return '';
  return ofMachine.minimum === ofCity.minimum ? 'yes' : `yes,${boundsOf(ofMachine)}`;
};

/** The reference of the configuration, as it must stand in the documents. */
export const configurationReference = async (): Promise<string> => {
  const fields = leavesOf(z.toJSONSchema(cityConfigurationSchema, { io: 'input' }));
  const ofMachine = new Map(leavesOf(z.toJSONSchema(machineConfigurationSchema, { io: 'input' })));
  const unknown = Object.keys(MEANINGS).filter((name) => !fields.some(([known]) => known === name));
  if (unknown.length > 0) throw new Error(`There is no field ${unknown.join(', ')} any more.`);
  return inItsStyle(CONFIGURATION_REFERENCE, [
    '# The configuration of a terminal',
    '',
    'Three layers, the later one wins, except for `hosts`: the defaults, the file `configuration.json` in the folder of',
    'the terminal (only the fields marked so), and what the city signs for this terminal. A change takes effect without a',
    'restart, and never during a visit, but for `rooms`; the file is read at each start. A terminal that its city has',
    'left alone goes on with the last good configuration. Written by `npx tsx scripts/configuration-reference.ts` from',
    '`contract/configuration.ts`.',
    '',
    row('field', 'what it does', 'values', 'default', 'machine'),
    row('---', '---', '---', '---', '---'),
    ...fields.map(([name, field]) => {
      const meaning = MEANINGS[name];
      if (meaning === undefined) throw new Error(`Say what ${name} does.`);
      return row(code(name), meaning, kindOf(field), defaultOf(name, field), machineOf(field, ofMachine.get(name)));
    }),
    '',
    'What a terminal may speak with in a meeting is what the join names, and of it only what `hosts` allows.',
    '',
  ]);
};

if (process.argv[1] === import.meta.filename) writeReference(CONFIGURATION_REFERENCE, await configurationReference());
